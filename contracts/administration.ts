import * as v from "valibot";

/**
 * « Accès »: what a référent and the server promise each other, `POST /api/administration/<operation>` in a session.
 * Times are milliseconds since 1970; days are `2026-12-01`, as they are in France: « until » a day holds that day too.
 */

const id = v.pipe(v.string(), v.maxLength(64));
const name = v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(80));
const day = v.pipe(v.string(), v.isoDate());
export const rightSchema = v.picklist(["reader", "writer", "manager"]);
export type GivenRight = v.InferOutput<typeof rightSchema>;

export const filters = ["all", "never", "single", "silent", "identity", "suspended", "left"] as const;
export type Filter = (typeof filters)[number];

/** `people`: the persons of one's structure whose name, identifier or occupation holds what is typed. */
export const peopleSchema = v.object({
  search: v.pipe(v.string(), v.maxLength(120)),
  filter: v.picklist(filters),
  /** How many to pass over: a page holds `peopleAtOnce`. */
  from: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
export const peopleAtOnce = 50;

/** One person as her référent sees her. */
export interface AccessView {
  id: string;
  name: string;
  givenName: string;
  login: string;
  occupation: string;
  civility: string;
  referent: boolean;
  /** Whoever asks is this person: she does not withdraw or repair her own access. */
  self: boolean;
  state: "active" | "waiting" | "never" | "ending" | "ended" | "suspended" | "left";
  /** The last day, when one is set. */
  until: string | null;
  lastAt: number | null;
  /** The link to a first access: when it was sent, and whether the relay took it; or when it was printed. */
  link: { at: number; state: "sending" | "handed" | "failed" | "printed"; until: number } | null;
  /** Without a second method beside the first. */
  single: boolean;
  /** Months without a sign-in, once she is told of them. */
  silentMonths: number | null;
  /** When her identity is to be checked again, once that is near. */
  identityDue: number | null;
  email: string | null;
  /** Whether she proved that address: no code goes there before. */
  emailVerified: boolean;
  mobile: string | null;
  rights: RightView[];
}

export interface RightView {
  mailboxId: string;
  right: GivenRight;
  /** Null once it has begun. */
  from: string | null;
  until: string | null;
}

/** The answer of `people`. */
export interface PeopleView {
  structure: { id: string; name: string; domain: string };
  /** Of the whole structure, whatever is searched for. */
  figures: {
    people: number;
    never: number;
    single: number;
    silent: number;
    identity: number;
    suspended: number;
  };
  mailboxes: { id: string; name: string; address: string; people: number }[];
  people: AccessView[];
  total: number;
  from: number;
}

/** `propose-login`: the identifier that these names would have. */
export const proposeLoginSchema = v.object({ givenName: name, familyName: name });
export interface LoginProposed {
  login: string;
}

export const identityProofs = [
  "identity-card",
  "passport",
  "residence-permit",
  "professional-card",
  "known",
] as const;

/** `give`: a new person, with her rights; a link to her first access leaves for her ordinary mailbox, unless it is printed. */
export const giveSchema = v.object({
  civility: v.picklist(["", "Mme", "M.", "Dr", "Pr"]),
  givenName: name,
  familyName: name,
  occupation: v.pipe(v.string(), v.trim(), v.maxLength(80)),
  rpps: v.nullable(v.pipe(v.string(), v.maxLength(20))),
  login: v.pipe(v.string(), v.maxLength(320)),
  email: v.pipe(v.string(), v.maxLength(320)),
  mobile: v.nullable(v.pipe(v.string(), v.maxLength(40))),
  identity: v.picklist(identityProofs),
  rights: v.pipe(
    v.array(
      v.object({
        mailboxId: id,
        right: rightSchema,
        from: v.nullable(day),
        until: v.nullable(day),
      }),
    ),
    v.maxLength(200),
  ),
  until: v.nullable(day),
  /** How the link goes: by e-mail when it is not said; on paper, none is made before the fiche is. */
  link: v.optional(v.picklist(["email", "paper"])),
});
export type Give = v.InferOutput<typeof giveSchema>;
export interface AccessGiven {
  personId: string;
  login: string;
}

/** `rights`: all of these changes, or none. `right: null` ends one at once. */
export const rightsSchema = v.object({
  changes: v.pipe(
    v.array(
      v.object({
        personId: id,
        mailboxId: id,
        right: v.nullable(rightSchema),
        from: v.nullable(day),
        until: v.nullable(day),
      }),
    ),
    v.minLength(1),
    v.maxLength(500),
  ),
});
export type RightsChange = v.InferOutput<typeof rightsSchema>["changes"][number];
export interface RightsChanged {
  changed: number;
}

/** `suspend`, `resume`, `leave`, `resend`, `reset-methods`, `unlock`, `rescue`: a person, and nothing else. */
export const personSchema = v.object({ personId: id });

/** `end`: the last day of an access; null: none. */
export const endSchema = v.object({ personId: id, until: v.nullable(day) });

/** `contact`: another e-mail address or mobile; it counts once its person has verified it. */
export const contactSchema = v.object({
  personId: id,
  kind: v.picklist(["email", "mobile"]),
  address: v.pipe(v.string(), v.maxLength(320)),
});

/** The answer of what changes one access. */
export interface AccessChanged {
  step: "changed";
}

/** The answer of `rescue`: twelve digits to read out, good once until then in the place of the next code. */
export interface RescueGiven {
  code: string;
  until: number;
}

/** `make-structure`: a structure with its first référent. */
export const makeStructureSchema = v.object({
  name,
  finess: v.pipe(v.string(), v.trim(), v.regex(/^\d{9}$/)),
});
export interface StructureMade {
  structureId: string;
}

/** `name-referent`: gives somebody an access as référent of a structure; she gets her link by e-mail. */
export const nameReferentSchema = v.object({
  structureId: id,
  ...v.omit(giveSchema, ["rights", "until", "link"]).entries,
});
