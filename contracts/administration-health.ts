import * as v from "valibot";
import type { AccessView, GivenRight } from "./administration.ts";

/** « Santé »: what a référent should look at in his structure, and what mends it. */

/** What may be wrong, the most pressing first: the first that is there is what to begin with. */
export const healthKinds = [
  "full",
  "idle-12",
  "no-responsible",
  "accesses-ending",
  "rights-ending",
  "links-over",
  "idle-11",
  "single",
  "never",
  "idle-6",
] as const;
export type HealthKind = (typeof healthKinds)[number];

/** The answer of `health`: of each kind, how many persons, rights or mailboxes. */
export interface HealthView {
  structure: string;
  people: number;
  figures: Record<HealthKind, number>;
}

/** `health-list`: who or what is meant by a figure, `healthAtOnce` at a time. */
export const healthListSchema = v.object({
  kind: v.picklist(healthKinds),
  from: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
export const healthAtOnce = 50;

export interface HealthList {
  total: number;
  from: number;
  people: AccessView[];
  rights: {
    personId: string;
    person: string;
    mailboxId: string;
    mailbox: string;
    right: GivenRight;
    /** The last day. */
    until: string;
  }[];
  mailboxes: { id: string; name: string; address: string; usedBytes: number; quotaBytes: number }[];
}

/** How many days `sign-ins` tells of, today the last. */
export const signInDays = 90;

/** What was refused, by what was given; « code » where the trace does not say by which way it came. */
export const refusalKinds = ["password", "email", "sms", "totp", "passkey", "code", "program"] as const;

/** The answer of `sign-ins`. */
export interface SignInsView {
  /** The oldest first, those without any too. */
  days: { day: string; opened: number; refused: number }[];
  /** Sessions opened, the most used method first. */
  methods: { method: string; count: number }[];
  refusals: { kind: (typeof refusalKinds)[number]; count: number }[];
}
