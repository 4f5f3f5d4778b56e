import { Libmime } from "libmime";
import { decodeEncodedWords } from "./encoded-words.ts";
import { asBuffer, firstField } from "./header.ts";
import { fieldText, stripComments } from "./header-text.ts";
import type { HeaderBlock, MimePart, TransferEncoding } from "./types.ts";

const libmime = new Libmime();
/** Longest name, identifier or address kept of a part: what is longer was not written by a mail program. */
const longestText = 1000;

/** A structured value: what stands before the first ";", in lower case, and the decoded parameters. */
interface Parameters {
  value: string;
  params: Record<string, string>;
}

/** Reads the Content-* fields of a header (RFC 2045, RFC 2183, RFC 3282, RFC 2557 §4.2); offsets are left at 0. */
export function describePart(
  header: HeaderBlock,
  inDigest: boolean,
): { part: MimePart; boundary: string | null } {
  // Written twice, the first counts: it is what the boundary was meant for
  const field = (name: string) => firstField(header, name);
  const content = parameters(field("content-type"));
  const disposition = parameters(field("content-disposition"));
  const type = mediaType(content, inDigest);
  const part: MimePart = {
    partId: null,
    type,
    charset: charsetOf(content, type),
    disposition: disposition && /^[!-~]{1,64}$/.test(disposition.value) ? disposition.value : null,
    name: fileName(disposition?.params["filename"]) ?? fileName(content?.params["name"]),
    cid: identifier(field("content-id")),
    language: languages(field("content-language")),
    location: shortText(field("content-location")),
    encoding: transferEncoding(field("content-transfer-encoding")),
    headerStart: 0,
    headerEnd: 0,
    bodyStart: 0,
    bodyEnd: 0,
    size: 0,
    parts: [],
  };
  // Composite types are never encoded as a whole (RFC 2045 §6.4)
  if (type.startsWith("multipart/")) part.encoding = "7bit";
  return { part, boundary: content?.params["boundary"]?.trimEnd() || null };
}

function parameters(raw: Uint8Array | null): Parameters | null {
  if (!raw) return null;
  const { value, params } = libmime.parseHeaderValue(fieldText(raw));
  return { value: stripComments(value).trim().toLowerCase(), params };
}

/** RFC 2045 §5.2: a missing or unreadable type is plain text, or a message inside multipart/digest. */
function mediaType(content: Parameters | null, inDigest: boolean): string {
  const type = /^([!#-'*+.^-~\w-]{1,127})\s*\/\s*([!#-'*+.^-~\w-]{1,127})(?=$|[\s,;])/.exec(
    content?.value ?? "",
  );
  if (type) return `${type[1]}/${type[2]}`;
  return inDigest && !content ? "message/rfc822" : "text/plain";
}

/** RFC 8621 §4.1.4: "us-ascii" where a text says nothing. */
function charsetOf(content: Parameters | null, type: string): string | null {
  const given = stripComments(content?.params["charset"] ?? "")
    .trim()
    .toLowerCase()
    .slice(0, 64);
  return given || (type.startsWith("text/") ? "us-ascii" : null);
}

const encodings: Record<string, TransferEncoding> = {
  "7bit": "7bit",
  "8bit": "8bit",
  binary: "binary",
  base64: "base64",
  quotedprintable: "quoted-printable",
  uuencode: "uuencode",
  xuuencode: "uuencode",
  xuue: "uuencode",
};

/** Takes also what the wild writes: "7-bit", "8bits", "quoted printable", a trailing semicolon, quotes. */
function transferEncoding(raw: Uint8Array | null): TransferEncoding {
  if (!raw) return "7bit";
  const written = stripComments(asBuffer(raw).toString("latin1")).toLowerCase();
  const name = written.replace(/[^a-z0-9]/g, "").replace(/^([78]bit)s$/, "$1");
  if (name === "") return "7bit";
  return Object.hasOwn(encodings, name) ? encodings[name]! : "unknown";
}

/**
 * A file name without directories, controls or changes of direction (they hide what it ends in). Encoded words,
 * though forbidden here, are decoded.
 */
function fileName(written: string | undefined): string | null {
  if (!written) return null;
  const name = decodeEncodedWords(written, false).replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, " ");
  const base = name.slice(Math.max(name.lastIndexOf("/"), name.lastIndexOf("\\")) + 1).trim();
  return base.normalize("NFC").slice(0, longestText) || null;
}

function identifier(raw: Uint8Array | null): string | null {
  const text = raw && stripComments(fieldText(raw)).trim();
  if (!text) return null;
  return text.replace(/^<|>$/g, "").trim().slice(0, longestText) || null;
}

function languages(raw: Uint8Array | null): string[] | null {
  if (!raw) return null;
  const tags = stripComments(fieldText(raw)).split(",");
  const known = tags.map((tag) => tag.trim()).filter((tag) => /^[a-z0-9-]{1,64}$/i.test(tag));
  return known.length > 0 ? known.slice(0, 32) : null;
}

function shortText(raw: Uint8Array | null): string | null {
  const text = raw && fieldText(raw).trim();
  return text ? text.slice(0, longestText) : null;
}
