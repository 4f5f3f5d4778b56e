import { refuse } from "../../../contracts/refusals.ts";
import { readSpare } from "../spare-codes.ts";
import type { Answered, Compared } from "./read-code.ts";
import type { Step } from "./step.ts";

/** Twelve digits in the place of the code: against the one row that begins like them. */
export const compareSpare: Step<Answered, Compared> = async ({ reads, spareCodes, clock }, given) => {
  const typed = readSpare(given.code);
  if (!typed) return refuse("code-malformed");
  const personId = given.challenge.person_id;
  const rows = await reads.spareCodes({ personId, prefix: typed.prefix, at: clock.now() });
  const compared = { ...given, right: false, app: null, signed: null };
  // Nobody's prefix costs a hash too.
  for (const row of rows.length > 0 ? rows : [null]) {
    const right = await spareCodes.check(typed.digits, row?.hash ?? null);
    if (right === "busy") return refuse("busy");
    if (right && row) return { ...compared, right, spare: { personId, kind: row.kind, prefix: row.prefix } };
  }
  return compared;
};
