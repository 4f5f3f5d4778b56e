import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { Libmime } from "libmime";
import { decodeEncodedWords } from "./encoded-words.ts";

const libmime = new Libmime();

/** Each written as the text and what a person reads. */
const cases: [string, string][] = [
  ["=?utf-8?Q?caf=C3=A9?=", "café"],
  ["=?utf-8?Q?caf=C3?= =?utf-8?Q?=A9?=", "café"],
  ["=?utf-8?Q?caf=C3?=\t =?UTF-8?B?qQ==?= noir", "café noir"],
  ["=?utf-8?B?Y2Fmww==?= =?utf-8?B?qQ==?=", "café"],
  ["=?iso-8859-1?Q?=E9?= =?utf-8?Q?=C3=A9?=", "éé"],
  ["=?utf-8*fr?Q?=C3=A9t=C3=A9?=", "été"],
  ["a =?utf-8?Q?b?= c", "a b c"],
  ["(=?utf-8?Q?a_b?=)", "(a b)"],
  ["=?iso-2022-jp?B?GyRCJCIbKEI=?=", "あ"],
  ["=?windows-1252?Q?=80?=", "€"],
  ["=?utf-8?Q?a=00=0D=0Ab?=", "ab"],
  ["=?utf-8?Q??=", ""],
  ["=?utf-8?B?w6k?=", "é"],
];

test("encoded words are decoded, neighbours joined as bytes", () => {
  for (const [written, read] of cases) assert.equal(decodeEncodedWords(written, true), read, written);
});

test("what breaks the rules stays as it is", () => {
  const untouched = [
    "a=?utf-8?Q?b?=c",
    "=?utf-8?Q?a b?=",
    "=?inconnu?Q?a?=",
    "=?utf-8?X?a?=",
    "=?utf-8?Q?a",
    "=?utf-7?Q?+ADw-?=",
  ];
  for (const written of untouched) assert.equal(decodeEncodedWords(written, true), written);
  assert.equal(decodeEncodedWords("a=?utf-8?Q?b?=c", false), "abc");
});

/** What can be written in encoded words and read back as it was. */
function isReadable(text: string): boolean {
  return text.isWellFormed() && !text.includes("=?") && !text.includes("\ufeff");
}

test("what a mail program wrote is read back", () => {
  const word = fc.string({ unit: "grapheme", maxLength: 60 }).map((text) => text.replace(/\p{Cc}/gu, ""));
  fc.assert(
    fc.property(
      word.filter(isReadable),
      fc.constantFrom("Q", "B"),
      fc.integer({ min: 30, max: 75 }),
      (text, encoding, width) => {
        const written = libmime.encodeWord(text, encoding, width);
        assert.equal(decodeEncodedWords(written, true), text);
      },
    ),
  );
});

test("a word or a row of words as long as a header may be is decoded", () => {
  assert.equal(decodeEncodedWords(`=?utf-8?B?${"YQ==".repeat(100_000)}?=`, true), "a".repeat(100_000));
  assert.equal(decodeEncodedWords("=?utf-8?Q?a?= ".repeat(70_000), true), `${"a".repeat(70_000)} `);
});
