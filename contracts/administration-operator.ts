import * as v from "valibot";

/** « Structures »: what whoever administers the operator sees and does. Sizes are octets. */

const id = v.pipe(v.string(), v.maxLength(64));
const name = v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(80));

/** The answer of `structures`. */
export interface StructuresView {
  structures: StructureView[];
  /** The operator's MSSanté domains: an identifier stands in one of them. */
  domains: string[];
}

export interface StructureView {
  id: string;
  name: string;
  finess: string;
  /** The operator's own. */
  isOwn: boolean;
  people: number;
  mailboxes: number;
  usedBytes: number;
  /** What its mailboxes were given of it together, and what they may be given; null: no limit. */
  givenBytes: number;
  quotaBytes: number | null;
  referents: ReferentView[];
}

export interface ReferentView {
  id: string;
  name: string;
  login: string;
  state: "active" | "waiting" | "never" | "ending" | "ended" | "suspended" | "left";
  /** Her charge has begun and is not over, and her access is open. */
  inCharge: boolean;
}

/** `propose-referent`: the identifier that these names would have in a domain. */
export const proposeReferentSchema = v.object({
  givenName: name,
  familyName: name,
  domain: v.pipe(v.string(), v.maxLength(255)),
});

/** `entrust-referent`: names somebody of a structure who has an access already. */
export const entrustReferentSchema = v.object({
  structureId: id,
  login: v.pipe(v.string(), v.maxLength(320)),
});

/** `release-referent`: takes the charge back; the access stays, unless its référents end it. */
export const releaseReferentSchema = v.object({ personId: id });

/** `structure-quota`: what the mailboxes of a structure may be given together; null: no limit. */
export const structureQuotaSchema = v.object({
  structureId: id,
  quotaBytes: v.nullable(
    v.pipe(v.number(), v.integer(), v.minValue(1_000_000), v.maxValue(1_000_000_000_000_000)),
  ),
});

export interface OperatorChanged {
  step: "changed";
}
