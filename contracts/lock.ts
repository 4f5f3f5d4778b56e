import * as v from "valibot";
import { methodSchema } from "./sign-in.ts";

/**
 * How a session goes on: `POST /api/sign-in/<operation>`. A silent session is locked, not ended: it answers nothing but
 * what stands here and `out`, and opens again with one factor (RIE-PS 10) until its absolute end. Durations are
 * milliseconds from the answer: the browser's clock need not be ours.
 */

/** `stay`: how long the session still lives; with `active`, its person has just done something. */
export const staySchema = v.object({ active: v.boolean() });

export const stayedSchema = v.object({
  step: v.literal("stay"),
  /** Whose it is: another person than the page's, where somebody else has signed in since. */
  personId: v.string(),
  /** Until it is locked, and until it ends whatever is done. */
  idleInMs: v.number(),
  endsInMs: v.number(),
});
export type Stayed = v.InferOutput<typeof stayedSchema>;

/** What a locked session can be opened with: the password, or a code. */
export const keySchema = v.union([v.literal("password"), methodSchema]);
export type Key = v.InferOutput<typeof keySchema>;

/** The answer of `lock` and `locked`. */
export const lockedSchema = v.object({
  step: v.literal("locked"),
  person: v.object({ id: v.string(), name: v.string(), login: v.string() }),
  keys: v.array(keySchema),
});
export type Locked = v.InferOutput<typeof lockedSchema>;

/** `unlock`: answers as `session` does, under a new cookie. */
export const unlockSchema = v.object({ password: v.pipe(v.string(), v.nonEmpty(), v.maxLength(1024)) });

/** `unlock-begin`: asks for a code, as `begin` does; `unlock-code` takes it, as `code` does. */
export const unlockBeginSchema = v.object({ method: methodSchema });
