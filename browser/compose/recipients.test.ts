import { test } from "node:test";
import assert from "node:assert/strict";
import { readRecipients, withoutTwice } from "./recipients.ts";

test("reads one address, alone or behind its name", () => {
  assert.deepEqual(readRecipients("h.castaing@ch.mss.example"), [
    { name: null, email: "h.castaing@ch.mss.example", fault: null },
  ]);
  assert.deepEqual(readRecipients(" Dr Hélène Castaing <h.castaing@ch.mss.example> "), [
    { name: "Dr Hélène Castaing", email: "h.castaing@ch.mss.example", fault: null },
  ]);
});

test("reads a pasted list, and leaves a quoted name whole", () => {
  const list = readRecipients('"Castaing, Hélène" <h.castaing@ch.mss.example>; b@x.example,\nc@x.example');
  assert.deepEqual(
    list.map(({ name, email }) => [name, email]),
    [
      ["Castaing, Hélène", "h.castaing@ch.mss.example"],
      [null, "b@x.example"],
      [null, "c@x.example"],
    ],
  );
});

test("says at once what is no address", () => {
  for (const text of ["castaing", "a@b", "a b@x.example", "a@x..example", "@x.example", "a@-x.example", "<>"])
    assert.equal(readRecipients(text)[0]?.fault, "form", text);
  for (const text of ["a@x.example", "a.b+c@x-y.mss.example", "é@x.example"])
    assert.equal(readRecipients(text)[0]?.fault, null, text);
});

test("nothing typed is nobody", () => {
  assert.deepEqual(readRecipients(" , ;\n"), []);
});

test("takes the same person once, whatever the capitals", () => {
  const list = withoutTwice(readRecipients("Ana <a@x.example>, A@X.example, b@x.example"));
  assert.deepEqual(
    list.map(({ email }) => email),
    ["a@x.example", "b@x.example"],
  );
  assert.equal(list[0]?.name, "Ana");
});
