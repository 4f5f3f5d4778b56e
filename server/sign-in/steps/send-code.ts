import type { Sending } from "../../../contracts/sign-in.ts";
import type { CodeMail } from "../../notifications/door.ts";
import type { SendingRow } from "../store/tables.ts";
import type { Challenged } from "./new-challenge.ts";
import type { StepParts } from "./step.ts";

export interface Sent {
  sendings: readonly SendingRow[];
  /** What became of a sending that took longer than the page waits; null when that is known already. */
  late: Promise<Sending> | null;
}

/** Hands a code over to what carries it there. */
export type Carry = (parts: StepParts, mail: CodeMail) => Promise<Sending>;

/** Through the relay of ordinary e-mail. */
export const byRelay: Carry = ({ notifications }, mail) => notifications.sendCode(mail);

/** Through the operator's SMS gateway. */
export const byGateway: Carry = ({ notifications }, sms) => notifications.sendCodeBySms(sms);

/** The step that sends the code when one is due, and waits a little for the carrier's word: a slow one goes on by itself. */
export function sendBy(carry: Carry | null) {
  return async <Given extends Challenged>(parts: StepParts, given: Given): Promise<Given & Sent> => {
    const { to } = given.reached;
    if (!given.isDue || to === null || !carry) return { ...given, late: null };
    const sending = send(parts, carry, given, to);
    const settled = await withinPatience(sending, parts.settings.relayPatienceMs);
    if (settled === null) return { ...given, late: sending };
    const sendings = given.sendings.map((one) =>
      one.method === given.method ? { ...one, ...settled } : one,
    );
    return { ...given, sendings, late: null };
  };
}

function withinPatience(sending: Promise<Sending>, ms: number): Promise<Sending | null> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(null), ms);
    sending.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

async function send(parts: StepParts, carry: Carry, given: Challenged, to: string): Promise<Sending> {
  const { codes, clock, log } = parts;
  const { challenge, person } = given;
  const now = clock.now();
  try {
    return await carry(parts, {
      to,
      account: person.login,
      code: codes.of(challenge.id),
      // A server that keeps one letter of each name would throw the second away.
      reference: now === challenge.begun_at ? challenge.id : `${challenge.id}.${now}`,
      until: challenge.expires_at,
    });
  } catch (error) {
    log.defect("sign-in.sending", error, { person: person.id });
    return { state: "failed", at: clock.now() };
  }
}
