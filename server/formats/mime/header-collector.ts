import type { Boundaries } from "./boundaries.ts";
import { fieldColon, lineEnd } from "./header.ts";

/** What became of the bytes given to a collector. */
export interface Collected {
  /** Where the next byte stands in the input. */
  next: number;
  /** How the block ended, null while it goes on: at a blank line, a boundary, the limit, the end of the input. */
  ended: "blank" | "boundary" | "full" | "input" | null;
}

export interface HeaderCollector {
  take(input: Buffer, start: number, isLast: boolean): Collected;
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

/** Fields that a text written by hand is unlikely to begin a line with. */
const commonField =
  /^(?:from|to|cc|date|subject|message-id|mime-version|content-[a-z-]+|received|return-path|reply-to|x-[!-9;-~]+)[ \t]*:/i;

/**
 * Gathers one header block, line by line, until its blank line, a boundary, the end or the limit. A line that is no
 * field may be a slip in the header, or the body of a message whose blank line is missing: what follows it until
 * the blank line decides, fields of mail against other lines.
 */
export function createHeaderCollector(limit: number, boundaries: Boundaries): HeaderCollector {
  let block = Buffer.allocUnsafe(1024);
  let length = 0;
  let lineStart = 0;
  let firstBad = -1;
  let bad = 0;
  let fieldsAfter = 0;
  let end = -1;
  let body = -1;

  function append(input: Buffer, from: number, to: number): void {
    if (length + to - from > block.length) {
      const grown = Buffer.allocUnsafe(Math.max(block.length * 2, length + to - from));
      block.copy(grown, 0, 0, length);
      block = grown;
    }
    input.copy(block, length, from, to);
    length += to - from;
  }

  /** Looks at the line that `append` just completed; answers how the block ends, if it does. */
  function closeLine(): Collected["ended"] {
    const start = lineStart;
    const textEnd = lineEnd(block, start, length);
    if (textEnd === start) {
      end = start;
      body = length;
      return "blank";
    }
    if (block[start] === 45 && block[start + 1] === 45 && boundaries.on(block, start, textEnd)) {
      end = start;
      return "boundary";
    }
    lineStart = length;
    const first = block[start]!;
    if ((first === 32 || first === 9) && start > 0) return null;
    if (fieldColon(block, start, textEnd) < 0) {
      if (start === 0 && isMboxLine(block, textEnd)) return null;
      if (firstBad < 0) firstBad = start;
      bad++;
    } else if (
      firstBad >= 0 &&
      commonField.test(block.toString("latin1", start, Math.min(textEnd, start + 80)))
    ) {
      fieldsAfter++;
    }
    return null;
  }

  function unseparated(): boolean {
    return firstBad >= 0 && fieldsAfter <= bad;
  }

  return {
    take(input, start, isLast) {
      let at = start;
      while (at < input.length) {
        const feed = input.indexOf(LF, at);
        const next = feed < 0 ? input.length : feed + 1;
        if (length + next - at > limit) {
          const room = limit - length;
          append(input, at, at + room);
          return { next: at + room, ended: "full" };
        }
        append(input, at, next);
        at = next;
        if (feed < 0) break;
        const ended = closeLine();
        if (ended) return { next: at, ended };
      }
      if (!isLast) return { next: at, ended: null };
      const ended = length > lineStart ? closeLine() : null;
      return { next: at, ended: ended === "boundary" ? ended : "input" };
    },
    bytes: () => block.subarray(0, length),
    fieldsEnd() {
      if (unseparated()) return firstBad;
      return end < 0 ? length : end;
    },
    bodyStart() {
      if (unseparated()) return firstBad;
      return body < 0 ? this.fieldsEnd() : body;
    },
    unseparated,
    malformed: () => firstBad >= 0 && !unseparated(),
  };
}

/** The separator line that mbox files put before a message. */
function isMboxLine(block: Buffer, textEnd: number): boolean {
  return /^>?From /.test(block.toString("latin1", 0, Math.min(textEnd, 6)));
}
