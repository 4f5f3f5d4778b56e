/** Why a PostgreSQL database cannot be used. */
export type PostgresRefusal =
  | "unreachable"
  | "wrong-password"
  | "no-database"
  | "not-allowed"
  | "full"
  | "too-old"
  | "not-utf8"
  | "in-use"
  | "being-moved"
  | "same-node";

/** The database cannot be used, for a reason that the operator can mend. */
export class PostgresRefused extends Error {
  override name = "PostgresRefused";
  readonly reason: PostgresRefusal;
  constructor(reason: PostgresRefusal, cause?: unknown) {
    super(reason, { cause });
    this.reason = reason;
  }
}

const leastVersion = 150_000;

/** What a server says of itself, held against what the store needs: 15 or newer, UTF-8. */
export function refusalOfServer(version: string, encoding: string): PostgresRefused | null {
  if (!(Number(version) >= leastVersion)) return new PostgresRefused("too-old");
  return encoding === "UTF8" ? null : new PostgresRefused("not-utf8");
}

/** https://www.postgresql.org/docs/15/errcodes-appendix.html */
const codes: [RegExp, PostgresRefusal][] = [
  [/^(28P01|28000)$/, "wrong-password"],
  [/^3D000$/, "no-database"],
  [/^42501$/, "not-allowed"],
  [/^(53300|53100)$/, "full"],
  [/^(08...|57P0[123]|E[A-Z]+|DEPTH_ZERO.*|SELF_SIGNED.*|.*CERT.*)$/, "unreachable"],
];

/** What an error of opening says of the database, or `null` for a defect of ours. */
export function refusalOf(error: unknown): PostgresRefused | null {
  if (error instanceof PostgresRefused) return error;
  if (!(error instanceof Error)) return null;
  const code = "code" in error ? String(error.code) : "";
  const reason = codes.find(([pattern]) => pattern.test(code))?.[1];
  if (reason) return new PostgresRefused(reason, error);
  // The driver gives no code to a password that it was asked for and does not have, nor to a connection timed out.
  if (/password must be a string|SASL/.test(error.message))
    return new PostgresRefused("wrong-password", error);
  return /timeout|terminated/.test(error.message) ? new PostgresRefused("unreachable", error) : null;
}
