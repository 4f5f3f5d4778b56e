import { isId, isObject } from "../request.ts";
import type { WantedEmail, WantedFile } from "./read-email.ts";

const mostFiles = 100;

/**
 * Reads what a message to be made consists of (RFC 8621 §4.6): one text, one HTML body, files. Answers the properties
 * that are wrong.
 *
 * NOTE: `bodyStructure` is not taken. Every client that we know of writes the three lists.
 */
export function readBodies(given: Record<string, unknown>, email: WantedEmail): string[] {
  const values = readValues(given["bodyValues"] ?? null);
  if (!values) return ["bodyValues"];
  const wrong: string[] = [];
  for (const [property, type, into] of [
    ["textBody", "text/plain", "text"],
    ["htmlBody", "text/html", "html"],
  ] as const) {
    const text = readBody(given[property] ?? null, type, values);
    if (text === undefined) wrong.push(property);
    else email[into] = text;
  }
  const files = given["attachments"] ?? [];
  if (!Array.isArray(files) || files.length > mostFiles) return [...wrong, "attachments"];
  for (const [place, one] of files.entries()) {
    const file = readFile(one, values);
    if (file) email.files.push(file);
    else wrong.push(`attachments/${place}`);
  }
  return wrong;
}

function readValues(value: unknown): Map<string, string> | null {
  if (value === null) return new Map();
  if (!isObject(value)) return null;
  const texts = new Map<string, string>();
  for (const [partId, one] of Object.entries(value)) {
    if (!isObject(one) || typeof one["value"] !== "string") return null;
    // RFC 8621 §4.6: text that was cut or misread is not to be written again.
    if (one["isEncodingProblem"] === true || one["isTruncated"] === true) return null;
    texts.set(partId, one["value"]);
  }
  return texts;
}

/** The one part of `textBody` or `htmlBody`; null where there is none, undefined where it is wrong. */
function readBody(value: unknown, type: string, values: Map<string, string>): string | null | undefined {
  if (value === null) return null;
  if (!Array.isArray(value) || value.length > 1) return undefined;
  if (value.length === 0) return null;
  const [part] = value;
  if (!isObject(part) || (part["type"] ?? type) !== type) return undefined;
  // Size, charset and encoding of text are decided here.
  if (typeof part["partId"] !== "string" || Object.hasOwn(part, "blobId")) return undefined;
  return values.get(part["partId"]);
}

function readFile(value: unknown, values: Map<string, string>): WantedFile | null {
  if (!isObject(value)) return null;
  const { partId = null, blobId = null, name = null, type = null, disposition = null, cid = null } = value;
  if ((partId === null) === (blobId === null)) return null;
  const text = typeof partId === "string" ? values.get(partId) : undefined;
  const source = typeof text === "string" ? { text } : isId(blobId) ? { blobId } : null;
  if (!source) return null;
  if (type !== null && (typeof type !== "string" || !isType(type))) return null;
  if (name !== null && (typeof name !== "string" || name.length > 255)) return null;
  if (cid !== null && (typeof cid !== "string" || !/^[!-;=?-~]{1,250}$/.test(cid))) return null;
  if (disposition !== null && disposition !== "attachment" && disposition !== "inline") return null;
  return { source, name, type, disposition: disposition ?? "attachment", cid };
}

/** RFC 6838 §4.2; never a multipart, whose parts would be somebody else's bytes. */
function isType(type: string): boolean {
  const name = "[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}";
  return new RegExp(`^(?!multipart/)${name}/${name}$`, "i").test(type);
}
