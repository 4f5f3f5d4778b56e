import type { TransferEncoding } from "./types.ts";

/** Undoes a transfer encoding, a chunk at a time, whatever the bytes. */
export interface TransferDecoder {
  push(chunk: Uint8Array): Uint8Array;
  flush(): Uint8Array;
}

/**
 * The same without allocating: writes into `out`, which must hold `input.length + decoderSlack` bytes, and
 * answers how many bytes it wrote.
 */
export interface TransferCore {
  decode(input: Uint8Array, out: Uint8Array): number;
  end(out: Uint8Array): number;
}

/** What a decoder may hold back from one chunk to the next. */
export const decoderSlack = 512;

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const EQUALS = 61;

/** Undoes a transfer encoding (RFC 2045 §6), tolerantly: what cannot be decoded is passed over or left as it is. */
export function decodeTransfer(encoding: TransferEncoding): TransferDecoder {
  const core = transferCore(encoding);
  if (!core) return { push: (chunk) => chunk, flush: () => new Uint8Array(0) };
  return {
    push(chunk) {
      const out = new Uint8Array(chunk.length + decoderSlack);
      return out.subarray(0, core.decode(chunk, out));
    },
    flush() {
      const out = new Uint8Array(decoderSlack);
      return out.subarray(0, core.end(out));
    },
  };
}

/** The decoder of an encoding, null where the bytes stand for themselves. */
export function transferCore(encoding: TransferEncoding): TransferCore | null {
  if (encoding === "base64") return base64Core();
  if (encoding === "quoted-printable") return quotedPrintableCore();
  if (encoding === "uuencode") return uuencodeCore();
  return null;
}

const SKIP = 64;
const PADDING = 65;
const base64Values = new Uint8Array(256).fill(SKIP);
for (const [value, char] of [
  ..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
].entries()) {
  base64Values[char.charCodeAt(0)] = value;
}
base64Values[EQUALS] = PADDING;

/**
 * RFC 2045 §6.8. Bytes outside the alphabet are passed over; padding ends a group and another may follow, for
 * some programs encode piece by piece.
 */
function base64Core(): TransferCore {
  let bits = 0;
  let digits = 0;

  return {
    decode(input, out) {
      // Locals: what a closure holds is slow in a loop over every byte
      let [group, count, to] = [bits, digits, 0];
      for (let i = 0; i < input.length; i++) {
        if (count === 0) {
          // Whole groups, four digits at a time, up to a line break
          for (; i + 4 <= input.length; i += 4) {
            const first = base64Values[input[i]!]!;
            const second = base64Values[input[i + 1]!]!;
            const third = base64Values[input[i + 2]!]!;
            const fourth = base64Values[input[i + 3]!]!;
            if ((first | second | third | fourth) >= SKIP) break;
            out[to] = (first << 2) | (second >> 4);
            out[to + 1] = (second << 4) | (third >> 2);
            out[to + 2] = (third << 6) | fourth;
            to += 3;
          }
          if (i === input.length) break;
        }
        const value = base64Values[input[i]!]!;
        if (value === SKIP) continue;
        if (value === PADDING) {
          to = endGroup(group, count, out, to);
          count = 0;
          continue;
        }
        group = (group << 6) | value;
        if (++count < 4) continue;
        out[to] = group >> 16;
        out[to + 1] = group >> 8;
        out[to + 2] = group;
        to += 3;
        count = 0;
      }
      [bits, digits] = [group, count];
      return to;
    },
    end: (out) => endGroup(bits, digits, out, 0),
  };
}

/** Writes the bytes of an incomplete group; one digit alone holds less than a byte. */
function endGroup(bits: number, digits: number, out: Uint8Array, at: number): number {
  let to = at;
  if (digits > 1) out[to++] = digits === 2 ? bits >> 4 : bits >> 10;
  if (digits > 2) out[to++] = bits >> 2;
  return to;
}

/** The values of hexadecimal digits, either case; -1 elsewhere. */
const hexValues = new Int8Array(256).fill(-1);
for (let value = 0; value < 16; value++) {
  const digit = value.toString(16);
  hexValues[digit.charCodeAt(0)] = value;
  hexValues[digit.toUpperCase().charCodeAt(0)] = value;
}

/** Bytes that stand for themselves wherever they are: all but blanks, line ends and "=". */
const plain = new Uint8Array(256).fill(1);
for (const byte of [TAB, LF, CR, SPACE, EQUALS]) plain[byte] = 0;

