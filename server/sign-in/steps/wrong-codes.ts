import type { Refusal } from "../../../contracts/refusals.ts";
import { newId } from "../../foundations/ids.ts";
import type { ChallengeRow } from "../store/tables.ts";
import type { StepParts } from "./step.ts";

/**
 * Tells the person, at most once a day, that somebody who knows her password got codes wrong until there was no try
 * left.
 */
export async function tellWrongCodes(
  parts: StepParts,
  { login_key: loginKey, person_id: personId, structure_id: structureId }: ChallengeRow,
  { refusal: { code } }: Refusal,
): Promise<void> {
  if (code !== "too-many-codes") return;
  const { changes, notices, clock, chance, settings } = parts;
  const at = clock.now();
  const isTold = await changes.takeCodeBurst({
    toldId: newId(chance, "t"),
    loginKey,
    personId,
    structureId,
    notice: notices.draft({ kind: "wrong-codes", at }),
    at,
    rules: settings.regulation,
  });
  if (isTold) notices.wake();
}
