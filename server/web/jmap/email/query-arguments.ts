import { fail, type MethodFailure } from "../method.ts";
import { findWrongFilter, readComparators } from "../query.ts";
import { isId, isObject } from "../request.ts";

const isText = (value: unknown) => typeof value === "string";
const isCount = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0;
const isDate = (value: unknown) =>
  typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value);

/** The conditions of RFC 8621 §4.4.1 and their types: what is of another type is invalid, not merely unsupported. */
const conditions: Record<string, (value: unknown) => boolean> = {
  inMailbox: isId,
  inMailboxOtherThan: (value) => Array.isArray(value) && value.every(isId),
  before: isDate,
  after: isDate,
  minSize: isCount,
  maxSize: isCount,
  allInThreadHaveKeyword: isText,
  someInThreadHaveKeyword: isText,
  noneInThreadHaveKeyword: isText,
  hasKeyword: isText,
  notKeyword: isText,
  hasAttachment: (value) => typeof value === "boolean",
  text: isText,
  from: isText,
  to: isText,
  cc: isText,
  bcc: isText,
  subject: isText,
  body: isText,
  header: (value) =>
    Array.isArray(value) && (value.length === 1 || value.length === 2) && value.every(isText),
};

/** Reads a filter. One folder can be asked for, alone or as the only condition of an AND. */
export function readEmailFilter(filter: unknown): { folderId: string | null } | MethodFailure {
  if (filter === null) return { folderId: null };
  const wrong = findWrongFilter(filter, conditions);
  if (wrong) return fail("invalidArguments", wrong);
  let condition = filter;
  while (isObject(condition) && condition["operator"] === "AND") {
    const inner = condition["conditions"];
    if (!Array.isArray(inner) || inner.length > 1) return unsupported();
    // Nothing has to match: everything does.
    condition = inner[0] ?? {};
  }
  if (!isObject(condition) || Object.keys(condition).some((name) => name !== "inMailbox"))
    return unsupported();
  const folderId = condition["inMailbox"];
  return { folderId: isId(folderId) ? folderId : null };
}

function unsupported(): MethodFailure {
  return fail("unsupportedFilter", "Only inMailbox can be filtered on.");
}

/** The properties that RFC 8621 §4.4.2 sorts by; we do by the first. Absent: newest first. */
export function readEmailSort(sort: unknown): { ascending: boolean } | MethodFailure {
  const comparators = readComparators(sort);
  if (!Array.isArray(comparators)) return comparators;
  if (comparators.some(({ property }) => property !== "receivedAt"))
    return fail("unsupportedSort", "Only receivedAt can be sorted by.");
  return { ascending: comparators[0]?.isAscending ?? false };
}
