import type { SearchedPart, SearchedText } from "../../../mailboxes/views.ts";
import { fail, type MethodFailure } from "../method.ts";
import { findWrongFilter, readComparators } from "../query.ts";
import { isId, isObject } from "../request.ts";

const isText = (value: unknown) => typeof value === "string";
const isCount = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0;
const isDate = (value: unknown) =>
  typeof value === "string" &&
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value) &&
  !Number.isNaN(Date.parse(value));

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

/** What a filter asks, all of it together. */
export interface EmailFilter {
  folderId: string | null;
  texts: SearchedText[];
  /** Milliseconds since 1970. */
  after: number | null;
  before: number | null;
  hasAttachment: boolean | null;
}

const textParts: Record<string, SearchedPart> = {
  text: "any",
  subject: "subject",
  from: "from",
  to: "to",
  cc: "cc",
  bcc: "bcc",
  body: "body",
};
/** More texts than anyone looks for at once. */
const mostTexts = 16;

/** Reads a filter: conditions that all have to be met, an AND of ANDs at most. */
export function readEmailFilter(filter: unknown): EmailFilter | MethodFailure {
  const read: EmailFilter = { folderId: null, texts: [], after: null, before: null, hasAttachment: null };
  if (filter === null) return read;
  const wrong = findWrongFilter(filter, conditions);
  if (wrong) return fail("invalidArguments", wrong);
  const unmet = addFilter(read, filter);
  if (unmet) return fail("unsupportedFilter", unmet);
  if (read.texts.length > mostTexts) return fail("unsupportedFilter", "Too many texts.");
  return read;
}

/** Whether it asks for a list as it is, and nothing has to be searched. */
export function isListFilter({ texts, after, before, hasAttachment }: EmailFilter): boolean {
  return texts.length === 0 && after === null && before === null && hasAttachment === null;
}

/** Adds what a filter of right types asks; answers why it cannot be met. */
function addFilter(read: EmailFilter, filter: unknown): string | null {
  if (!isObject(filter)) return null;
  if (filter["operator"] === undefined) {
    for (const [name, value] of Object.entries(filter)) {
      const unmet = addCondition(read, name, value);
      if (unmet) return unmet;
    }
    return null;
  }
  if (filter["operator"] !== "AND") return "Only AND combines conditions.";
  for (const one of Array.isArray(filter["conditions"]) ? filter["conditions"] : []) {
    const unmet = addFilter(read, one);
    if (unmet) return unmet;
  }
  return null;
}

function addCondition(read: EmailFilter, name: string, value: unknown): string | null {
  const part = textParts[name];
  if (part && typeof value === "string") read.texts.push({ typed: value, part });
  else if (name === "after") read.after = Math.max(read.after ?? -Infinity, Date.parse(String(value)));
  else if (name === "before") read.before = Math.min(read.before ?? Infinity, Date.parse(String(value)));
  else if (name === "inMailbox" && isId(value) && (read.folderId ?? value) === value) read.folderId = value;
  else if (name === "hasAttachment" && typeof value === "boolean" && (read.hasAttachment ?? value) === value)
    read.hasAttachment = value;
  else return `${name} cannot be filtered on, or not so.`;
  return null;
}

/** The properties that RFC 8621 §4.4.2 sorts by; we do by the first. Absent: newest first. */
export function readEmailSort(sort: unknown): { ascending: boolean } | MethodFailure {
  const comparators = readComparators(sort);
  if (!Array.isArray(comparators)) return comparators;
  if (comparators.some(({ property }) => property !== "receivedAt"))
    return fail("unsupportedSort", "Only receivedAt can be sorted by.");
  return { ascending: comparators[0]?.isAscending ?? false };
}
