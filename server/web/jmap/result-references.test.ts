import assert from "node:assert/strict";
import { test } from "node:test";
import { MethodFailure } from "./method.ts";
import type { Invocation } from "./request.ts";
import { referenceAllowance, resolveReferences } from "./result-references.ts";

const responses: Invocation[] = [
  [
    "Email/get",
    {
      list: [
        { id: "m1", threadId: "t1", tags: ["a", "b"] },
        { id: "m2", threadId: "t2", tags: [] },
      ],
      "a/b": { "~c": 1 },
      empty: [],
    },
    "c0",
  ],
  ["error", { type: "unknownMethod" }, "c1"],
];

function resolve(path: unknown, name = "Email/get", resultOf = "c0") {
  return resolveReferences({ "#ids": { resultOf, name, path }, other: 1 }, responses, {
    left: referenceAllowance,
  });
}

const found: [string, unknown][] = [
  ["/list/0/id", "m1"],
  ["/list/*/threadId", ["t1", "t2"]],
  ["/list/*/tags", ["a", "b"]],
  ["/list/1/tags", []],
  ["/a~1b/~0c", 1],
  ["/empty/*/id", []],
  ["/list/*/tags/*", ["a", "b"]],
];
for (const [path, value] of found)
  test(`${path} resolves`, () => assert.deepEqual(resolve(path), { ids: value, other: 1 }));

const missing: [string, unknown, string?, string?][] = [
  ["a name that is not there", "/nothing"],
  ["an index beyond the end", "/list/2"],
  ["an index with a zero before it", "/list/00"],
  ["the place after the last", "/list/-"],
  ["an escape that is none", "/list~2"],
  ["a path without a slash", "list"],
  ["a star on an object", "/list/0/*"],
  ["a name on a text", "/list/0/id/length"],
  ["a member of the prototype", "/__proto__"],
  ["a constructor", "/constructor/name"],
  ["a path that is no text", 5],
  ["another method's name", "/list", "Email/query"],
  ["a call that failed", "/type", "Email/get", "c1"],
  ["a call that never was", "/list", "Email/get", "c9"],
];
for (const [what, path, name, resultOf] of missing)
  test(`${what} does not resolve`, () => {
    const failure = resolve(path, name, resultOf);
    assert.ok(failure instanceof MethodFailure);
    assert.equal(failure.type, "invalidResultReference");
  });

test("an argument cannot be given both ways", () => {
  const failure = resolveReferences({ ids: [], "#ids": {} }, responses, { left: 100 });
  assert.ok(failure instanceof MethodFailure);
  assert.equal(failure.type, "invalidArguments");
});

test("arguments that double at each call are stopped", () => {
  const allowance = { left: referenceAllowance };
  const answers: Invocation[] = [["Core/echo", { a: "x".repeat(100) }, "0"]];
  for (let call = 1; call < 32; call++) {
    const reference = { resultOf: String(call - 1), name: "Core/echo", path: "" };
    const args = resolveReferences({ "#a": reference, "#b": reference }, answers, allowance);
    if (args instanceof MethodFailure) return assert.equal(args.type, "invalidResultReference");
    answers.push(["Core/echo", args, String(call)]);
  }
  assert.fail("nothing stopped them");
});

test("walking over much to find nothing is stopped too", () => {
  const answers: Invocation[] = [["Core/echo", { many: Array.from({ length: 100_000 }, () => []) }, "0"]];
  const reference = { resultOf: "0", name: "Core/echo", path: "/many/*" };
  const args = Object.fromEntries(Array.from({ length: 1000 }, (_, place) => [`#${place}`, reference]));
  const failure = resolveReferences(args, answers, { left: referenceAllowance });
  assert.ok(failure instanceof MethodFailure);
});

test("arguments named like members of the prototype stay arguments", () => {
  const args = JSON.parse(
    '{"__proto__":{"x":1},"#ids":{"resultOf":"c0","name":"Email/get","path":"/empty"}}',
  );
  const resolved = resolveReferences(args, responses, { left: 1000 });
  assert.equal(JSON.stringify(resolved), '{"__proto__":{"x":1},"ids":[]}');
});
