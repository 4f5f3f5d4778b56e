import * as v from "valibot";

/**
 * Passwords of programs, in « Ma sécurité »: `POST /api/sign-in/<operation>` inside a session. Making or removing one asks
 * for a second factor given anew (contracts/security.ts). Where the operator has them off, each answers `not-found`.
 */

const id = v.pipe(v.string(), v.maxLength(64));

/** The answer of `app-passwords` and `remove-app-password`. Times are milliseconds since 1970. */
export const appPasswordsSchema = v.object({
  passwords: v.array(
    v.object({
      id: v.string(),
      /** As its person calls the program. */
      name: v.string(),
      /** The mailbox's own name, or its address once the right on it is over. */
      mailbox: v.string(),
      madeAt: v.number(),
      expiresAt: v.number(),
      /** To the hour; null: never. */
      usedAt: v.nullable(v.number()),
    }),
  ),
  /** Those that a program may be given. */
  mailboxes: v.array(v.object({ id: v.string(), name: v.string(), address: v.string() })),
  /** The longest life of a password, in days. */
  mostDays: v.number(),
});
export type AppPasswordList = v.InferOutput<typeof appPasswordsSchema>;

export const newAppPasswordSchema = v.object({
  mailbox: id,
  name: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(60)),
  days: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3650)),
});

/** The answer of `new-app-password`: what a program is told, once. */
export const appPasswordMadeSchema = v.object({
  id: v.string(),
  /** The address of the JMAP session. */
  session: v.string(),
  user: v.string(),
  secret: v.string(),
  expiresAt: v.number(),
});
export type AppPasswordMade = v.InferOutput<typeof appPasswordMadeSchema>;

export const removeAppPasswordSchema = v.object({ id });
