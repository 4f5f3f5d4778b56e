import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openTestHouse, type TestHouse, valueOf } from "../jmap-test-house.ts";
import type { Arguments } from "../request.ts";

let house: TestHouse;
let inbox = "";
let archive = "";
/** Oldest first; the last two are one conversation. */
const messages: string[] = [];
let archived = "";
before(async () => {
  house = await openTestHouse();
  for (const id of ["un", "deux", "trois"]) messages.push(await house.deliver(raw(id)));
  messages.push(await house.deliver(raw("Re: trois", "References: <trois@x.example>\r\n")));
  archived = await house.deliver(raw("vieux"), { role: "archive" });
  const folders = valueOf<{ id: string; role: string }[]>(await ask("Mailbox/get", {}), "list");
  inbox = folders.find(({ role }) => role === "inbox")?.id ?? "";
  archive = folders.find(({ role }) => role === "archive")?.id ?? "";
});
after(() => house.close());

function raw(id: string, more = ""): string {
  return `Message-ID: <${id}@x.example>\r\n${more}Subject: ${id}\r\n\r\nBonjour`;
}

async function ask(method: string, args: Arguments, person = "nadege"): Promise<Arguments> {
  const [name, answer] = await house.call(person, method, { accountId: house.ime, ...args });
  assert.equal(name, method, JSON.stringify(answer));
  assert.equal(answer["accountId"], house.ime);
  return answer;
}

async function idsOf(args: Arguments): Promise<unknown> {
  return (await ask("Email/query", { filter: { inMailbox: inbox }, ...args }))["ids"];
}

test("folders are Mailboxes, with counts and what this person may do", async () => {
  const { list, notFound, state } = await ask("Mailbox/get", { ids: [inbox, "f0", inbox] });
  assert.deepEqual(notFound, ["f0"]);
  assert.equal(typeof state, "string");
  const rights = {
    mayReadItems: true,
    maySetSeen: true,
    maySetKeywords: true,
    mayAddItems: true,
    mayRemoveItems: true,
    mayCreateChild: false,
    mayRename: false,
    mayDelete: false,
    maySubmit: false,
  };
  const folder = {
    id: inbox,
    name: "Réception",
    parentId: null,
    role: "inbox",
    sortOrder: 10,
    totalEmails: 4,
    unreadEmails: 4,
    totalThreads: 3,
    unreadThreads: 3,
    myRights: rights,
    isSubscribed: true,
  };
  assert.deepEqual(list, [folder]);
  const reader = await ask("Mailbox/get", { ids: [inbox], properties: ["myRights"] }, "yanis");
  const hers = { ...rights, maySetKeywords: false, mayAddItems: false, mayRemoveItems: false };
  assert.deepEqual(reader["list"], [{ id: inbox, myRights: hers }]);
});

test("folders are found by role and name, in the order asked for", async () => {
  const query = async (args: Arguments) => (await ask("Mailbox/query", args))["ids"];
  assert.deepEqual(await query({ filter: { role: "inbox" } }), [inbox]);
  assert.deepEqual(await query({ filter: { name: "chiv" } }), [archive]);
  const both = { operator: "OR", conditions: [{ role: "archive" }, { role: "inbox" }] };
  assert.deepEqual(await query({ filter: both }), [inbox, archive]);
  assert.deepEqual(await query({ filter: both, sort: [{ property: "name" }], limit: 1 }), [archive]);
  assert.deepEqual(await query({ filter: both, sortAsTree: true, filterAsTree: true, position: -1 }), [
    archive,
  ]);
  assert.deepEqual(await query({ filter: { operator: "NOT", conditions: [{ hasAnyRole: true }] } }), []);
  const anchored = await ask("Mailbox/query", {
    filter: both,
    anchor: archive,
    anchorOffset: -5,
    calculateTotal: true,
  });
  assert.deepEqual([anchored["position"], anchored["total"], anchored["canCalculateChanges"]], [0, 2, false]);
});

