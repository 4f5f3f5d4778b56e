import assert from "node:assert/strict";
import { test } from "node:test";
import { crc32 } from "node:zlib";
import { readZip } from "./test-zip.ts";
import { createZipWriter } from "./zip.ts";

function write(files: [string, Buffer[]][]): Buffer {
  const zip = createZipWriter();
  const at = Date.UTC(2026, 10, 22, 8, 2, 8);
  const parts: Uint8Array[] = [];
  for (const [name, chunks] of files) {
    parts.push(zip.begin(name, at));
    for (const chunk of chunks) parts.push(zip.data(chunk));
    parts.push(zip.end());
  }
  return Buffer.concat([...parts, ...zip.finish()]);
}

test("what is written piece by piece is read again by name, with its bytes and its hour in France", () => {
  const bytes = write([
    ["Réception/00001 Bilan.eml", [Buffer.from("Bon"), Buffer.from("jour\r\n")]],
    ["Envoyés/00002.eml", []],
  ]);
  const files = readZip(bytes);
  assert.deepEqual(
    files.map(({ name, data }) => [name, data.toString()]),
    [
      ["Réception/00001 Bilan.eml", "Bonjour\r\n"],
      ["Envoyés/00002.eml", ""],
    ],
  );
  assert.equal(files[0]?.sum, crc32("Bonjour\r\n"));
  // 22 November 2026, 9 h 02 min 08 s (§4.4.6).
  assert.equal(files[0]?.date, ((2026 - 1980) << 9) | (11 << 5) | 22);
  assert.equal(files[0]?.time, (9 << 11) | (2 << 5) | 4);
});

test("beyond 65,535 files the directory’s end is a ZIP64 one, and counts them all", () => {
  const count = 65_536;
  const bytes = write(Array.from({ length: count }, (_, place) => [`${place}.eml`, []]));
  assert.equal(bytes.readUInt32LE(bytes.length - 22 - 20 - 56), 0x0606_4b50);
  assert.equal(bytes.readBigUInt64LE(bytes.length - 22 - 20 - 56 + 24), BigInt(count));
  assert.equal(bytes.readUInt16LE(bytes.length - 22 + 10), 0xffff);
  assert.equal(readZip(bytes).length, count);
});

test("a file begins after the one before has ended, and no bytes come outside of one", () => {
  const zip = createZipWriter();
  assert.throws(() => zip.data(Buffer.from("x")));
  assert.throws(() => zip.end());
  zip.begin("a", 0);
  assert.throws(() => zip.begin("b", 0));
});
