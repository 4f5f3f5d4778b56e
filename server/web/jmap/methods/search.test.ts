import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { coreCapability, mailCapability, teamCapability } from "../capabilities.ts";
import { lines, openTestHouse, type TestHouse, valueOf } from "../jmap-test-house.ts";

let house: TestHouse;
let indexing: ReturnType<TestHouse["door"]["startIndexing"]>;
let [report, answer, elsewhere, inbox] = ["", "", "", ""];
const withTeam = [coreCapability, mailCapability, teamCapability];

before(async () => {
  house = await openTestHouse();
  await house.door.putMembership(
    { mailboxId: house.other, personId: "pnadege", right: "reader", startsAt: 0, endsAt: null },
    "command",
  );
  report = await house.deliver(
    lines("From: Dr Castaing <c@b.example>", "Subject: Bilan <annuel>", "", "Le bilan est normal."),
  );
  answer = await house.deliver(
    lines("From: Paul <p@b.example>", "Subject: Merci", "Cc: c@b.example", "", "Pour ce bilan."),
  );
  elsewhere = await house.deliver(lines("Subject: Autre", "", "Un bilan"), { role: "inbox" }, house.other);
  indexing = house.door.startIndexing();
  await indexing.settled();
  const [, folders] = await house.call("nadege", "Mailbox/query", {
    accountId: house.ime,
    filter: { role: "inbox" },
  });
  [inbox = ""] = valueOf<string[]>(folders, "ids");
});
after(async () => {
  await indexing.close();
  await house.close();
});

async function search(filter: object, more: object = {}): Promise<string[]> {
  const [, found] = await house.call("nadege", "Email/query", { accountId: house.ime, filter, ...more });
  return valueOf<string[]>(found, "ids");
}

test("Email/query searches by text, sender, recipients, subject, body, date and folder together", async () => {
  assert.deepEqual(await search({ text: "bilan" }), [answer, report]);
  assert.deepEqual(await search({ text: "bilan" }, { limit: 1, position: 1 }), [report]);
  assert.deepEqual(await search({ from: "castaing" }), [report]);
  assert.deepEqual(await search({ cc: "c@b" }), [answer]);
  assert.deepEqual(await search({ to: "c@b" }), []);
  assert.deepEqual(await search({ subject: "bilan", body: "normal" }), [report]);
  assert.deepEqual(await search({ text: "bilan", hasAttachment: true }), []);
  assert.deepEqual(await search({ hasAttachment: false }), [answer, report]);
  assert.deepEqual(await search({ text: "bilan", after: "2026-11-22T08:02:00Z" }), [answer]);
  assert.deepEqual(await search({ text: "bilan", before: "2026-11-22T08:02:00Z" }), [report]);
  const nested = { operator: "AND", conditions: [{ text: "paul" }, { inMailbox: inbox }] };
  assert.deepEqual(await search({ operator: "AND", conditions: [nested, { body: "bilan" }] }), [answer]);
});

test("how much is not indexed yet is told to those who know our capability", async () => {
  const args = { accountId: house.ime, filter: { text: "bilan" }, calculateTotal: true };
  const [, plain] = await house.call("nadege", "Email/query", args);
  assert.deepEqual([plain["total"], "unindexed" in plain], [2, false]);
  const [, ours] = await house.call("nadege", "Email/query", args, withTeam);
  assert.equal(ours["unindexed"], 0);
});

test("SearchSnippet/get marks what was met (RFC 8621 §5.1)", async () => {
  const [, found] = await house.call("nadege", "SearchSnippet/get", {
    accountId: house.ime,
    filter: { operator: "AND", conditions: [{ text: "bilan" }, { subject: "annuel" }] },
    emailIds: [report, answer, elsewhere],
  });
  assert.deepEqual(found, {
    accountId: house.ime,
    list: [
      {
        emailId: report,
        subject: "<mark>Bilan</mark> &lt;<mark>annuel</mark>&gt;",
        preview: "Le <mark>bilan</mark> est normal.",
      },
      { emailId: answer, subject: null, preview: "Pour ce <mark>bilan</mark>." },
    ],
    notFound: [elsewhere],
  });
});

test("TeamSearch/query searches all of a person's mailboxes, and its answer feeds the gets of each", async () => {
  const get = (accountId: string) => ({
    accountId,
    properties: ["id"],
    "#ids": { resultOf: "t", name: "TeamSearch/query", path: `/emailIds/${accountId}` },
  });
  const answers = await house.calls(
    "nadege",
    [
      ["TeamSearch/query", { filter: { text: "bilan" }, limit: 10 }, "t"],
      ["Email/get", get(house.ime), "a"],
      ["Email/get", get(house.other), "b"],
    ],
    { using: withTeam },
  );
  const [found, ime, other] = answers.map((one) => one[1]);
  assert.deepEqual(found?.["list"], [
    { accountId: house.other, emailId: elsewhere },
    { accountId: house.ime, emailId: answer },
    { accountId: house.ime, emailId: report },
  ]);
  assert.deepEqual([found?.["position"], found?.["unindexed"], "limit" in (found ?? {})], [0, 0, false]);
  assert.deepEqual(
    valueOf<{ id: string }[]>(ime, "list")
      .map(({ id }) => id)
      .sort(),
    [answer, report].sort(),
  );
  assert.deepEqual(other?.["list"], [{ id: elsewhere }]);
});

test("TeamSearch/query goes nowhere without a right, and refuses what it cannot do", async () => {
  const ask = async (person: string, args: object) =>
    (await house.call(person, "TeamSearch/query", { ...args }, withTeam))[1];
  const filter = { text: "bilan" };
  const yanis = await ask("yanis", { filter });
  assert.deepEqual(valueOf<object[]>(yanis, "list").length, 2);
  assert.equal((await ask("yanis", { filter, accountIds: [house.other] }))["type"], "accountNotFound");
  assert.deepEqual((await ask("omar", { filter }))["list"], []);
  assert.equal((await ask("nadege", { filter: { hasAttachment: true } }))["type"], "unsupportedFilter");
  assert.equal(
    (await ask("nadege", { filter: { ...filter, inMailbox: inbox } }))["type"],
    "unsupportedFilter",
  );
  assert.equal((await ask("nadege", { filter, position: -1 }))["type"], "invalidArguments");
  assert.equal((await house.call("nadege", "TeamSearch/query", { filter }))[1]["type"], "unknownMethod");
});
