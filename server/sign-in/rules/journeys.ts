import type { CodeStep, Method } from "../../../contracts/sign-in.ts";
import { checkMethod } from "../steps/check-method.ts";
import { checkPassword } from "../steps/check-password.ts";
import { compareAppCode } from "../steps/compare-app-code.ts";
import { compareCode } from "../steps/compare-code.ts";
import { keepChallenge, keepSending } from "../steps/keep-challenge.ts";
import { newChallenge } from "../steps/new-challenge.ts";
import {
  openPasskeySession,
  openPscSession,
  openSession,
  openTrustedSession,
  type Opened,
} from "../steps/open-session.ts";
import { proveSession } from "../steps/prove-session.ts";
import { provePscSession } from "../steps/prove-psc-session.ts";
import { byApp, byEmail, byPasskey, bySms, type Reach, reachBy } from "../steps/reach.ts";
import { compareSpare } from "../steps/compare-spare.ts";
import { comparePasskey } from "../steps/compare-passkey.ts";
import { type Answered, type Compared, readCode } from "../steps/read-code.ts";
import { byGateway, byRelay, type Carry, sendBy } from "../steps/send-code.ts";
import { readPasskey } from "../steps/read-passkey.ts";
import { redeemCode } from "../steps/redeem-code.ts";
import { checkUnlock, takeUnlock, unlockByCode, unlockByPassword } from "../steps/unlock.ts";
import { inOrder, type Step } from "../steps/step.ts";
import { type GoingOn, takeSending } from "../steps/take-sending.ts";
import { type Proving, takeProof } from "../steps/take-proof.ts";
import { takePasskey } from "../steps/take-passkey.ts";
import { takeReturn } from "../steps/take-return.ts";
import { type Asked, takeTry } from "../steps/take-try.ts";

/** One second factor, in every place where it stands. */
export interface Journey {
  /** Whether a person has it, and where her code goes. */
  reach: Reach;
  /** From the password to the dialog. */
  begin: Step<Asked, CodeStep>;
  /** The same code once more, or the dialog of another method. */
  goOn: Step<Omit<GoingOn, "reached">, CodeStep>;
  /** From the dialog to the mailbox. */
  answer: Step<Answered, Opened>;
  /** Inside a session: to the dialog, and from it to the proof. */
  beginProof: Step<Proving, CodeStep>;
  prove: Step<Answered, { at: number }>;
  /** From the dialog of a locked session, which `beginProof` brought, back to the mailbox. */
  unlock: Step<Answered, Opened>;
}

/** Every second factor. A session is opened in `open-session.ts` alone, after one of them. */
export const journeys: Record<Method, Journey> = {
  email: journey(byEmail, byRelay, inOrder(readCode, compareCode)),
  sms: journey(bySms, byGateway, inOrder(readCode, compareCode)),
  totp: journey(byApp, null, inOrder(readCode, compareAppCode)),
  passkey: journey(byPasskey, null, comparePasskey),
};

function journey(reach: Reach, carry: Carry | null, compare: Step<Answered, Compared>): Journey {
  const send = sendBy(carry);
  return {
    reach,
    begin: inOrder(takeTry, checkPassword, reachBy(reach), newChallenge, send, keepChallenge),
    goOn: inOrder(reachBy(reach), takeSending, send, keepSending),
    answer: inOrder(checkMethod, compare, openSession),
    beginProof: inOrder(takeProof, reachBy(reach), newChallenge, send, keepChallenge),
    prove: inOrder(checkMethod, compare, proveSession),
    unlock: inOrder(checkMethod, compare, unlockByCode),
  };
}

/** The password alone opens what two factors opened and silence locked (RIE-PS 10). */
export const unlock = inOrder(takeUnlock, checkUnlock, unlockByPassword);
/** A spare code in the place of the code that a challenge of any method asks for. */
export const spareCode = inOrder(compareSpare(["recovery", "rescue"]), openSession);
/** The same inside a session, of those on paper alone: her référent knows the other one, and gives nobody new factors. */
export const spareProof = inOrder(compareSpare(["recovery"]), proveSession);

/** A passkey that verified its person proves both factors at once: its device, and the person it knows. */
export const passkeyAlone = inOrder(takePasskey, readPasskey, openPasskeySession);

/**
 * « Se souvenir de moi »: the password alone, in a browser trusted since both factors were given there, four hours ago at
 * most (RIE-PS 10). The session ends with the trust.
 */
export const trustedBrowser = inOrder(takeTry, checkPassword, openTrustedSession);

/** Pro Santé Connect proves both factors at once: what happens between the browser's return from it and the mailbox. */
export const proSanteConnect = inOrder(takeReturn, redeemCode, openPscSession);
/** The same inside a session, whose person was asked anew there: between the return and the proof. */
export const proSanteConnectProof = inOrder(takeReturn, redeemCode, provePscSession);
