import assert from "node:assert/strict";
import { test } from "node:test";
import { array, asyncProperty, assert as check, constantFrom, nat } from "fast-check";
import { DataParser } from "./data-parser.ts";

test("DATA is read as RFC 5321 §4.5.2 says, whatever the bytes and wherever they are cut", async () => {
  const pieces = constantFrom(
    "\r",
    "\n",
    ".",
    "a",
    "\r\n",
    "\r\n.",
    "\r\n..",
    "\r\n.\r",
    ".\r\n",
    "\n.\n",
    "\n.\r\n",
  );
  await check(
    asyncProperty(array(pieces, { maxLength: 40 }), array(nat(6)), async (parts, cuts) => {
      const wire = `${parts.join("")}\r\n.\r\nNOOP\r\n`;
      assert.deepEqual(await readWith(cut(wire, cuts)), readSlowly(wire));
    }),
    { numRuns: 1000, seed: 5321 },
  );
});

test("an empty message, and one of a dot alone", async () => {
  assert.equal((await readWith([".\r\n"])).content, "");
  assert.equal((await readWith(["..\r\n.\r\n"])).content, ".\r\n");
  assert.equal((await readWith([".", ".", "\r\n.\r\n"])).content, ".\r\n");
});

interface Outcome {
  content: string;
  /** The lines behind the end: commands. */
  rest: string[];
}

/** The same, by regular expressions over the whole text. */
function readSlowly(wire: string): Outcome {
  const end = /(?:^|\r\n)\.\r\n/.exec(wire)!;
  const stop = end.index + end[0].length;
  const content = wire.slice(0, stop - 3).replace(/(^|\r\n)\./g, "$1");
  return { content, rest: wire.slice(stop).split(/\r?\n/).slice(0, -1) };
}

async function readWith(chunks: string[]): Promise<Outcome> {
  const parser = new DataParser();
  const rest: string[] = [];
  parser.oncommand = (line, next) => {
    rest.push(line.toString("latin1"));
    next?.();
  };
  const stream = parser.startDataMode();
  const content = stream.toArray();
  for (const chunk of chunks) parser.write(Buffer.from(chunk, "latin1"));
  const bytes = Buffer.concat(await content);
  parser.continue();
  await new Promise<void>((resolve) => parser.end(resolve));
  return { content: bytes.toString("latin1"), rest };
}

function cut(text: string, lengths: number[]): string[] {
  const chunks = [];
  let at = 0;
  for (const length of lengths) {
    if (length > 0) chunks.push(text.slice(at, at + length));
    at += length;
  }
  return [...chunks, text.slice(at)].filter((chunk) => chunk !== "");
}