test("messages are listed newest first, by position, from the end, and around an anchor", async () => {
  const [un = "", deux, trois, quatre] = messages;
  assert.deepEqual(await idsOf({}), [quatre, trois, deux, un]);
  assert.deepEqual(await idsOf({ sort: [{ property: "receivedAt" }] }), [un, deux, trois, quatre]);
  assert.deepEqual(
    await idsOf({ sort: [{ property: "receivedAt", isAscending: false, collation: "i;x" }] }),
    [quatre, trois, deux, un],
  );
  assert.deepEqual(await idsOf({ collapseThreads: true }), [quatre, deux, un]);
  assert.deepEqual(await idsOf({ position: 1, limit: 2 }), [trois, deux]);
  assert.deepEqual(await idsOf({ position: -1 }), [un]);
  assert.deepEqual(await idsOf({ position: -99, limit: 1 }), [quatre]);
  assert.deepEqual(await idsOf({ position: 4 }), []);
  assert.deepEqual(await idsOf({ limit: 0 }), []);
  assert.deepEqual(await idsOf({ anchor: deux, anchorOffset: -1, limit: 2, position: 77 }), [trois, deux]);
  assert.deepEqual(await idsOf({ anchorOffset: 3, limit: 1 }), [quatre]);
  assert.deepEqual(await idsOf({ filter: { operator: "AND", conditions: [{ inMailbox: archive }] } }), [
    archived,
  ]);
  assert.deepEqual(await idsOf({ filter: null, limit: 1 }), [archived]);
  assert.deepEqual(await idsOf({ filter: {}, limit: 1 }), [archived]);
});

test("the total is told when asked for, the limit when it is not the client's", async () => {
  const plain = await ask("Email/query", { filter: { inMailbox: inbox }, limit: 3 });
  const { queryState, ...others } = plain;
  assert.equal(typeof queryState, "string");
  assert.deepEqual(others, {
    accountId: house.ime,
    canCalculateChanges: false,
    position: 0,
    ids: messages.slice(1).reverse(),
  });
  const all = await ask("Email/query", { calculateTotal: true, collapseThreads: true });
  assert.deepEqual([all["total"], all["limit"]], [4, 500]);
  assert.equal((await ask("Email/query", { limit: 9999 }))["limit"], 500);
});

test("threads list their messages oldest first", async () => {
  const got = await house.calls("nadege", [
    ["Email/get", { accountId: house.ime, ids: [messages[3]], properties: ["threadId"] }, "0"],
    [
      "Thread/get",
      { accountId: house.ime, "#ids": { resultOf: "0", name: "Email/get", path: "/list/*/threadId" } },
      "1",
    ],
  ]);
  const [thread] = valueOf<{ emailIds: string[] }[]>(got[1], "list");
  assert.deepEqual(thread?.emailIds, messages.slice(2));
});

test("marking as read moves the person's states, her folder's counts, and nobody else's", async () => {
  const [un = ""] = messages;
  const first = await ask("Email/get", { ids: [] });
  const folders = await ask("Mailbox/get", { ids: [] });
  const theirs = await ask("Email/get", { ids: [un], properties: ["keywords"] }, "yanis");
  const set = await ask("Email/set", {
    ifInState: first["state"],
    update: { [un]: { "keywords/$seen": true } },
  });
  assert.deepEqual(set["updated"], { [un]: null });
  assert.equal(set["oldState"], first["state"]);
  assert.notEqual(set["newState"], first["state"]);
  for (const name of ["created", "destroyed", "notCreated", "notUpdated", "notDestroyed"])
    assert.equal(set[name], null);
  const changed = await ask("Email/changes", { sinceState: first["state"] });
  assert.deepEqual([changed["created"], changed["updated"], changed["destroyed"]], [[], [un], []]);
  assert.equal(changed["newState"], set["newState"]);
  const moved = await ask("Mailbox/changes", { sinceState: folders["state"], maxChanges: 10 });
  assert.deepEqual(moved["updated"], [inbox]);
  assert.deepEqual(moved["updatedProperties"], [
    "totalEmails",
    "unreadEmails",
    "totalThreads",
    "unreadThreads",
  ]);
  const got = await ask("Email/get", { ids: [un], properties: ["keywords"] });
  assert.deepEqual(got["list"], [{ id: un, keywords: { $seen: true } }]);
  const others = await ask("Email/get", { ids: [un], properties: ["keywords"] }, "yanis");
  assert.deepEqual(others["list"], theirs["list"]);
  const stale = await house.call("nadege", "Email/set", {
    accountId: house.ime,
    ifInState: first["state"],
    update: {},
  });
  assert.equal(stale[1]["type"], "stateMismatch");
});

