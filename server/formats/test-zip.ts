/** A file of an archive, found by the directory at its end. */
export interface ZipFile {
  name: string;
  data: Buffer;
  sum: number;
  date: number;
  time: number;
}

/** Reads the stored files of an archive for a test, from its directory, as archivers do. */
export function readZip(bytes: Buffer): ZipFile[] {
  const end = bytes.length - 22;
  if (bytes.readUInt32LE(end) !== 0x0605_4b50) throw new Error("no directory at the end");
  const isLarge = bytes.readUInt16LE(end + 10) === 0xffff;
  const large = isLarge ? Number(bytes.readBigUInt64LE(end - 20 + 8)) : 0;
  const count = isLarge ? Number(bytes.readBigUInt64LE(large + 32)) : bytes.readUInt16LE(end + 10);
  let at = isLarge ? Number(bytes.readBigUInt64LE(large + 48)) : bytes.readUInt32LE(end + 16);
  return Array.from({ length: count }, () => {
    if (bytes.readUInt32LE(at) !== 0x0201_4b50) throw new Error("no entry here");
    const [size, nameLength, extra] = [
      bytes.readUInt32LE(at + 24),
      bytes.readUInt16LE(at + 28),
      bytes.readUInt16LE(at + 30),
    ];
    const offset = bytes.readUInt32LE(at + 42);
    const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
    const file = {
      name: bytes.toString("utf8", at + 46, at + 46 + nameLength),
      data: bytes.subarray(start, start + size),
      sum: bytes.readUInt32LE(at + 16),
      time: bytes.readUInt16LE(at + 12),
      date: bytes.readUInt16LE(at + 14),
    };
    at += 46 + nameLength + extra;
    return file;
  });
}
