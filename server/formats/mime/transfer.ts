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

const LF = 10;
const CR = 13;
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

  function endGroup(out: Uint8Array, at: number): number {
    let to = at;
    // One digit alone holds less than a byte
    if (digits > 1) out[to++] = digits === 2 ? bits >> 4 : bits >> 10;
    if (digits > 2) out[to++] = bits >> 2;
    bits = 0;
    digits = 0;
    return to;
  }

  return {
    decode(input, out) {
      let to = 0;
      for (let i = 0; i < input.length; i++) {
        const value = base64Values[input[i]!]!;
        if (value < SKIP) {
          bits = (bits << 6) | value;
          if (++digits === 4) {
            out[to] = bits >> 16;
            out[to + 1] = bits >> 8;
            out[to + 2] = bits;
            to += 3;
            bits = 0;
            digits = 0;
          }
        } else if (value === PADDING) to = endGroup(out, to);
      }
      return to;
    },
    end: (out) => endGroup(out, 0),
  };
}

/** The value of a hexadecimal digit, either case, or -1. */
function hexValue(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48;
  const upper = byte & ~32;
  return upper >= 65 && upper <= 70 ? upper - 55 : -1;
}

/**
 * RFC 2045 §6.7. White space at a line's end was added on the way and goes (rule 3); an "=" that begins nothing
 * stays. What may still go is held in `held`: blanks, or an "=" and what follows it.
 */
function quotedPrintableCore(): TransferCore {
  const held = new Uint8Array(decoderSlack / 2);
  let length = 0;
  let afterSoftCr = false;

  function release(out: Uint8Array, at: number): number {
    out.set(held.subarray(0, length), at);
    const to = at + length;
    length = 0;
    return to;
  }

  return {
    decode(input, out) {
      let to = 0;
      for (let i = 0; i < input.length; i++) {
        const byte = input[i]!;
        if (afterSoftCr) {
          afterSoftCr = false;
          if (byte === LF) continue;
        }
        if (byte === CR || byte === LF) {
          const soft = length > 0 && held[0] === EQUALS && isBlank(held, 1, length);
          if (soft) {
            length = 0;
            afterSoftCr = byte === CR;
            continue;
          }
          if (length > 0 && held[0] !== EQUALS) length = 0;
          else to = release(out, to);
          out[to++] = byte;
          continue;
        }
        if (length > 0 && held[0] === EQUALS) {
          const digit = hexValue(byte);
          if (length === 1 && digit >= 0) {
            held[length++] = byte;
            continue;
          }
          if (length === 2 && digit >= 0 && hexValue(held[1]!) >= 0) {
            out[to++] = (hexValue(held[1]!) << 4) | digit;
            length = 0;
            continue;
          }
        }
        if (byte === 32 || byte === 9) {
          if (length === held.length) to = release(out, to);
          held[length++] = byte;
          continue;
        }
        if (length > 0) to = release(out, to);
        if (byte === EQUALS) held[length++] = byte;
        else out[to++] = byte;
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
  for (let i = start; i < end; i++) if (bytes[i] !== 32 && bytes[i] !== 9) return false;
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
      for (const byte of input) {
        if (byte === LF) to = endLine(out, to);
        else if (byte !== CR && length < line.length) line[length++] = byte;
      }
      return to;
    },
    end: (out) => endLine(out, 0),
  };
}
