import type { SetError } from "./email/email-patch.ts";
import type { MethodCall } from "./method.ts";

/** What the `/set` methods have in common (RFC 8620 §5.3). */

/** The id that a creation id of this request stands for; another is itself. */
export function realId(given: string, call: Pick<MethodCall, "createdIds">): string {
  return given.startsWith("#") ? (call.createdIds.get(given.slice(1)) ?? given) : given;
}

export function isError<Outcome>(outcome: Outcome): outcome is Outcome & { error: SetError } {
  return typeof outcome === "object" && outcome !== null && "error" in outcome;
}

/** Null rather than an empty map. */
export function asMap(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> | null {
  return entries.length > 0 ? Object.fromEntries(entries) : null;
}
