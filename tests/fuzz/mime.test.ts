import assert from "node:assert/strict";
import { test } from "node:test";
import { fuzzMime, fuzzSettings } from "./mime.ts";

test("the parser keeps its promises whatever the bytes", (t) => {
  const { seconds, seed } = fuzzSettings();
  if (!process.env["CADUCEE_CORPUS"])
    t.diagnostic("CADUCEE_CORPUS is not set: only the fixtures are changed");
  const count = fuzzMime(seconds, seed);
  t.diagnostic(`${count} inputs of seed ${seed} held`);
  assert.ok(count > 0);
});
