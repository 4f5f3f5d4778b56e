import * as v from "valibot";
import { methodSchema } from "./sign-in.ts";

/**
 * « Ma sécurité »: from where a person is and was signed in, and her password. `POST /api/sign-in/<operation>` inside a
 * session; what changes something asks for a second factor given anew (contracts/security.ts).
 */

/** From where: kinds of browser and system as far as they say themselves; the network's name or address, when known. */
const placeEntries = {
  browser: v.nullable(v.string()),
  system: v.nullable(v.string()),
  network: v.nullable(v.string()),
};

/** How a session was opened: a password and a code, one means for both, or the password in a trusted browser. */
const meansSchema = v.union([methodSchema, v.picklist(["psc", "trusted"])]);

/** The answer of `sessions`, `close-session` and `close-other-sessions`: those that are open, the last used first. */
export const openSessionsSchema = v.object({
  sessions: v.array(
    v.object({
      id: v.string(),
      /** The one that asks. */
      isHere: v.boolean(),
      ...placeEntries,
      /** Opened from a network whose computers are shared. */
      isShared: v.boolean(),
      method: meansSchema,
      openedAt: v.number(),
      /** Give or take a minute. */
      usedAt: v.number(),
      endsAt: v.number(),
    }),
  ),
  /** The longest silence of a session and its longest life, in milliseconds. */
  idleMs: v.number(),
  longestMs: v.number(),
});
export type OpenSessions = v.InferOutput<typeof openSessionsSchema>;

/** `close-session`: one of the others. */
export const closeSessionSchema = v.object({ id: v.pipe(v.string(), v.maxLength(64)) });

/** `attempts`: from the newest, or from where a page ended. */
export const attemptsAskedSchema = v.object({
  after: v.nullable(v.pipe(v.string(), v.maxLength(64), v.regex(/^\d{1,16}\.[a-z0-9]+$/))),
});

/** The answer of `attempts`: a page of the sign-ins of 90 days, tried or done, newest first. */
export const attemptsSchema = v.object({
  attempts: v.array(
    v.object({
      at: v.number(),
      ...placeEntries,
      /** The second factor, or the one means; null before there was any. */
      method: v.nullable(meansSchema),
      outcome: v.picklist(["opened", "password-refused", "code-refused", "code-awaited"]),
    }),
  ),
  /** Where the next page begins; null when there is none. */
  next: v.nullable(v.string()),
});
export type Attempts = v.InferOutput<typeof attemptsSchema>;

/** `change-password`: the one of now, then the new one; answered as `new-password` is. */
export const changePasswordSchema = v.object({
  current: v.pipe(v.string(), v.nonEmpty(), v.maxLength(1024)),
  password: v.pipe(v.string(), v.nonEmpty(), v.maxLength(1024)),
});
