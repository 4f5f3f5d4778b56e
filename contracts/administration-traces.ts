import * as v from "valibot";

/**
 * « Traces »: what was done in a structure and in its mailboxes, searched and exported. A référent sees those of his
 * structure, whoever administers the operator those of the operator, and each look is traced itself.
 */

/** Every action that the trace knows, by what people call it. Each has its sentence in the words files. */
export const traceFamilies = {
  "sign-in": [
    "session.opened",
    "session.ended",
    "session.locked",
    "session.unlocked",
    "session.proved",
    "proof.refused",
    "password.refused",
    "code.sent",
    "code.refused",
    "spare-code.used",
    "passkey.refused",
    "psc.refused",
    "link.asked",
    "link.sent",
    "link.used",
    "link.refused",
    "notice.sent",
    "browser.trusted",
    "browser.forgotten",
    "app-password.used",
    "app-password.refused",
  ],
  accesses: [
    "person.added",
    "person.created",
    "person.updated",
    "person.suspended",
    "person.resumed",
    "person.left",
    "person.end-set",
    "access.refused",
    "access.unlocked",
    "activation.made",
    "activation.printed",
    "person.login-freed",
    "arrivals.begun",
    "arrivals.cut",
    "arrivals.ended",
    "arrivals.resent",
    "arrivals.resumed",
    "arrivals.stopped",
    "arrivals.undone",
    "activation.sent",
    "activation.used",
    "conditions.accepted",
    "contact.changed",
    "contact.verified",
    "contact.refused",
    "identity.checked",
    "methods.reset",
    "password.set",
    "factor.added",
    "factor.renamed",
    "factor.removed",
    "recovery-code.made",
    "rescue-code.made",
    "rescue.asked",
    "rescue.agreed",
    "rescue.refused",
    "psc.bound",
    "psc.unbound",
    "app-password.made",
    "app-password.removed",
  ],
  rights: [
    "membership.given",
    "membership.changed",
    "membership.ended",
    "referent.named",
    "referent.released",
    "administrator.named",
    "administrator.released",
  ],
  mailboxes: [
    "mailbox.made",
    "mailbox.changed",
    "mailbox.suspended",
    "mailbox.resumed",
    "mailbox.unpublished",
    "mailbox.kept",
    "mailbox.deleted",
    "mailbox.export-begun",
    "mailbox.exported",
    "folder.made",
    "message.brought",
  ],
  "messages-read": ["message.read"],
  "messages-sent": [
    "message.sent",
    "message.unsent",
    "message.delivered",
    "message.relayed",
    "message.refused",
    "message.returned",
    "submission.forgotten",
  ],
  "messages-destroyed": ["message.destroyed"],
  "messages-kept": ["message.received", "message.written", "message.marked", "message.moved", "upload.kept"],
  rules: [
    "structure.created",
    "structure.updated",
    "structure.quota-set",
    "policy.saved",
    "post.marked",
    "post.unmarked",
    "post.link-made",
    "chain.anchored",
    "settings.first",
    "settings.changed",
    "evidence.made",
    "guide.made",
  ],
  traces: ["trace.searched", "trace.exported", "attestation.made"],
} as const;
export type TraceFamily = keyof typeof traceFamilies;
export type TraceAction = (typeof traceFamilies)[TraceFamily][number];

export const families = [
  "sign-in",
  "accesses",
  "rights",
  "mailboxes",
  "messages-read",
  "messages-sent",
  "messages-destroyed",
  "messages-kept",
  "rules",
  "traces",
] as const satisfies TraceFamily[];

const id = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/));
const day = v.pipe(v.string(), v.isoDate());

/** What is looked for; null: all. Days are French ones, the last one included. */
export const traceFilterSchema = v.object({
  personId: v.nullable(id),
  mailboxId: v.nullable(id),
  family: v.nullable(v.picklist(families)),
  outcome: v.nullable(v.picklist(["done", "refused"])),
  from: v.nullable(day),
  until: v.nullable(day),
});
export type TraceFilter = v.InferOutput<typeof traceFilterSchema>;

/** `traces`: a page of them, the newest first; `before`: the `next` of the page before. */
export const tracesSchema = v.object({
  filter: traceFilterSchema,
  before: v.nullable(
    v.object({
      at: v.pipe(v.number(), v.integer()),
      chain: v.pipe(v.string(), v.maxLength(100)),
      seq: v.pipe(v.number(), v.integer()),
    }),
  ),
});
export type TracesAsked = v.InferOutput<typeof tracesSchema>;
export const tracesAtOnce = 50;

/** Who did something, or to whom: a person by name, the program, the command line, a peer operator. */
export interface TraceWho {
  kind: "person" | "program" | "command" | "peer" | "unknown";
  /** Of a person or a peer; empty else. */
  name: string;
}

export interface TraceRow {
  chain: string;
  seq: number;
  at: number;
  who: TraceWho;
  action: string;
  /** The person it was done to, when it was one. */
  whom: string | null;
  /** The mailbox it was done in. */
  mailbox: string | null;
  outcome: "done" | "refused";
  facts: Record<string, string | number | boolean>;
}

/** The answer of `traces`. */
export interface TracesView {
  rows: TraceRow[];
  /** Where the next page begins; null: there is nothing more. A page may be short, or empty, and have one. */
  next: TracesAsked["before"];
}

/** The answer of `trace-choices`: whom and what one may search for. */
export interface TraceChoices {
  /** Null: the operator's own trace. */
  structure: string | null;
  people: { id: string; name: string; left: boolean }[];
  mailboxes: { id: string; name: string }[];
}

/** `GET export-traces`: the same filter as words of the address, empty ones left out. */
export const traceExportSchema = v.object({
  format: v.picklist(["csv", "jsonl"]),
  ...v.partial(
    v.object({
      personId: id,
      mailboxId: id,
      family: v.picklist(families),
      outcome: v.picklist(["done", "refused"]),
      from: day,
      until: day,
    }),
  ).entries,
});
export type TraceExport = v.InferOutput<typeof traceExportSchema>;
