import type { Person } from "../../directory/door.ts";
import { newId } from "../../foundations/ids.ts";
import type { Visitor } from "../visitor.ts";
import { attemptFrom } from "./attempt-from.ts";
import type { StepParts } from "./step.ts";

/** Writes down a wrong password; its person, if the login has one, is told when there were several, once a day. */
export async function refuseWrongPassword(
  parts: Pick<StepParts, "changes" | "notices" | "visitors" | "clock" | "chance" | "settings">,
  given: { person: Person | null; tryId: string; loginKey: string; visitor: Visitor },
): Promise<void> {
  const { changes, notices, visitors, clock, chance, settings } = parts;
  const { person, tryId, loginKey, visitor } = given;
  const at = clock.now();
  const isTold = await changes.refusePassword({
    person,
    from: attemptFrom(parts, tryId, visitor),
    notice: notices.draft({ kind: "wrong-passwords", at }),
    loginKey,
    networkKey: visitors.allowanceKeyOf(visitor),
    toldId: newId(chance, "t"),
    at,
    rules: settings.regulation,
    allowance: settings.allowance,
  });
  if (isTold) notices.wake();
}
