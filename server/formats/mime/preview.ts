import { decodeText } from "./body.ts";
import { htmlToText } from "./html-text.ts";
import type { MimePart } from "./types.ts";

/** Longest preview, in characters (RFC 8621 §4.1.4). */
export const previewLength = 256;
/** Decoded bytes looked at; HTML often starts with pages of styles. */
const plainBytes = 16 * 1024;
const htmlBytes = 64 * 1024;

/** The head of one text. */
interface Head {
  charset: string;
  limit: number;
  pieces: Buffer[];
  length: number;
}

/** Gathers the heads of the first plain text and the first HTML of a message as they stream by. */
export interface PreviewCollector {
  /** A leaf begins; `take` brings its decoded bytes until `end`. */
  begin(part: MimePart): void;
  take(bytes: Buffer): void;
  end(): void;
  text(): string;
}

export function createPreviewCollector(): PreviewCollector {
  let plain: Head | null = null;
  let html: Head | null = null;
  let current: Head | null = null;

  return {
    begin(part) {
      current = null;
      if (part.disposition === "attachment" || part.name !== null) return;
      const charset = part.charset ?? "us-ascii";
      if (part.type === "text/plain" && !plain?.length) {
        plain = current = { charset, limit: plainBytes, pieces: [], length: 0 };
      }
      if (part.type === "text/html" && !html?.length) {
        html = current = { charset, limit: htmlBytes, pieces: [], length: 0 };
      }
    },
    take(bytes) {
      if (!current || current.length >= current.limit) return;
      // A copy: the bytes stand where the next ones will
      const piece = Buffer.from(bytes.subarray(0, current.limit - current.length));
      current.pieces.push(piece);
      current.length += piece.length;
    },
    end() {
      current = null;
    },
    text() {
      const fromPlain = plain ? previewOf(headText(plain)) : "";
      return fromPlain || (html ? previewOf(htmlToText(headText(html))) : "");
    },
  };
}

/** The text of a head; a character cut in two at its end goes. */
function headText(head: Head): string {
  const { text } = decodeText(Buffer.concat(head.pieces), head.charset);
  return head.length < head.limit ? text : text.replace(/\ufffd+$/, "");
}

/** One line out of a text: what was quoted of another message goes, unless nothing else is there. */
export function previewOf(text: string): string {
  const lines = text.split("\n");
  const end = lines.findIndex((line) =>
    /^\s*-{2,}\s*(?:original|forwarded|message (?:d'origine|transféré))/i.test(line),
  );
  const own = lines.slice(0, end < 0 ? lines.length : end).filter((line) => !/^\s*>/.test(line));
  return fold(own) || fold(lines);
}

/** Invisible characters gone (the joiner of emoji excepted), blanks folded into one, no character cut in two. */
function fold(lines: string[]): string {
  const start = lines.join(" ").slice(0, previewLength * 16);
  // Where little is invisible or blank, the first letters are enough.
  const first = asShown(start.slice(0, previewLength * 2));
  const line = (first.length > previewLength ? first : asShown(start)).slice(0, previewLength);
  return line.replace(/[\ud800-\udbff]$/, "").trimEnd();
}

function asShown(text: string): string {
  const visible = text.replace(/(?![\s\u200d])[\p{Cc}\p{Cf}]|\u034f/gu, "");
  return visible.replace(/\s+/g, " ").trim();
}
