import { createHash } from "node:crypto";
import type { AllStates } from "../states.ts";

/** The state of each type of an account that a client listens to (RFC 8620 §7.1 TypeState). */
export type TypeStates = Record<string, string>;

const stateOf: Record<string, (states: AllStates) => string> = {
  Mailbox: (states) => states.folder,
  Email: (states) => states.message,
  Thread: (states) => states.thread,
  // RFC 8621 §1.5: moves when a message arrives, and not when somebody reads one. So do threads.
  EmailDelivery: (states) => states.thread,
  EmailSubmission: (states) => states.submission,
};

/** Reads the `types` of the event source (RFC 8620 §7.3): `*`, or names; types that we do not know never change. */
export function readTypes(types: string): string[] | null {
  if (types === "*") return Object.keys(stateOf);
  const names = types.split(",");
  if (!names.every((name) => /^[A-Za-z]{1,64}$/.test(name))) return null;
  return [...new Set(names)].filter((name) => Object.hasOwn(stateOf, name));
}

/** The states of the types listened to. */
export function pickStates(states: AllStates, types: readonly string[]): TypeStates {
  return Object.fromEntries(types.map((type) => [type, stateOf[type]?.(states) ?? ""]));
}

/** The types whose state is not what it was. */
export function findChanged(before: TypeStates | undefined, now: TypeStates): TypeStates {
  return Object.fromEntries(Object.entries(now).filter(([type, state]) => before?.[type] !== state));
}

/** An event id that stands for everything that a stream sees: equal ids, nothing missed. */
export function eventId(known: ReadonlyMap<string, TypeStates>): string {
  const all = [...known].sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(all)).digest("base64url").slice(0, 16);
}
