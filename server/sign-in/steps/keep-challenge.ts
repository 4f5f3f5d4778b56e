import { refuse } from "../../../contracts/refusals.ts";
import type { CodeStep } from "../../../contracts/sign-in.ts";
import { attemptFrom } from "./attempt-from.ts";
import { asCodeStep } from "./code-step.ts";
import type { Begun } from "./known.ts";
import type { Challenged } from "./new-challenge.ts";
import type { Sent } from "./send-code.ts";
import type { Step, StepParts } from "./step.ts";

/** Keeps the challenge with what is known of its sending, in one write, and tells the page to show the dialog. */
export const keepChallenge: Step<Challenged & Sent & Begun, CodeStep> = async (parts, given) => {
  const { tryId, challenge, sendings, visitor } = given;
  const from = visitor && attemptFrom(parts, challenge.id, visitor);
  const sending = sendings[0] ?? null;
  if (!(await parts.changes.keepChallenge({ tryId, challenge, sending, from }))) return refuse("wrong-login");
  if (given.late) void writeLater(parts, given, given.late);
  return asCodeStep(parts, given);
};

/** Keeps what is known of one more sending. */
export const keepSending: Step<Challenged & Sent, CodeStep> = async (parts, given) => {
  if (given.late) void writeLater(parts, given, given.late);
  else if (given.isDue) await writeLater(parts, given, null);
  return asCodeStep(parts, given);
};

async function writeLater(
  { changes, log }: StepParts,
  { challenge, method, sendings }: Challenged,
  late: Sent["late"],
): Promise<void> {
  const sending = sendings.find((one) => one.method === method);
  if (!sending) return;
  try {
    await changes.setSending({ ...sending, ...(await late), challenge_id: challenge.id });
  } catch (error) {
    log.defect("sign-in.sending", error);
  }
}
