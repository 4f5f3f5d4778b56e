import * as v from "valibot";
import { noticeSchema } from "./notices.ts";
import { passkeyAnswerSchema, passkeyQuestionSchema } from "./passkeys.ts";

/**
 * What the sign-in pages and the server promise each other: `POST /api/sign-in/<operation>`, JSON both ways.
 * Times are milliseconds since 1970 (UTC). A refusal is `{ refusal: { code, ... } }` with the HTTP status of
 * `contracts/refusals.ts`.
 */

/** Ways to receive or make the second factor; each is a line of the journeys table. */
export const methodSchema = v.picklist(["email", "sms", "totp", "passkey"]);
export type Method = v.InferOutput<typeof methodSchema>;
/** Those of the guides, with a code to type. */
export type CodeMethod = Exclude<Method, "passkey">;

/**
 * `begin`: identifier and password, and the method left selected on the page (2024 guide). In a browser that is trusted,
 * the answer is that of `code`.
 */
export const beginSchema = v.object({
  login: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(320)),
  password: v.pipe(v.string(), v.nonEmpty(), v.maxLength(1024)),
  method: methodSchema,
  /** « Se souvenir de moi »: whether this browser is to be trusted, where that is allowed. */
  remember: v.optional(v.boolean()),
});
export type Begin = v.InferOutput<typeof beginSchema>;

/** What became of the sending of a code: being handed over, taken by the relay, or refused by it. */
export const sendingSchema = v.object({
  state: v.picklist(["sending", "handed", "failed"]),
  at: v.number(),
});
export type Sending = v.InferOutput<typeof sendingSchema>;

/**
 * What a person has of a method: all it takes, nothing (no verified contact, no application), or something that the
 * operator does not accept. Told to nobody but whoever knows the password.
 */
export const waySchema = v.object({
  method: methodSchema,
  state: v.picklist(["ready", "missing", "forbidden"]),
});
export type Way = v.InferOutput<typeof waySchema>;

/** The answer of `begin`, `sending`, `resend` and `change`: the dialog of the one-time code can be shown. */
export const codeStepSchema = v.object({
  step: v.literal("code"),
  method: methodSchema,
  challenge: v.string(),
  /** Masked: `n…e@valdebrume.example`. Empty when nothing is sent. */
  destination: v.string(),
  /** Null when nothing is sent: an application makes the code, a passkey signs, or the person has no such way. */
  sending: v.nullable(sendingSchema),
  /** The method asked for, and those that the person may change to. */
  ways: v.array(waySchema),
  /** What the person's passkey is to sign; null for a method with a code. */
  passkey: v.nullable(passkeyQuestionSchema),
  /** From when the operator no longer accepts this method; null while no end is set. */
  methodEndsAt: v.nullable(v.number()),
  expiresAt: v.number(),
  triesLeft: v.number(),
});
export type CodeStep = v.InferOutput<typeof codeStepSchema>;

/** `sending`: asks again what became of the sending of a challenge's code. `resend`: sends the same code once more. */
export const challengeSchema = v.object({ challenge: v.pipe(v.string(), v.maxLength(64)) });

/** `change`: goes on with another method, which sends the same code there unless it was sent there already. */
export const changeSchema = v.object({
  challenge: v.pipe(v.string(), v.maxLength(64)),
  method: methodSchema,
});

/** `code`: the one-time code, whose spaces and dashes the server ignores; or what a passkey answers. */
export const codeSchema = v.object({
  challenge: v.pipe(v.string(), v.maxLength(64)),
  code: v.optional(v.pipe(v.string(), v.maxLength(64)), ""),
  passkey: v.optional(passkeyAnswerSchema),
});
export type CodeAnswer = v.InferOutput<typeof codeSchema>;

/** One mailbox (BAL) that the person may open; `accountId` is its JMAP account. */
export const openMailboxSchema = v.object({
  accountId: v.string(),
  address: v.string(),
  name: v.string(),
  kind: v.picklist(["PER", "ORG", "APP", "CAB"]),
  /** Its folder « Réception »: what it opens on can be asked for before its folders are known. */
  inboxId: v.string(),
  right: v.picklist(["reader", "writer", "manager"]),
  /** How many people have a right on it now. */
  people: v.number(),
  usedBytes: v.number(),
  quotaBytes: v.number(),
});
export type OpenMailbox = v.InferOutput<typeof openMailboxSchema>;

/** The answer of `code` (the session cookie is set with it) and of `session`. */
export const openSchema = v.object({
  step: v.literal("open"),
  person: v.object({
    id: v.string(),
    name: v.string(),
    login: v.string(),
    occupation: v.string(),
    /** What she looks after: the accesses of her structure, the operator's structures, or nothing. */
    manages: v.nullable(v.picklist(["structure", "operator"])),
  }),
  mailboxes: v.array(openMailboxSchema),
  /** Absolute end of the session, and its longest idle time in milliseconds. */
  endsAt: v.number(),
  idleMs: v.number(),
});
export type Open = v.InferOutput<typeof openSchema>;

/** `psc`: asks for the way there. `again`: as somebody else than the provider still knows in this browser. */
export const pscSchema = v.object({ again: v.boolean() });

/** The answer of `psc`: where the browser has to go to be identified by Pro Santé Connect. */
export const leaveSchema = v.object({ step: v.literal("leave"), location: v.string() });
export type Leave = v.InferOutput<typeof leaveSchema>;

/** The answer of `out`. `next`: where Pro Santé Connect ends its own session, when it made this one. */
export const outSchema = v.object({ next: v.nullable(v.string()) });
export type Out = v.InferOutput<typeof outSchema>;

/** What the operator shows on its door, asked by nobody: it is written into the page itself as JSON. */
export const operatorSchema = v.object({
  name: v.string(),
  supportPhone: v.string(),
  supportEmail: v.string(),
  supportHours: v.string(),
  methods: v.array(methodSchema),
  /** From when codes by e-mail are not accepted any more; null while no end is set. */
  emailUntil: v.nullable(v.number()),
  /** The connection guide that the door follows; both share every rule. */
  layout: v.picklist(["2024", "2022"]),
  /** Where the notices stand that are not on our own pages (contracts/notices.ts). */
  links: v.optional(v.record(noticeSchema, v.string())),
  /** How far the pages conform to the RGAA, as an audit has found; not at all when nobody looked. */
  accessibility: v.optional(v.picklist(["partial", "full"])),
  /** The operator's own marks: addresses of its logo and of a picture beside the door. */
  logo: v.optional(v.string()),
  picture: v.optional(v.string()),
  /** Whether Pro Santé Connect is offered beside them. */
  psc: v.boolean(),
  /** How long « Se souvenir de moi » trusts a browser; 0: it keeps the identifier and no more. */
  trustMinutes: v.number(),
  sandbox: v.boolean(),
  /** Where the sandbox's page stands, when there is one. */
  sandboxUrl: v.optional(v.string()),
});
export type Operator = v.InferOutput<typeof operatorSchema>;
