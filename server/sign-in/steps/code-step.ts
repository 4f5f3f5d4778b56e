import type { CodeStep, Sending } from "../../../contracts/sign-in.ts";
import type { ChallengeRow } from "../store/tables.ts";

/** A challenge as its page sees it, with what is known of the sending when that is newer than the row. */
export function asCodeStep(challenge: ChallengeRow, sending: Sending | null = null): CodeStep {
  return {
    step: "code",
    method: challenge.method,
    challenge: challenge.id,
    destination: challenge.destination,
    sending: sending ?? { state: challenge.sending_state, at: challenge.sending_at },
    expiresAt: challenge.expires_at,
    triesLeft: challenge.tries_left,
  };
}
