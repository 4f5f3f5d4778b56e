import * as v from "valibot";
import { isId, isObject } from "./request.ts";

/** The types of RFC 8620 §1.2–1.4 as schemas, shared by the methods. */

export const id = v.custom<string>(isId, "not an Id");
export const int = v.pipe(v.number(), v.safeInteger());
export const unsignedInt = v.pipe(int, v.minValue(0));
export const text = v.string();
export const flag = v.optional(v.boolean(), false);

/** An id, or a creation id of this request behind `#` (RFC 8620 §5.3). */
export function isReference(value: unknown): value is string {
  return isId(typeof value === "string" && value.startsWith("#") ? value.slice(1) : value);
}

/** A map with such keys. A record of valibot would drop keys like `constructor` without a word. */
export const idMap = v.custom<Record<string, unknown>>(
  (value) => isObject(value) && Object.keys(value).every(isReference),
  "not a map of Ids",
);

/** RFC 8620 §5.1. */
export const getEntries = {
  ids: v.nullish(v.array(id), null),
  properties: v.nullish(v.array(text), null),
};

/** RFC 8620 §5.2: a positive number of changes, or the server's own choice. */
export const changesEntries = {
  sinceState: text,
  maxChanges: v.nullish(v.pipe(int, v.minValue(1)), null),
};

/** RFC 8620 §5.5; filter and sort depend on the type and are read by its methods. */
export const queryEntries = {
  filter: v.optional(v.unknown(), null),
  sort: v.optional(v.unknown(), null),
  position: v.optional(int, 0),
  anchor: v.nullish(id, null),
  anchorOffset: v.optional(int, 0),
  limit: v.nullish(unsignedInt, null),
  calculateTotal: flag,
};

/** RFC 8620 §5.6. */
export const queryChangesEntries = {
  filter: v.optional(v.unknown(), null),
  sort: v.optional(v.unknown(), null),
  sinceQueryState: text,
  maxChanges: v.nullish(unsignedInt, null),
  upToId: v.nullish(id, null),
  calculateTotal: flag,
};

/** The ids asked for, each once (RFC 8620 §5.1), and those that were not found. */
export function splitFound<Item extends { id: string }>(asked: Iterable<string>, found: readonly Item[]) {
  const known = new Set(found.map((item) => item.id));
  return { list: found, notFound: [...new Set(asked)].filter((one) => !known.has(one)) };
}
