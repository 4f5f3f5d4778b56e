import type { Clock } from "./clock.ts";

/** What a line may tell. The list is closed so that no content, address or secret finds a name to travel under. */
export type Facts = Partial<
  Record<
    | "attempt"
    | "bytes"
    | "chain"
    | "code"
    | "count"
    | "error"
    | "job"
    | "mailbox"
    | "message"
    | "ms"
    | "operation"
    | "path"
    | "peer"
    | "person"
    | "port"
    | "reason"
    | "reference"
    | "session"
    | "stack"
    | "status",
    string | number | boolean
  >
>;

/** The structured log: one JSON line an event. */
export interface Log {
  info(event: string, facts?: Facts): void;
  warn(event: string, facts?: Facts): void;
  /** A defect: its name, message and stack are written, scrubbed. */
  defect(event: string, error: unknown, facts?: Facts): void;
}

/** Builds a log over a writer of lines. */
export function createLog(clock: Clock, write: (line: string) => void): Log {
  const put = (level: string, event: string, facts: Facts) =>
    write(
      `${JSON.stringify({ at: new Date(clock.now()).toISOString(), level, event, ...scrubbed(facts) })}\n`,
    );
  return {
    info: (event, facts = {}) => put("info", event, facts),
    warn: (event, facts = {}) => put("warn", event, facts),
    defect(event, error, facts = {}) {
      const { message, stack } = error instanceof Error ? error : { message: String(error), stack: "" };
      put("defect", event, { ...facts, error: message, stack: stack ?? "" });
    },
  };
}

/** A log that keeps nothing. */
export const silentLog: Log = { info() {}, warn() {}, defect() {} };

/** The last fence: addresses and long numbers (an INS, a phone, a code) are struck out wherever they come from. */
export function scrub(text: string): string {
  return text
    .replace(/[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/g, "[adresse]")
    .replace(/\+?\d(?:[ .-]?\d){5,}/g, "[nombre]");
}

function scrubbed(facts: Facts): Facts {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, typeof value === "string" ? scrub(value) : value]),
  );
}
