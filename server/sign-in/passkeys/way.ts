import type {
  MadePasskey,
  PasskeyAnswer,
  PasskeyOffer,
  PasskeyQuestion,
} from "../../../contracts/passkeys.ts";
import type { Person } from "../../directory/door.ts";
import type { Chance } from "../../foundations/chance.ts";
import type { SignInSettings } from "../rules/settings.ts";
import type { KnownPasskey } from "../steps/known.ts";
import type { ChallengeRow, PasskeyRow } from "../store/tables.ts";
import { createPasskeyChallenges, type PasskeyChallenges } from "./challenges.ts";
import { askSecond, askWhole, offer } from "./questions.ts";
import { relyingPartyOf } from "./relying-party.ts";
import { type MadeState, type PasskeyState, verifyAnswer, verifyMade } from "./verify.ts";

/** A challenge of somebody known: after her password, or in her session. */
type Second = Pick<ChallengeRow, "id" | "session_id">;

/** What the steps know of passkeys: what is asked, and whether what is answered holds for us. */
export interface Passkeys {
  challenges: PasskeyChallenges;
  askWhole(challenge: string): PasskeyQuestion;
  askSecond(challenge: Second, known: readonly KnownPasskey[]): PasskeyQuestion;
  offer(challenge: string, person: Person, known: readonly KnownPasskey[]): PasskeyOffer;
  /** How the passkey is after a right answer; null after any other. */
  verifyWhole(answer: PasskeyAnswer, passkey: PasskeyRow, challenge: string): Promise<PasskeyState | null>;
  verifySecond(answer: PasskeyAnswer, passkey: PasskeyRow, challenge: Second): Promise<PasskeyState | null>;
  verifyMade(made: MadePasskey, challenge: string): Promise<MadeState | null>;
}

/** `key`: 32 bytes that are not in the store. */
export function createPasskeys(
  { publicUrl, operator }: Pick<SignInSettings, "publicUrl" | "operator">,
  key: Uint8Array,
  chance: Chance,
): Passkeys {
  const rp = relyingPartyOf(publicUrl);
  const challenges = createPasskeyChallenges(key, chance);
  return {
    challenges,
    askWhole: (challenge) => askWhole(rp, challenge),
    askSecond: ({ id, session_id }, passkeys) =>
      askSecond(rp, challenges.of(id), { passkeys, mustVerify: session_id !== null }),
    offer: (challenge, person, known) => offer({ ...rp, name: operator }, challenge, person, known),
    verifyWhole: (answer, passkey, challenge) =>
      verifyAnswer(answer, passkey, { rp, challenge, mustVerify: true, mustName: true }),
    verifySecond: (answer, passkey, { id, session_id }) =>
      verifyAnswer(answer, passkey, {
        rp,
        challenge: challenges.of(id),
        mustVerify: session_id !== null,
        mustName: false,
      }),
    verifyMade: (made, challenge) => verifyMade(made, { rp, challenge }),
  };
}
