import { crc32 } from "node:zlib";

/**
 * Writes a ZIP archive piece by piece, its files stored as they are (PKWARE APPNOTE 6.3.10). Sizes and checksums come
 * after each file (§4.3.9), so that nothing is held; only the directory of the end grows, by some sixty octets a file.
 * Beyond 65,535 files or 4 GiB it is a ZIP64 one (§4.3.14), which every archiver of today opens.
 */
export interface ZipWriter {
  /** Begins a file; `at` in milliseconds since 1970, told on the clocks of France. Names are UTF-8, « / » parts folders. */
  begin(name: string, at: number): Buffer;
  /** Its bytes, in order. */
  data(bytes: Uint8Array): Uint8Array;
  /** Ends it: what says how long it was. */
  end(): Buffer;
  /** The directory; nothing may follow. */
  finish(): Buffer[];
}

/** Version 4.5 for ZIP64, 2.0 otherwise (§4.4.3). */
const version = { plain: 20, large: 45 };
/** Bit 3: sizes follow the file; bit 11: names in UTF-8 (§4.4.4). */
const flags = 0x0808;
const most16 = 0xffff;
const most32 = 0xffff_ffff;

export function createZipWriter(): ZipWriter {
  const directory: Buffer[] = [];
  let offset = 0;
  let open: { name: Buffer; at: number; offset: number; sum: number; size: number } | null = null;

  return {
    begin(name, at) {
      if (open) throw new Error("the file before is not ended");
      const bytes = Buffer.from(name);
      open = { name: bytes, at: dosTime(at), offset, sum: 0, size: 0 };
      const head = Buffer.alloc(30);
      head.writeUInt32LE(0x0403_4b50, 0);
      head.writeUInt16LE(version.plain, 4);
      head.writeUInt16LE(flags, 6);
      head.writeUInt32LE(open.at, 10);
      head.writeUInt16LE(bytes.length, 26);
      return count(Buffer.concat([head, bytes]));
    },
    data(bytes) {
      if (!open) throw new Error("no file is open");
      open.sum = crc32(bytes, open.sum);
      open.size += bytes.length;
      return count(bytes);
    },
    end() {
      if (!open) throw new Error("no file is open");
      const { sum, size } = open;
      if (size >= most32) throw new Error("a file of 4 GiB is more than this writer takes");
      directory.push(describe(open));
      open = null;
      const tail = Buffer.alloc(16);
      tail.writeUInt32LE(0x0807_4b50, 0);
      tail.writeUInt32LE(sum, 4);
      tail.writeUInt32LE(size, 8);
      tail.writeUInt32LE(size, 12);
      return count(tail);
    },
    finish() {
      const size = directory.reduce((sum, one) => sum + one.length, 0);
      return [...directory, ...endOf(directory.length, size, offset)];
    },
  };

  function count<Bytes extends Uint8Array>(bytes: Bytes): Bytes {
    offset += bytes.length;
    return bytes;
  }
}

/** §4.3.12, with the offset apart when it does not fit (§4.5.3). */
function describe(file: { name: Buffer; at: number; offset: number; sum: number; size: number }): Buffer {
  const isFar = file.offset >= most32;
  const extra = Buffer.alloc(isFar ? 12 : 0);
  if (isFar) {
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(8, 2);
    extra.writeBigUInt64LE(BigInt(file.offset), 4);
  }
  const head = Buffer.alloc(46);
  head.writeUInt32LE(0x0201_4b50, 0);
  head.writeUInt16LE(version.large, 4);
  head.writeUInt16LE(isFar ? version.large : version.plain, 6);
  head.writeUInt16LE(flags, 8);
  head.writeUInt32LE(file.at, 12);
  head.writeUInt32LE(file.sum, 16);
  head.writeUInt32LE(file.size, 20);
  head.writeUInt32LE(file.size, 24);
  head.writeUInt16LE(file.name.length, 28);
  head.writeUInt16LE(extra.length, 30);
  head.writeUInt32LE(isFar ? most32 : file.offset, 42);
  return Buffer.concat([head, file.name, extra]);
}

/** §4.3.14 to §4.3.16. */
function endOf(files: number, size: number, offset: number): Buffer[] {
  const isLarge = files >= most16 || size >= most32 || offset >= most32;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(Math.min(files, most16), 8);
  end.writeUInt16LE(Math.min(files, most16), 10);
  end.writeUInt32LE(Math.min(size, most32), 12);
  end.writeUInt32LE(Math.min(offset, most32), 16);
  if (!isLarge) return [end];
  const large = Buffer.alloc(56);
  large.writeUInt32LE(0x0606_4b50, 0);
  large.writeBigUInt64LE(44n, 4);
  large.writeUInt16LE(version.large, 12);
  large.writeUInt16LE(version.large, 14);
  large.writeBigUInt64LE(BigInt(files), 24);
  large.writeBigUInt64LE(BigInt(files), 32);
  large.writeBigUInt64LE(BigInt(size), 40);
  large.writeBigUInt64LE(BigInt(offset), 48);
  const pointer = Buffer.alloc(20);
  pointer.writeUInt32LE(0x0706_4b50, 0);
  pointer.writeBigUInt64LE(BigInt(offset + size), 8);
  pointer.writeUInt32LE(1, 16);
  return [large, pointer, end];
}

const parisian = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Europe/Paris",
  dateStyle: "short",
  timeStyle: "medium",
});

/** MS-DOS date above, time below (§4.4.6): two seconds a tick, from 1980 on. */
function dosTime(at: number): number {
  const [year = 1980, month = 1, day = 1, hours = 0, minutes = 0, seconds = 0] = parisian
    .format(at)
    .split(/\D/)
    .map(Number);
  if (year < 1980) return (1 << 21) | (1 << 16);
  const date = ((Math.min(year, 2107) - 1980) << 9) | (month << 5) | day;
  return ((date << 16) | (hours << 11) | (minutes << 5) | (seconds >> 1)) >>> 0;
}
