/**
 * The text of a file as spreadsheets save it: UTF-8, UTF-16 when its mark says so, otherwise Windows-1252. Null when it is no
 * text at all (a workbook, a picture).
 */
export function readBytes(bytes: Uint8Array): string | null {
  const text = decode(bytes);
  // No text holds a zero; every binary format has one soon.
  return text.includes("\0") ? null : text;
}

function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
