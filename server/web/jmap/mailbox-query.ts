import type { FolderView } from "../../mailboxes/views.ts";
import { fail, type MethodFailure } from "./method.ts";
import { type Comparator, type Conditions, findWrongFilter, readComparators } from "./query.ts";
import { isId, isObject } from "./request.ts";

/** RFC 8621 §2.3. */
const conditions: Conditions = {
  parentId: (value) => value === null || isId(value),
  name: (value) => typeof value === "string",
  role: (value) => value === null || typeof value === "string",
  hasAnyRole: (value) => typeof value === "boolean",
  isSubscribed: (value) => typeof value === "boolean",
};

/** A filter that was held against the types of its conditions. */
export type MailboxFilter = (folder: FolderView) => boolean;

/** Reads a filter on folders; all of RFC 8621 §2.3 is supported. */
export function readMailboxFilter(filter: unknown): MailboxFilter | MethodFailure {
  if (filter === null) return () => true;
  const wrong = findWrongFilter(filter, conditions);
  return wrong ? fail("invalidArguments", wrong) : (folder) => matches(folder, filter);
}

function matches(folder: FolderView, filter: unknown): boolean {
  if (!isObject(filter)) return false;
  const { operator, conditions: inner } = filter;
  if (Array.isArray(inner)) {
    if (operator === "AND") return inner.every((one) => matches(folder, one));
    const some = inner.some((one) => matches(folder, one));
    return operator === "OR" ? some : !some;
  }
  return Object.entries(filter).every(([name, value]) => {
    if (name === "parentId") return folder.parentId === value;
    if (name === "role") return folder.role === value;
    if (name === "hasAnyRole") return (folder.role !== null) === value;
    if (name === "isSubscribed") return value === true;
    return folder.name.includes(String(value));
  });
}

/** Reads a sort; without one, as the folders are shown. */
export function readMailboxSort(sort: unknown): Comparator[] | MethodFailure {
  const comparators = readComparators(sort);
  if (!Array.isArray(comparators)) return comparators;
  for (const { property, collation } of comparators) {
    if (property !== "sortOrder" && property !== "name")
      return fail("unsupportedSort", "Only sortOrder and name can be sorted by.");
    if (property === "name" && collation !== undefined)
      return fail("unsupportedSort", "No collation can be chosen.");
  }
  const shown = ["sortOrder", "name"].map((property) => ({
    property,
    isAscending: true,
    collation: undefined,
  }));
  return comparators.length > 0 ? comparators : shown;
}

const names = new Intl.Collator("fr", { sensitivity: "base", numeric: true });

/** Filters and orders folders (RFC 8621 §2.3 sortAsTree, filterAsTree). */
export function queryFolders(
  folders: readonly FolderView[],
  filter: MailboxFilter,
  sort: readonly Comparator[],
  tree: { sort: boolean; filter: boolean },
): FolderView[] {
  const known = new Map(folders.map((folder) => [folder.id, folder]));
  const parentOf = (folder: FolderView) =>
    folder.parentId === null ? undefined : known.get(folder.parentId);
  const kept = folders.filter((folder) => {
    for (let at: FolderView | undefined = folder; at; at = tree.filter ? parentOf(at) : undefined)
      if (!filter(at)) return false;
    return true;
  });
  if (!tree.sort) return kept.sort((a, b) => compare(a, b, sort));
  const path = (folder: FolderView) => {
    const steps = [folder];
    for (let at = parentOf(folder); at; at = parentOf(at)) steps.unshift(at);
    return steps;
  };
  return kept.sort((a, b) => compareAsTree(path(a), path(b), sort));
}

/** An ancestor first; else the nearest ancestors that are siblings decide. */
function compareAsTree(a: FolderView[], b: FolderView[], sort: readonly Comparator[]): number {
  const fork = a.findIndex((step, depth) => step.id !== b[depth]?.id);
  const [left, right] = [a[fork], b[fork]];
  return left && right ? compare(left, right, sort) : a.length - b.length;
}

function compare(a: FolderView, b: FolderView, sort: readonly Comparator[]): number {
  for (const { property, isAscending } of sort) {
    const order = property === "name" ? names.compare(a.name, b.name) : a.sortOrder - b.sortOrder;
    if (order !== 0) return isAscending ? order : -order;
  }
  return a.id < b.id ? -1 : Number(a.id > b.id);
}