test("each object of a set has its own answer", async () => {
  const [, deux = "", trois = ""] = messages;
  const set = await ask("Email/set", {
    create: { k1: { subject: "x" } },
    update: {
      [deux]: { "keywords/$flagged": true, "keywords/suivi": true },
      [trois]: { subject: "autre" },
      m0: { "keywords/$seen": true },
      __proto__x: { "keywords/$seen": true },
      "#k9": { "keywords/$seen": true },
    },
    destroy: ["m0", "m0"],
  });
  assert.deepEqual(set["updated"], { [deux]: null });
  assert.deepEqual(set["notUpdated"], {
    [trois]: { type: "invalidProperties", properties: ["subject"] },
    m0: { type: "notFound" },
    __proto__x: { type: "notFound" },
    "#k9": { type: "notFound" },
  });
  assert.deepEqual(Object.keys(set["notCreated"] ?? {}), ["k1"]);
  const destroyed = Object.entries(set["notDestroyed"] ?? {}).map(([id, error]) => [id, error.type]);
  assert.deepEqual(destroyed, [["m0", "notFound"]]);
  const replaced = await ask("Email/set", { update: { [deux]: { keywords: { $Answered: true } } } });
  assert.deepEqual(replaced["updated"], { [deux]: null });
  const got = await ask("Email/get", { ids: [deux], properties: ["keywords"] });
  assert.deepEqual(got["list"], [{ id: deux, keywords: { $answered: true } }]);
});

test("a reader marks as read and nothing else, even by a whole set", async () => {
  const [, deux = ""] = messages;
  const flagged = await ask("Email/set", { update: { [deux]: { "keywords/$flagged": true } } }, "yanis");
  assert.equal(valueOf<Record<string, { type: string }>>(flagged, "notUpdated")[deux]?.type, "forbidden");
  const seen = await ask(
    "Email/set",
    { update: { [deux]: { keywords: { $answered: true, $seen: true } } } },
    "yanis",
  );
  assert.deepEqual(seen["updated"], { [deux]: null });
  const got = await ask("Email/get", { ids: [deux], properties: ["keywords"] }, "yanis");
  assert.deepEqual(got["list"], [{ id: deux, keywords: { $answered: true, $seen: true } }]);
  const hers = await ask("Email/get", { ids: [deux], properties: ["keywords"] });
  assert.deepEqual(hers["list"], [{ id: deux, keywords: { $answered: true } }]);
});

test("a creation id of an earlier request is the id it stands for", async () => {
  const [, , trois = ""] = messages;
  const update = { "#k1": { "keywords/$seen": true } };
  const answers = await house.calls("nadege", [["Email/set", { accountId: house.ime, update }, "0"]], {
    createdIds: { k1: trois },
  });
  assert.deepEqual(answers[0]?.[1]["updated"], { "#k1": null });
});

test("more than 500 objects are refused before any is touched", async () => {
  const update = Object.fromEntries(Array.from({ length: 501 }, (_, place) => [`m${place}`, {}]));
  const [, answer] = await house.call("nadege", "Email/set", { accountId: house.ime, update });
  assert.equal(answer["type"], "requestTooLarge");
});

test("changes come in steps of the size asked for, until the present", async () => {
  const first = (await ask("Email/get", { ids: [] }))["state"];
  const newer: string[] = [];
  for (const id of ["a", "b", "c"]) newer.push(await house.deliver(`Subject: ${id}\r\n\r\n${id}`));
  const seen: unknown[] = [];
  let state = first;
  for (let step = 0; step < 5; step++) {
    const answer = await ask("Email/changes", { sinceState: state, maxChanges: 1 });
    const created = valueOf<string[]>(answer, "created");
    assert.ok(created.length + valueOf<string[]>(answer, "updated").length <= 1);
    assert.equal(answer["oldState"], state);
    seen.push(...created);
    state = answer["newState"];
    if (answer["hasMoreChanges"] === false) break;
  }
  assert.deepEqual(seen, newer);
  assert.equal(state, (await ask("Email/get", { ids: [] }))["state"]);
});

test("a step that would lead nowhere is said not to be calculable", async () => {
  const { door } = house;
  const { changes } = door;
  const stuck = {
    oldState: "1.1",
    newState: "1.1",
    hasMoreChanges: true,
    created: [],
    updated: [],
    destroyed: [],
  };
  door.changes = () => Promise.resolve(stuck);
  const [, answer] = await house.call("nadege", "Email/changes", { accountId: house.ime, sinceState: "1.1" });
  door.changes = changes;
  assert.equal(answer["type"], "cannotCalculateChanges");
});
