import type { Boundaries } from "./boundaries.ts";
import { fieldColon, lineEnd } from "./header.ts";
import type { MimeLimits } from "./types.ts";

/** What became of the bytes given to a collector. */
export interface Collected {
  /** Where the next byte stands in the input. */
  next: number;
  ended: HeaderEnd | null;
}

/** How a block ends: at its blank line, at a boundary, in the midst of a text, at a limit, with the message. */
export type HeaderEnd = "blank" | "boundary" | "text" | "full" | "input";

export interface HeaderCollector {
  take(input: Buffer, isLast: boolean): Collected;
  /** All bytes taken; a view that lives until the next `take`. */
  bytes(): Buffer;
  /** Where the fields end in them: before the blank line, the boundary, or the first line that is no field. */
  fieldsEnd(): number;
  /** Where the body starts in them: after the blank line, or where the fields end. */
  bodyStart(): number;
  /** Whether the body starts at a line that is no field. */
  unseparated(): boolean;
  /** Whether lines that are no field stood between fields. */
  malformed(): boolean;
}

const LF = 10;
const DASH = 45;
const SPACE = 32;
const TAB = 9;

/** Bytes copied at a time: most headers of a part are shorter. */
const stepBytes = 2048;
/** Lines looked at, from one that is no field, to tell a slip in a header from a text. */
const doubtfulLines = 32;

/** Fields that a text written by hand is unlikely to begin a line with. */
const commonField =
  /^(?:from|to|cc|date|subject|message-id|mime-version|content-[a-z-]+|received|return-path|reply-to|x-[!-9;-~]+)[ \t]*:/i;

/**
 * Gathers one header block, line by line, until its blank line, a boundary, the end or a limit. A line that is no
 * field may be a slip in the header, or the body of a message whose blank line is missing: the lines that follow
 * decide, fields of mail against the others.
 */
export function createHeaderCollector(
  limits: Pick<MimeLimits, "headerBytes" | "headerFields">,
  boundaries: Boundaries,
): HeaderCollector {
  let block = Buffer.allocUnsafe(stepBytes);
  let length = 0;
  let lineStart = 0;
  let fields = 0;
  let end = -1;
  let body = -1;
  let firstBad = -1;
  let bad = 0;
  let fieldsAfter = 0;
  let linesAfter = 0;

  function append(bytes: Buffer): void {
    if (length + bytes.length > block.length) {
      const grown = Buffer.allocUnsafe(Math.max(block.length * 2, length + bytes.length));
      block.copy(grown, 0, 0, length);
      block = grown;
    }
    bytes.copy(block, length);
    length += bytes.length;
  }

  /** Closes the lines that the block now holds whole; `length` is after the line that ends it, if one does. */
  function closeLines(from: number): HeaderEnd | null {
    for (let at = from; at < length; at++) {
      if (block[at] !== LF) continue;
      const ended = closeLine(at + 1);
      if (!ended) continue;
      length = at + 1;
      return ended;
    }
    return null;
  }

  /** Judges the line from `lineStart` to `next`. */
  function closeLine(next: number): HeaderEnd | null {
    const start = lineStart;
    const textEnd = lineEnd(block, start, next);
    if (textEnd === start) {
      end = start;
      body = next;
      return "blank";
    }
    if (block[start] === DASH && block[start + 1] === DASH && boundaries.on(block, start, textEnd)) {
      end = start;
      return "boundary";
    }
    lineStart = next;
    const isFold = start > 0 && (block[start] === SPACE || block[start] === TAB);
    if (!isFold) judgeField(start, textEnd);
    if (firstBad >= 0 && ++linesAfter >= doubtfulLines && unseparated()) return "text";
    return fields > limits.headerFields ? "full" : null;
  }

  function judgeField(start: number, textEnd: number): void {
    if (fieldColon(block, start, textEnd) >= 0) {
      fields++;
      if (firstBad >= 0 && commonField.test(textHead(start, textEnd))) fieldsAfter++;
      return;
    }
    // The separator line that mbox files put before a message
    if (start === 0 && /^>?From /.test(textHead(start, textEnd))) return;
    if (firstBad < 0) firstBad = start;
    bad++;
  }

  function textHead(start: number, textEnd: number): string {
    return block.toString("latin1", start, Math.min(textEnd, start + 80));
  }

  function unseparated(): boolean {
    return firstBad >= 0 && fieldsAfter <= bad;
  }

  return {
    take(input, isLast) {
      let next = 0;
      while (next < input.length) {
        if (length === limits.headerBytes) return { next, ended: "full" };
        const from = length;
        append(input.subarray(next, next + Math.min(stepBytes, limits.headerBytes - length)));
        const ended = closeLines(from);
        next += length - from;
        if (ended) return { next, ended };
      }
      if (!isLast) return { next, ended: null };
      const last = length > lineStart ? closeLine(length) : null;
      return { next, ended: last === "boundary" ? last : "input" };
    },
    bytes: () => block.subarray(0, length),
    fieldsEnd() {
      if (unseparated()) return firstBad;
      return end < 0 ? length : end;
    },
    bodyStart() {
      return body < 0 || unseparated() ? this.fieldsEnd() : body;
    },
    unseparated,
    malformed: () => firstBad >= 0 && !unseparated(),
  };
}
