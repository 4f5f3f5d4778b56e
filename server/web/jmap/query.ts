import { fail, type MethodFailure } from "./method.ts";
import { isObject } from "./request.ts";

/** What filters and sorts have in common, whatever the type (RFC 8620 §5.5). */

/** The conditions of a type, and what their values must be. */
export type Conditions = Record<string, (value: unknown) => boolean>;

/** What is wrong with a filter's types, in words for a developer; null when nothing is. */
export function findWrongFilter(filter: unknown, conditions: Conditions): string | null {
  if (!isObject(filter)) return "filter: not an object";
  if (!Object.hasOwn(filter, "operator")) {
    const wrong = Object.entries(filter).find(
      ([name, value]) => !Object.hasOwn(conditions, name) || !conditions[name]?.(value),
    );
    return wrong ? `filter: ${wrong[0]}` : null;
  }
  const { operator, conditions: inner, ...others } = filter;
  if (operator !== "AND" && operator !== "OR" && operator !== "NOT") return "filter: operator";
  if (!Array.isArray(inner) || Object.keys(others).length > 0) return "filter: conditions";
  for (const one of inner) {
    const wrong = findWrongFilter(one, conditions);
    if (wrong) return wrong;
  }
  return null;
}

/** RFC 8620 §5.5 Comparator. */
export interface Comparator {
  property: string;
  isAscending: boolean;
  /** Counts for properties that are strings. */
  collation: string | undefined;
}

/** Reads a list of comparators; null is the empty list. */
export function readComparators(sort: unknown): Comparator[] | MethodFailure {
  if (sort === null) return [];
  if (!Array.isArray(sort)) return fail("invalidArguments", "sort: not a list");
  const comparators: Comparator[] = [];
  for (const one of sort) {
    if (!isObject(one)) return fail("invalidArguments", "sort: not a comparator");
    const { property, isAscending = true, collation } = one;
    if (typeof property !== "string" || typeof isAscending !== "boolean")
      return fail("invalidArguments", "sort: property or isAscending");
    if (collation !== undefined && typeof collation !== "string")
      return fail("invalidArguments", "sort: collation");
    comparators.push({ property, isAscending, collation });
  }
  return comparators;
}
