import assert from "node:assert/strict";
import { test } from "node:test";
import { createFreshBytes } from "./fresh-bytes.ts";

test("bytes are handed over once, and the oldest go when there are too many", () => {
  const fresh = createFreshBytes(10);
  fresh.put("one", Buffer.alloc(4, 1));
  fresh.put("two", Buffer.alloc(4, 2));
  assert.deepEqual(fresh.take("one"), Buffer.alloc(4, 1));
  assert.equal(fresh.take("one"), undefined);
  fresh.put("three", Buffer.alloc(4, 3));
  fresh.put("four", Buffer.alloc(4, 4));
  assert.equal(fresh.take("two"), undefined);
  assert.deepEqual(fresh.take("three"), Buffer.alloc(4, 3));
  fresh.put("endless", Buffer.alloc(11));
  assert.equal(fresh.take("endless"), undefined);
  assert.equal(fresh.take("four"), undefined);
});
