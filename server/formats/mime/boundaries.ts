import { lineEnd } from "./header.ts";

const LF = 10;
const CR = 13;
const DASH = 45;
const SPACE = 32;
const TAB = 9;

/** Blanks that may follow a boundary on its line; RFC 2046 §5.1.1 gives no limit. */
const trailingBlanks = 256;
const lineBreakBytes = 2;

/** A boundary line that counts: which open multipart it belongs to, by its depth, and whether it closes it. */
export interface Crossing {
  depth: number;
  closes: boolean;
}

/** The boundary lines (RFC 2046 §5.1.1) that count at one place of a message. */
export interface Boundaries {
  /** Sets them, from outermost to innermost; null for a multipart that is closed already. */
  set(boundaries: (string | null)[]): void;
  isEmpty(): boolean;
  /** Bytes of the longest line, its break included, that can be one. */
  longestLine(): number;
  /** What the line of these bytes crosses, its break not included: of several, the innermost. */
  on(bytes: Uint8Array, start: number, end: number): Crossing | null;
  /** Where the LF stands before a line that is a boundary or that the next bytes may make one; -1 when nowhere. */
  search(data: Uint8Array, isLast: boolean): number;
}

export function createBoundaries(): Boundaries {
  let open: { line: Buffer; depth: number }[] = [];
  let longest = 0;

  function on(bytes: Uint8Array, start: number, end: number): Crossing | null {
    if (end - start > longest - lineBreakBytes) return null;
    let to = end;
    while (to > start && (bytes[to - 1] === SPACE || bytes[to - 1] === TAB || bytes[to - 1] === CR)) to--;
    for (const { line, depth } of open) {
      if (equals(line, bytes, start, to)) return { depth, closes: false };
      if (bytes[to - 1] !== DASH || bytes[to - 2] !== DASH) continue;
      if (equals(line, bytes, start, to - 2)) return { depth, closes: true };
    }
    return null;
  }

  /** Whether the line at `start` crosses a boundary, or ends beyond the data and may. */
  function mayCross(data: Uint8Array, start: number): boolean {
    const limit = start + longest;
    let at = start;
    while (at < data.length && at < limit && data[at] !== LF) at++;
    if (at >= data.length) return true;
    return data[at] === LF && on(data, start, lineEnd(data, start, at + 1)) !== null;
  }

  return {
    set(boundaries) {
      open = [];
      longest = 0;
      for (const [depth, boundary] of boundaries.entries()) {
        if (boundary === null) continue;
        const line = Buffer.from(`--${boundary}`, "latin1");
        open.unshift({ line, depth });
        longest = Math.max(longest, line.length + 2 + trailingBlanks + lineBreakBytes);
      }
    },
    isEmpty: () => open.length === 0,
    longestLine: () => longest,
    on,
    search(data, isLast) {
      // "\n--" from its last byte: most bytes are never looked at
      for (let i = 2; i < data.length;) {
        const byte = data[i];
        if (byte !== DASH) {
          i += byte === LF ? 2 : 3;
          continue;
        }
        if (data[i - 1] === DASH && data[i - 2] === LF && mayCross(data, i - 1)) return i - 2;
        i++;
      }
      if (isLast || data.length === 0) return -1;
      const last = data.length - 1;
      if (data[last] === LF) return last;
      return data[last] === DASH && data[last - 1] === LF ? last - 1 : -1;
    },
  };
}

function equals(line: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start !== line.length) return false;
  // From the end: boundaries of one program begin alike
  for (let i = line.length - 1; i >= 0; i--) if (line[i] !== bytes[start + i]) return false;
  return true;
}
