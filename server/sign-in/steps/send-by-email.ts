import type { Sending } from "../../../contracts/sign-in.ts";
import type { Challenged } from "./new-challenge.ts";
import type { Step, StepParts } from "./step.ts";

export interface Sent extends Challenged {
  /** What became of a sending that took longer than the page waits; null when that is known already. */
  late: Promise<Sending> | null;
}

/** Hands the code to the relay, and waits a little for its word. A slow relay goes on by itself. */
export const sendByEmail: Step<Challenged, Sent> = async (parts, given) => {
  const sending = send(parts, given);
  const settled = await withinPatience(sending, parts.settings.relayPatienceMs);
  if (settled === null) return { ...given, late: sending };
  const challenge = { ...given.challenge, sending_state: settled.state, sending_at: settled.at };
  return { ...given, challenge, late: null };
};

function withinPatience(sending: Promise<Sending>, ms: number): Promise<Sending | null> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(null), ms);
    sending.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

async function send(parts: StepParts, { challenge, person, to }: Challenged): Promise<Sending> {
  const { notifications, codes, clock, log } = parts;
  if (to === null) return { state: "failed", at: clock.now() };
  try {
    return await notifications.sendCode({
      to,
      account: person.login,
      code: codes.of(challenge.id),
      reference: challenge.id,
      until: challenge.expires_at,
    });
  } catch (error) {
    log.defect("sign-in.sending", error, { person: person.id });
    return { state: "failed", at: clock.now() };
  }
}
