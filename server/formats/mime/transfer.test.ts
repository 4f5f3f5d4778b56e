import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { decodeTransfer } from "./transfer.ts";
import type { TransferEncoding } from "./types.ts";

function decode(encoding: TransferEncoding, text: string, sizes: number[] = [text.length || 1]): Buffer {
  const decoder = decodeTransfer(encoding);
  const bytes = Buffer.from(text, "latin1");
  const pieces: Uint8Array[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length]!;
    pieces.push(Buffer.from(decoder.push(bytes.subarray(at, at + size))));
    at += size;
  }
  return Buffer.concat([...pieces, decoder.flush()]);
}

function quote(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => `=${byte.toString(16).padStart(2, "0").toUpperCase()}`);
  return hex.map((one, i) => (i % 20 === 19 ? `${one}= \t\r\n` : one)).join("");
}

const chunkSizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
const encodings = fc.constantFrom<TransferEncoding>("base64", "quoted-printable", "uuencode", "8bit");

test("what base64 wrote is read back, whatever the lines and the chunks", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 300 }),
      fc.integer({ min: 1, max: 80 }),
      chunkSizes,
      (bytes, width, sizes) => {
        const text = Buffer.from(bytes)
          .toString("base64")
          .replace(new RegExp(`.{${width}}`, "g"), "$&\r\n");
        assert.deepEqual(decode("base64", text, sizes), Buffer.from(bytes));
      },
    ),
  );
});

test("what quoted-printable wrote is read back, whatever the chunks", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), chunkSizes, (bytes, sizes) => {
      assert.deepEqual(decode("quoted-printable", quote(bytes), sizes), Buffer.from(bytes));
    }),
  );
});

test("the chunks never change what is decoded, even of rubbish", () => {
  const mailish = fc.constantFrom(
    "=",
    "\r",
    "\n",
    " ",
    "\t",
    "A",
    "3",
    "c",
    "\xe9",
    "begin ",
    "end",
    "`",
    "+",
  );
  fc.assert(
    fc.property(encodings, fc.array(mailish, { maxLength: 60 }), chunkSizes, (encoding, words, sizes) => {
      const text = words.join("");
      assert.deepEqual(decode(encoding, text, sizes), decode(encoding, text));
    }),
  );
});

test("base64 passes over what is none and goes on after padding", () => {
  assert.equal(decode("base64", "Qm9u\r\nam*9 1cg==IQ==").toString(), "Bonjour!");
  assert.equal(decode("base64", "QUJDR").toString(), "ABC");
});

test("quoted-printable loses only the blanks at a line's end", () => {
  assert.equal(decode("quoted-printable", "a \t\r\nb= \nc =").toString(), "a\r\nbc ");
  assert.equal(decode("quoted-printable", "50 =% =3 =zz ==41 =c3=A9").toString(), "50 =% =3 =zz =A é");
  assert.equal(decode("quoted-printable", `a${" ".repeat(600)}b`).length, 602);
});

test("uuencode gives what stands between begin and end", () => {
  assert.equal(decode("uuencode", "texte\nbegin 644 a\r\n#0V%T\r\n`\r\nend\r\n#0V%T\n").toString(), "Cat");
});

test("an unknown encoding leaves the bytes alone", () => {
  assert.equal(decode("unknown", "=41QUJD").toString(), "=41QUJD");
});
