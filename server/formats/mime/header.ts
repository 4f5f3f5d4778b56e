import type { HeaderBlock, HeaderField } from "./types.ts";

const LF = 10;
const CR = 13;
const COLON = 58;

/**
 * Finds the fields of a raw header block (RFC 5322 §2.2). Folded lines belong to the field they continue; lines
 * that are no field are passed over, with the lines that would continue them.
 */
export function scanHeader(bytes: Uint8Array): HeaderBlock {
  const fields: HeaderField[] = [];
  const buffer = asBuffer(bytes);
  let current: HeaderField | null = null;
  for (let start = 0; start < buffer.length;) {
    const feed = buffer.indexOf(LF, start);
    const next = feed < 0 ? buffer.length : feed + 1;
    const end = lineEnd(buffer, start, next);
    if (isBlankByte(buffer[start])) {
      if (current) current.end = end;
    } else {
      const colon = fieldColon(buffer, start, end);
      current =
        colon < 0 ? null : { name: buffer.toString("latin1", start, colon).trimEnd(), start: colon + 1, end };
      if (current) fields.push(current);
    }
    start = next;
  }
  return { bytes, fields };
}

/** Where the colon of a field stands on a line, -1 when the line begins no field. Blanks before it: RFC 5322 §4.5. */
export function fieldColon(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at]! > 32 && bytes[at]! < 127 && bytes[at] !== COLON) at++;
  if (at === start) return -1;
  while (at < end && isBlankByte(bytes[at])) at++;
  return at < end && bytes[at] === COLON ? at : -1;
}

/** The end of a line's text, without its line break; `next` is where the next line starts. */
export function lineEnd(bytes: Uint8Array, start: number, next: number): number {
  let end = next;
  if (end > start && bytes[end - 1] === LF) {
    end--;
    if (end > start && bytes[end - 1] === CR) end--;
  }
  return end;
}

/** The raw bytes of the last field of that name (RFC 8621 §4.1.3 takes the last), null when there is none. */
export function lastField(header: HeaderBlock, name: string): Uint8Array | null {
  const wanted = name.toLowerCase();
  const field = header.fields.findLast((one) => one.name.toLowerCase() === wanted);
  return field ? header.bytes.subarray(field.start, field.end) : null;
}

/** The raw bytes of the first field of that name, null when there is none. */
export function firstField(header: HeaderBlock, name: string): Uint8Array | null {
  const wanted = name.toLowerCase();
  const field = header.fields.find((one) => one.name.toLowerCase() === wanted);
  return field ? header.bytes.subarray(field.start, field.end) : null;
}

/** The raw bytes of every field of that name, in order. */
export function allFields(header: HeaderBlock, name: string): Uint8Array[] {
  const wanted = name.toLowerCase();
  return header.fields
    .filter((one) => one.name.toLowerCase() === wanted)
    .map((one) => header.bytes.subarray(one.start, one.end));
}

/** The same bytes under Buffer's methods, nothing copied. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

function isBlankByte(byte: number | undefined): boolean {
  return byte === 32 || byte === 9;
}
