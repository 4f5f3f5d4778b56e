import { test } from "node:test";
import assert from "node:assert/strict";
import type { SourceMessage } from "../data/drafts.ts";
import { audienceOf, bareSubject, hasOthers, threadingOf } from "./answer.ts";

const own = "accueil@ime.mss.example";
const person = (email: string) => ({ name: null, email });

function message(some: Partial<SourceMessage>): SourceMessage {
  return {
    id: "m1",
    threadId: "t1",
    messageId: ["a@x.example"],
    inReplyTo: null,
    references: null,
    from: [person("doc@x.example")],
    replyTo: null,
    to: [person(own)],
    cc: null,
    bcc: null,
    subject: "Bilan",
    receivedAt: "2026-11-22T08:02:00Z",
    textBody: [],
    attachments: [],
    bodyValues: {},
    ...some,
  };
}

const emails = ({ to, cc }: ReturnType<typeof audienceOf>) => [
  to.map(({ email }) => email),
  cc.map(({ email }) => email),
];

test("an answer goes to its author, or to whom the author names", () => {
  assert.deepEqual(emails(audienceOf(message({}), own, false)), [["doc@x.example"], []]);
  const elsewhere = message({ replyTo: [person("secretariat@x.example")] });
  assert.deepEqual(emails(audienceOf(elsewhere, own, false)), [["secretariat@x.example"], []]);
});

test("an answer to all leaves out the mailbox that answers, and names nobody twice", () => {
  const source = message({
    to: [person("ACCUEIL@ime.mss.example"), person("b@x.example")],
    cc: [person("c@x.example"), person("b@X.example"), person(own)],
  });
  assert.deepEqual(emails(audienceOf(source, own, true)), [
    ["doc@x.example", "b@x.example"],
    ["c@x.example"],
  ]);
  assert.equal(hasOthers(source, own), true);
  assert.equal(hasOthers(message({}), own), false);
});

test("an answer to one's own message goes to those who received it", () => {
  const source = message({ from: [person(own)], to: [person("b@x.example")], cc: [person("c@x.example")] });
  assert.deepEqual(emails(audienceOf(source, own, false)), [["b@x.example"], []]);
  assert.deepEqual(emails(audienceOf(source, own, true)), [["b@x.example"], ["c@x.example"]]);
});

test("a message to oneself can be answered", () => {
  const source = message({ from: [person(own)], to: [person(own)] });
  assert.deepEqual(emails(audienceOf(source, own, true)), [[own], []]);
});

test("an answer stands after what it answers", () => {
  const source = message({ references: ["1@x", "2@x"], messageId: ["3@x"] });
  assert.deepEqual(threadingOf(source), { inReplyTo: ["3@x"], references: ["1@x", "2@x", "3@x"] });
  assert.deepEqual(threadingOf(message({ inReplyTo: ["0@x"] })).references, ["0@x", "a@x.example"]);
  assert.deepEqual(threadingOf(message({ messageId: null })), { inReplyTo: null, references: null });
});

test("prefixes do not pile up", () => {
  for (const subject of ["Bilan", "Re: Bilan", "RE : Re: TR : Bilan", "Fwd: re[2]: Bilan", "Rép : Bilan"])
    assert.equal(bareSubject(subject), "Bilan", subject);
  assert.equal(bareSubject("Relevé : sommeil"), "Relevé : sommeil");
  assert.equal(bareSubject("Transport : retard"), "Transport : retard");
  assert.equal(bareSubject(null), "");
});
