import type { KeywordUpdate, MessageView } from "../../../mailboxes/views.ts";
import { isId, isObject } from "../request.ts";
import { viewProperty } from "./view-properties.ts";

/** Why one object of a `/set` was left as it is (RFC 8620 §5.3). */
export interface SetError {
  type:
    | "alreadyExists"
    | "blobNotFound"
    | "cannotUnsend"
    | "forbidden"
    | "forbiddenFrom"
    | "forbiddenToSend"
    | "invalidPatch"
    | "invalidProperties"
    | "invalidRecipients"
    | "noRecipients"
    | "notFound"
    | "overQuota"
    | "rateLimit"
    | "tooLarge"
    | "tooManyKeywords"
    | "tooManyMailboxes"
    | "tooManyRecipients";
  description?: string;
  properties?: string[];
  /** The blobs that are not there (RFC 8621 §4.6). */
  notFound?: string[];
  /** Of a submission (RFC 8621 §7.5). */
  invalidRecipients?: string[];
  maxRecipients?: number;
  /** Octets. */
  maxSize?: number;
  /** What is there already (RFC 8620 §5.4). */
  existingId?: string;
}

/** What a patch amounts to: `keywords` null when it changes none, no `folderId` when the message stays where it is. */
export type EmailPatch =
  | { keywords: Pick<KeywordUpdate, "replace" | "patch"> | null; folderId?: string }
  | { error: SetError };

/** Far more than people or programs set. */
const mostKeywords = 100;

/**
 * Reads a PatchObject on an Email (RFC 8620 §5.3, RFC 8621 §4.6). Keywords and the folder can change; what a client
 * sends back as it stands is accepted; the rest is refused.
 */
export function readEmailPatch(patch: unknown, message: MessageView, using: ReadonlySet<string>): EmailPatch {
  if (!isObject(patch)) return invalidPatch("not an object");
  const paths = Object.keys(patch).map((path) => ({ path, tokens: readPath(path) }));
  const change = { replace: null as string[] | null, patch: new Map<string, boolean>() };
  const folders = new Set(message.folderIds);
  const invalid: string[] = [];
  for (const { path, tokens } of paths) {
    if (!tokens) return invalidPatch(`${path} is not a pointer`);
    const [name = "", key] = tokens;
    if (key !== undefined && Object.hasOwn(patch, name)) return invalidPatch(`${path} is inside ${name}`);
    const isMap = name === "keywords" || name === "mailboxIds";
    if (isMap ? tokens.length > 2 : tokens.length > 1)
      return invalidPatch(`${path} points into what is not there, or is no map`);
    const value = patch[path];
    if (name === "keywords") {
      if (!addKeywords(change, key, value)) invalid.push(path);
    } else if (name === "mailboxIds") {
      if (!placeIn(folders, key, value)) invalid.push("mailboxIds");
    } else if (!isCurrent(name, value, message, using)) invalid.push(path);
  }
  if (folders.size === 0) invalid.push("mailboxIds");
  if (invalid.length > 0) return { error: { type: "invalidProperties", properties: [...new Set(invalid)] } };
  // A message stands in one folder, as in mail programs (maxMailboxesPerEmail).
  if (folders.size > 1) return { error: { type: "tooManyMailboxes" } };
  const [folderId = ""] = folders;
  const untouched = !change.replace && change.patch.size === 0;
  return {
    keywords: untouched ? null : { replace: change.replace, patch: Object.fromEntries(change.patch) },
    ...(!message.folderIds.includes(folderId) && { folderId }),
  };
}

/** What is wrong with the keywords that a message would have: too many, or not this person's to change. */
export function checkKeywords(
  change: Pick<KeywordUpdate, "replace" | "patch">,
  message: MessageView,
  isReader: boolean,
): SetError | null {
  const before = new Set(message.keywords);
  const after = new Set(change.replace ?? before);
  for (const [keyword, isSet] of Object.entries(change.patch)) {
    if (isSet) after.add(keyword);
    else after.delete(keyword);
  }
  if (after.size > mostKeywords && after.size > before.size) return { type: "tooManyKeywords" };
  if (isReader && listDifferences(before, after).some((keyword) => keyword !== "$seen"))
    return { type: "forbidden", description: "A reader changes $seen only." };
  return null;
}

/** A pointer with an implicit leading slash (RFC 6901 §3); null when it is none. */
function readPath(path: string): string[] | null {
  if (/~(?![01])/.test(path)) return null;
  return path.split("/").map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** Adds one path's change of keywords, or the whole new set; whether its value is one that keywords can have. */
function addKeywords(
  change: { replace: string[] | null; patch: Map<string, boolean> },
  key: string | undefined,
  value: unknown,
): boolean {
  if (key === undefined) {
    // Null stands for the default, which is no keyword.
    const names = value === null ? [] : readSet(value);
    if (!names) return false;
    change.replace = names;
    return true;
  }
  const name = readKeyword(key);
  if (name === null || (value !== true && value !== null)) return false;
  const isSet = value === true;
  // Two spellings of one keyword must agree.
  if (change.patch.has(name) && change.patch.get(name) !== isSet) return false;
  change.patch.set(name, isSet);
  return true;
}

/** The keywords of a whole set, in lower case; null when it is none. */
export function readSet(value: unknown): string[] | null {
  if (!isObject(value)) return null;
  const names = new Set<string>();
  for (const [key, one] of Object.entries(value)) {
    const name = readKeyword(key);
    if (name === null || one !== true) return null;
    names.add(name);
  }
  return [...names];
}

/** RFC 8621 §4.1.1: case does not count. `__proto__` fits the letter of it, and no program needs it. */
function readKeyword(key: string): string | null {
  const fits = /^[!-~]{1,255}$/.test(key) && !/[(){\]%*"\\]/.test(key) && key !== "__proto__";
  return fits ? key.toLowerCase() : null;
}

/** Changes the set of folders as a path says; whether its value is one that the set can have. */
function placeIn(folders: Set<string>, key: string | undefined, value: unknown): boolean {
  if (key === undefined) {
    if (!isObject(value) || !Object.values(value).every((one) => one === true)) return false;
    folders.clear();
    for (const id of Object.keys(value)) folders.add(id);
    return Object.keys(value).every(isId);
  }
  if (!isId(key) || (value !== true && value !== null)) return false;
  if (value === true) folders.add(key);
  else folders.delete(key);
  return true;
}

function listDifferences(before: ReadonlySet<string>, after: ReadonlySet<string>): string[] {
  const gone = [...before].filter((name) => !after.has(name));
  return [...gone, ...[...after].filter((name) => !before.has(name))];
}

/** Whether a property is given as it stands: what cannot change may be sent back (RFC 8620 §5.3). */
function isCurrent(name: string, value: unknown, message: MessageView, using: ReadonlySet<string>): boolean {
  const read = viewProperty(name, using);
  return read !== null && isSame(read(message), value);
}

function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, place) => isSame(item, b[place]));
  if (isObject(a) && isObject(b)) {
    const names = Object.keys(a);
    return (
      names.length === Object.keys(b).length &&
      names.every((name) => Object.hasOwn(b, name) && isSame(a[name], b[name]))
    );
  }
  return a === b;
}

function invalidPatch(description: string): { error: SetError } {
  return { error: { type: "invalidPatch", description } };
}
