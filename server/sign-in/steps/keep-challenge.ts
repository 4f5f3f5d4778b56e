import { refuse } from "../../../contracts/refusals.ts";
import type { CodeStep } from "../../../contracts/sign-in.ts";
import { asCodeStep } from "./code-step.ts";
import type { Sent } from "./send-by-email.ts";
import type { Step, StepParts } from "./step.ts";

/** Keeps the challenge with what is known of its sending, in one write, and tells the page to show the dialog. */
export const keepChallenge: Step<Sent, CodeStep> = async (parts, given) => {
  const kept = await parts.changes.keepChallenge({ tryId: given.tryId, challenge: given.challenge });
  if (!kept) return refuse("wrong-login");
  if (given.late) void writeLater(parts, given, given.late);
  return asCodeStep(given.challenge);
};

async function writeLater(
  { changes, log }: StepParts,
  { challenge }: Sent,
  late: NonNullable<Sent["late"]>,
): Promise<void> {
  try {
    await changes.setSending({ challengeId: challenge.id, sending: await late });
  } catch (error) {
    log.defect("sign-in.sending", error);
  }
}
