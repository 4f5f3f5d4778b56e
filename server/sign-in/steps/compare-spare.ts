import { refuse } from "../../../contracts/refusals.ts";
import { readSpare } from "../spare-codes.ts";
import type { Answered, Compared, Spare } from "./read-code.ts";
import type { Step, StepParts } from "./step.ts";

/** Twelve digits in the place of the code: against the one row of these kinds that begins like them. */
export function compareSpare(kinds: readonly Spare["kind"][]): Step<Answered, Compared> {
  return async (parts, given) => {
    const { reads, spareCodes, clock } = parts;
    const typed = readSpare(given.code);
    if (!typed) return refuse("code-malformed");
    const personId = given.challenge.person_id;
    const known = await reads.spareCodes({ personId, prefix: typed.prefix, at: clock.now() });
    const rows = known.filter(({ kind }) => kinds.includes(kind));
    const compared = { ...given, right: false, app: null, signed: null };
    // Nobody's prefix costs a hash too.
    for (const row of rows.length > 0 ? rows : [null]) {
      const right = await spareCodes.check(typed.digits, row?.hash ?? null);
      if (right === "busy") return refuse("busy");
      if (right && row) return { ...compared, right, spare: await tellUse(parts, personId, row) };
    }
    return compared;
  };
}

/** What finds the code, and what its person is told once it is used. */
async function tellUse(
  { reads, notices, clock }: StepParts,
  personId: string,
  { kind, prefix }: Pick<Spare, "kind" | "prefix">,
): Promise<Spare> {
  const paper = kind === "recovery" ? await reads.sparesLeft({ personId }) : null;
  const left = paper && Math.max(0, paper.left - 1);
  return {
    personId,
    kind,
    prefix,
    notice: notices.draft({ kind: "spare-used", at: clock.now(), left }),
  };
}
