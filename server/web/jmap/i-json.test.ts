import assert from "node:assert/strict";
import { test } from "node:test";
import { findIJsonProblem } from "./i-json.ts";

const fine = [
  "{}",
  "[]",
  '{"a":1,"b":[{"a":1},{"a":2}],"c":{"a":1}}',
  '["a","a"]',
  '{"a":"b","b":"a","c":["b","c"]}',
  String.raw`{"a\\":1,"a\"":2,"a":"\ud83d\ude00"}`,
];
for (const text of fine)
  test(`lets pass ${text}`, () => {
    JSON.parse(text);
    assert.equal(findIJsonProblem(text, 4), null);
  });

const wrong: [string, string][] = [
  ['{"a":1,"a":2}', "two members of one name"],
  [String.raw`{"a":1,"\u0061":2}`, "two members of one name"],
  ['{"x":[{"a":1,"b":[],"a":2}]}', "two members of one name"],
  ['{"__proto__":1,"__proto__":2}', "two members of one name"],
  [String.raw`["\ud83d"]`, "half of a surrogate pair"],
  [String.raw`{"\udc00":1}`, "half of a surrogate pair"],
  ["[[[[[]]]]]", "nested deeper than 4"],
];
for (const [text, problem] of wrong)
  test(`refuses ${text}`, () => assert.equal(findIJsonProblem(text, 4), problem));

const unfinished = ['{"a', '"\\', "}}}]", '{"a":1,"b\\u12"', "", '"'];
for (const text of unfinished)
  test(`leaves the grammar of ${JSON.stringify(text)} to the parser`, () => {
    assert.equal(findIJsonProblem(text, 4), null);
    assert.throws(() => JSON.parse(text));
  });
