import iconv from "iconv-lite";
import libmime from "libmime";

/** What a person reads of an ordinary e-mail. */
export interface OrdinaryMail {
  subject: string;
  text: string;
}

/**
 * Reads an ordinary e-mail as its receiver's software would: the subject, and the first text/plain part with its
 * transfer encoding and charset undone (RFC 2045, RFC 2047). Meant for the program's own notices, hence simple.
 */
export function readOrdinaryMail(raw: Buffer): OrdinaryMail {
  const { headers, body } = splitPart(raw.toString("latin1"));
  return {
    subject: libmime.decodeWords(Buffer.from(readHeader(headers, "subject"), "latin1").toString("utf8")),
    text: readText(headers, body),
  };
}

/** What a correspondent reads of a letter, and what his answer needs of it. */
export interface Letter extends OrdinaryMail {
  /** With their angle brackets. */
  messageId: string;
  references: string[];
  /** Names of the files that go along. */
  files: string[];
}

/** Reads a letter that the program sent. */
export function readLetter(raw: Buffer): Letter {
  const { headers } = splitPart(raw.toString("latin1"));
  return {
    ...readOrdinaryMail(raw),
    messageId: readHeader(headers, "message-id"),
    references: readHeader(headers, "references").match(/<[^<>\s]+>/g) ?? [],
    files: listFiles(raw.toString("latin1")),
  };
}

function listFiles(part: string): string[] {
  const { headers, body } = splitPart(part);
  const type = libmime.parseHeaderValue(readHeader(headers, "content-type"));
  const boundary = type.params["boundary"];
  if (type.value.startsWith("multipart/") && boundary)
    return body
      .split(`--${boundary}`)
      .slice(1, -1)
      .flatMap((one) => listFiles(one.replace(/^\r?\n/, "")));
  const { params } = libmime.parseHeaderValue(readHeader(headers, "content-disposition"));
  const name = params["filename"] ?? type.params["name"];
  return name ? [libmime.decodeWords(name)] : [];
}

type Headers = ReturnType<typeof libmime.decodeHeaders>;

function readText(headers: Headers, body: string): string {
  const { value, params } = libmime.parseHeaderValue(readHeader(headers, "content-type"));
  const boundary = params["boundary"];
  if (value.startsWith("multipart/") && boundary) {
    const parts = body
      .split(`--${boundary}`)
      .slice(1, -1)
      .map((part) => splitPart(part.replace(/^\r?\n/, "")));
    const texts = parts.map((part) => readText(part.headers, part.body.replace(/\r?\n$/, "")));
    return texts.find((text) => text !== "") ?? "";
  }
  if (value !== "" && value !== "text/plain") return "";
  const bytes = decodeTransfer(readHeader(headers, "content-transfer-encoding").toLowerCase(), body);
  const charset = params["charset"] ?? "utf-8";
  return iconv.decode(bytes, iconv.encodingExists(charset) ? charset : "utf-8").replaceAll("\r\n", "\n");
}

// Strings stand for bytes here: one character per byte, until the charset is known.
function splitPart(part: string): { headers: Headers; body: string } {
  // A part without headers begins with the empty line.
  const end = /^\r?\n|\r?\n\r?\n/.exec(part);
  if (!end) return { headers: libmime.decodeHeaders(part), body: "" };
  return {
    headers: libmime.decodeHeaders(part.slice(0, end.index)),
    body: part.slice(end.index + end[0].length),
  };
}

function readHeader(headers: Headers, name: string): string {
  const value = headers[name];
  return String(Array.isArray(value) ? value[0] : (value ?? ""));
}

function decodeTransfer(encoding: string, body: string): Buffer {
  if (encoding === "base64") return Buffer.from(body, "base64");
  if (encoding !== "quoted-printable") return Buffer.from(body, "latin1");
  const unfolded = body.replace(/[\t ]+(?=\r?\n)/g, "").replace(/=\r?\n/g, "");
  const bytes = unfolded.replace(/=([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, "latin1");
}
