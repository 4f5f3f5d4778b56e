/** What the streaming parser says of a message. Everything here survives JSON, except the header's raw bytes. */

/** How a body travels (RFC 2045 §6). "unknown" is read as it stands, and its text flagged as doubtful. */
export type TransferEncoding =
  | "7bit"
  | "8bit"
  | "binary"
  | "base64"
  | "quoted-printable"
  | "uuencode"
  | "unknown";

/** One node of the body structure (RFC 8621 §4.1.4). Offsets count the bytes fed, from 0, ends excluded. */
export interface MimePart {
  /** The IMAP section number ("1", "2.1"; RFC 9051 §6.4.5.1); null for multipart/*. */
  partId: string | null;
  /** Lower case, without parameters: "text/plain". */
  type: string;
  /** As announced, lower case; "us-ascii" where a text announces none; null for other types. */
  charset: string | null;
  /** Lower case: "inline", "attachment"…; null when not given. */
  disposition: string | null;
  /** Decoded file name, without any directory. */
  name: string | null;
  /** Content-Id without its angle brackets. */
  cid: string | null;
  language: string[] | null;
  location: string | null;
  encoding: TransferEncoding;
  /** The header fields with their line ends, without the blank line. */
  headerStart: number;
  headerEnd: number;
  /** The body as it travels; the line break before a boundary belongs to the boundary (RFC 2046 §5.1.1). */
  bodyStart: number;
  bodyEnd: number;
  /** Octets of the body once its transfer encoding is undone; for multipart/*, of the body as it stands. */
  size: number;
  /** Children of a multipart/*; empty elsewhere: message/rfc822 is a leaf. */
  parts: MimePart[];
}

/** A field's name as written, and the span of its value in the block: after the colon, before the last line end. */
export interface HeaderField {
  name: string;
  start: number;
  end: number;
}

/** A raw header block and where its fields stand, in order. */
export interface HeaderBlock {
  bytes: Uint8Array;
  fields: HeaderField[];
}

/** What was wrong with a message, in code words; none of them keeps it from being read. */
export type Problem =
  /** Multiparts nested beyond the limit: the deepest is one opaque leaf. */
  | "too-deep"
  /** More parts than the limit: what follows is one opaque leaf. */
  | "too-many-parts"
  /** A header block with more bytes or fields than the limits: cut there, the rest of that part is opaque. */
  | "header-too-long"
  /** A multipart without a usable boundary: shown as plain text, so that nothing is lost. */
  | "no-boundary"
  /** A boundary longer than the limit: the multipart is one opaque leaf. */
  | "boundary-too-long"
  /** The last boundary of a multipart is missing. */
  | "unclosed-multipart"
  /** The first line that is not a header field was taken as the body's start. */
  | "missing-blank-line"
  /** Lines between header fields that are none were passed over. */
  | "malformed-header-line"
  /** A transfer encoding that nobody knows. */
  | "unknown-encoding";

export interface ParsedMessage {
  root: MimePart;
  /** The message's own header. */
  header: HeaderBlock;
  /** At most 256 characters of the text, on one line (RFC 8621 §4.1.4). */
  preview: string;
  hasAttachment: boolean;
  problems: Problem[];
  /** Bytes fed. */
  size: number;
}

export interface MimeLimits {
  /** Multiparts inside one another. */
  depth: number;
  /** Parts of every kind, the root included. */
  parts: number;
  /** Bytes of the message's own header block. */
  headerBytes: number;
  /** Fields of one header block. */
  headerFields: number;
  /** Bytes of the header block of a part. */
  partHeaderBytes: number;
  /** Bytes of a boundary; RFC 2046 §5.1.1 allows 70. */
  boundaryBytes: number;
}

export const defaultLimits: MimeLimits = {
  depth: 32,
  parts: 250,
  headerBytes: 1024 * 1024,
  headerFields: 1000,
  partHeaderBytes: 256 * 1024,
  boundaryBytes: 256,
};

export interface MimeParser {
  /** Takes the next bytes; the chunk may be reused by the caller afterwards. */
  write(chunk: Uint8Array): void;
  /** Says what the message was; nothing may be written afterwards. */
  end(): ParsedMessage;
}