/**
 * RFC 2045 §6.7. White space at a line's end was added on the way and goes (rule 3); an "=" that begins nothing
 * stays. What may still go is held: blanks, or an "=" and what follows it.
 */
function quotedPrintableCore(): TransferCore {
  const held = new Uint8Array(decoderSlack / 2);
  let length = 0;
  let isAfterSoftCr = false;

  function release(out: Uint8Array, at: number): number {
    for (let i = 0; i < length; i++) out[at + i] = held[i]!;
    const to = at + length;
    length = 0;
    return to;
  }

  function endLine(byte: number, out: Uint8Array, at: number): number {
    if (length > 0 && held[0] === EQUALS && isBlank(held, 1, length)) {
      length = 0;
      isAfterSoftCr = byte === CR;
      return at;
    }
    if (held[0] !== EQUALS) length = 0;
    const to = release(out, at);
    out[to] = byte;
    return to + 1;
  }

  function step(byte: number, out: Uint8Array, at: number): number {
    const wasAfterSoftCr = isAfterSoftCr;
    isAfterSoftCr = false;
    if (byte === LF && wasAfterSoftCr) return at;
    if (byte === CR || byte === LF) return endLine(byte, out, at);
    if (length > 0 && held[0] === EQUALS && hexValues[byte]! >= 0) {
      const digit = length === 2 ? hexValues[held[1]!]! : -1;
      if (digit >= 0) {
        length = 0;
        out[at] = (digit << 4) | hexValues[byte]!;
        return at + 1;
      }
      if (length === 1) {
        held[length++] = byte;
        return at;
      }
    }
    const isHeld = byte === SPACE || byte === TAB || byte === EQUALS;
    const to = byte === EQUALS || !isHeld || length === held.length ? release(out, at) : at;
    if (isHeld) held[length++] = byte;
    else out[to] = byte;
    return isHeld ? to : to + 1;
  }

  return {
    decode(input, out) {
      let to = 0;
      for (let i = 0; i < input.length;) {
        if (length === 0 && !isAfterSoftCr) {
          for (; i < input.length; i++) {
            const byte = input[i]!;
            const stands = plain[byte] === 1 || (byte === SPACE && plain[input[i + 1] ?? SPACE] === 1);
            if (!stands) break;
            out[to++] = byte;
          }
          if (i + 2 < input.length && input[i] === EQUALS) {
            const byte = (hexValues[input[i + 1]!]! << 4) | hexValues[input[i + 2]!]!;
            if (byte >= 0) {
              out[to++] = byte;
              i += 3;
              continue;
            }
          }
          if (i >= input.length) break;
        }
        to = step(input[i++]!, out, to);
      }
      return to;
    },
    end(out) {
      if (length > 0 && isBlank(held, held[0] === EQUALS ? 1 : 0, length)) length = 0;
      return release(out, 0);
    },
  };
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] !== SPACE && bytes[i] !== TAB) return false;
  return true;
}

/** The lines between "begin" and "end" (POSIX uuencode); longer lines than any encoder writes are cut. */
function uuencodeCore(): TransferCore {
  const line = new Uint8Array(128);
  let length = 0;
  let inside = false;

  function endLine(out: Uint8Array, at: number): number {
    const text = String.fromCharCode(...line.subarray(0, Math.min(length, 6)));
    const count = ((line[0] ?? 32) - 32) & 63;
    const size = length;
    length = 0;
    if (!inside) {
      inside = text === "begin ";
      return at;
    }
    if (text.startsWith("end") && size < 6) {
      inside = false;
      return at;
    }
    return size === 0 ? at : decodeLine(out, at, count, size);
  }

  function decodeLine(out: Uint8Array, at: number, count: number, size: number): number {
    let to = at;
    for (let group = 1; to - at < count && group < size; group += 4) {
      let bits = 0;
      for (let i = 0; i < 4; i++) bits = (bits << 6) | (group + i < size ? (line[group + i]! - 32) & 63 : 0);
      for (let shift = 16; shift >= 0 && to - at < count; shift -= 8) out[to++] = bits >> shift;
    }
    return to;
  }

  return {
    decode(input, out) {
      let to = 0;
      for (let i = 0; i < input.length; i++) {
        const byte = input[i]!;
        if (byte === LF) to = endLine(out, to);
        else if (byte !== CR && length < line.length) line[length++] = byte;
      }
      return to;
    },
    end: (out) => endLine(out, 0),
  };
}
