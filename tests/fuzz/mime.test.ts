import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { checkMessage } from "./mime-checks.ts";
import { fuzzMime, fuzzSettings } from "./mime.ts";

const fixtures = join(import.meta.dirname, "../fixtures/mime");

test("the parser keeps its promises on every fixture, a byte at a time", () => {
  for (const name of readdirSync(fixtures).filter((one) => one.endsWith(".eml"))) {
    checkMessage(readFileSync(join(fixtures, name)), [1]);
  }
});

test("the parser keeps its promises whatever the bytes", (t) => {
  const { seconds, seed } = fuzzSettings();
  if (!process.env["CADUCEE_CORPUS"])
    t.diagnostic("CADUCEE_CORPUS is not set: only the fixtures are changed");
  const count = fuzzMime(seconds, seed);
  t.diagnostic(`${count} inputs of seed ${seed} held`);
  assert.ok(count > 0);
});
