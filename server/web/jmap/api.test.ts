import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { coreCapability, submissionCapability, teamCapability } from "./capabilities.ts";
import { openTestHouse, type TestHouse, using } from "./jmap-test-house.ts";

let house: TestHouse;
before(async () => {
  house = await openTestHouse();
});
after(() => house.close());

async function problemOf(answer: Response) {
  assert.match(answer.headers.get("Content-Type") ?? "", /^application\/problem\+json/);
  const { type, limit, status } = await answer.json();
  assert.equal(status, answer.status);
  return [answer.status, String(type).replace("urn:ietf:params:jmap:error:", ""), limit];
}

const echo = ["Core/echo", { hello: true }, "c"];
const refused: [what: string, body: unknown, problem: unknown[], headers?: Record<string, string>][] = [
  ["another content type", "{}", [400, "notJSON", undefined], { "Content-Type": "text/plain" }],
  ["what is no JSON", "{", [400, "notJSON", undefined]],
  ["an empty body", "", [400, "notJSON", undefined]],
  ["a byte order mark", "\ufeff{}", [400, "notJSON", undefined]],
  ["a name given twice", '{"using":[],"using":[],"methodCalls":[]}', [400, "notJSON", undefined]],
  ["endless depth", "[".repeat(100_000), [400, "notJSON", undefined]],
  ["a list", [], [400, "notRequest", undefined]],
  ["no using", { methodCalls: [] }, [400, "notRequest", undefined]],
  ["a using of numbers", { using: [1], methodCalls: [] }, [400, "notRequest", undefined]],
  ["no calls", { using }, [400, "notRequest", undefined]],
  ["a call of two", { using, methodCalls: [["Core/echo", {}]] }, [400, "notRequest", undefined]],
  ["arguments in a list", { using, methodCalls: [["a", [], "c"]] }, [400, "notRequest", undefined]],
  ["ids that are none", { using, methodCalls: [], createdIds: { a: "é" } }, [400, "notRequest", undefined]],
  ["an unknown capability", { using: ["urn:x"], methodCalls: [] }, [400, "unknownCapability", undefined]],
  ["a prototype's name", { using: ["constructor"], methodCalls: [] }, [400, "unknownCapability", undefined]],
  [
    "33 calls",
    { using, methodCalls: Array.from({ length: 33 }, () => echo) },
    [400, "limit", "maxCallsInRequest"],
  ],
  ["1 MB", { using, methodCalls: [], pad: "x".repeat(1e6) }, [400, "limit", "maxSizeRequest"]],
];
for (const [what, body, problem, headers] of refused)
  test(`a request with ${what} is refused as a whole`, async () => {
    assert.deepEqual(await problemOf(await house.post("nadege", body, headers)), problem);
  });

test("an announced size is believed before anything is read", async () => {
  const answer = await house.post("nadege", "{}", { "Content-Length": "1000001" });
  assert.deepEqual(await problemOf(answer), [400, "limit", "maxSizeRequest"]);
});

test("nothing answers without a session", async () => {
  const answers = await Promise.all([
    house.post("", { using, methodCalls: [] }),
    house.get("", "/jmap/session"),
    house.get("", `/jmap/download/${house.ime}/b/n`),
    house.get("", "/jmap/eventsource?types=*&closeafter=no&ping=0"),
    house.app.request(`/jmap/upload/${house.ime}`, { method: "POST" }),
  ]);
  for (const answer of answers) {
    assert.equal(answer.status, 401);
    assert.equal((await answer.json()).refusal.code, "signed-out");
  }
});

test("calls run in order, and one that fails leaves its error in its place", async () => {
  const answer = await house.post("nadege", {
    using,
    methodCalls: [
      ["Core/echo", { error: "mine", "#": 1 }, "a"],
      ["Email/import", { accountId: house.ime }, "b"],
      ["toString", {}, "c"],
      ["Core/echo", { last: [1, null] }, "a"],
    ],
    createdIds: { k1: "m1" },
    future: true,
  });
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get("Content-Type"), "application/json");
  const body = await answer.json();
  const session = await (await house.get("nadege", "/jmap/session")).json();
  assert.deepEqual(body, {
    methodResponses: [
      ["error", { type: "invalidResultReference", description: "# points at nothing." }, "a"],
      ["error", { type: "unknownMethod" }, "b"],
      ["error", { type: "unknownMethod" }, "c"],
      ["Core/echo", { last: [1, null] }, "a"],
    ],
    createdIds: { k1: "m1" },
    sessionState: session.state,
  });
});

test("arguments named error or __proto__ come back as they are", async () => {
  const args = '{"error":{"type":"x"},"__proto__":{"a":1}}';
  const answer = await house.post(
    "nadege",
    `{"using":["${coreCapability}"],"methodCalls":[["Core/echo",${args},"c"]]}`,
  );
  assert.ok((await answer.text()).includes(`["Core/echo",${args},"c"]`));
});

test("a method is unknown to a request that does not name its capability", async () => {
  const [name, args] = await house.call("nadege", "Mailbox/get", { accountId: house.ime }, [coreCapability]);
  assert.deepEqual([name, args], ["error", { type: "unknownMethod" }]);
});

const badArguments: [what: string, method: string, args: object, type: string][] = [
  ["no account", "Mailbox/get", {}, "invalidArguments"],
  ["an account that is no text", "Mailbox/get", { accountId: 5 }, "invalidArguments"],
  ["an account of nobody", "Mailbox/get", { accountId: "anobody" }, "accountNotFound"],
  ["an account that is no id", "Mailbox/get", { accountId: "../x" }, "accountNotFound"],
  ["a prototype's name as account", "Mailbox/get", { accountId: "__proto__" }, "accountNotFound"],
  ["an unknown argument", "Mailbox/get", { accountId: "ime", what: 1 }, "invalidArguments"],
  ["ids that are no list", "Mailbox/get", { accountId: "ime", ids: "f1" }, "invalidArguments"],
  ["an id that is none", "Email/get", { accountId: "ime", ids: ["a b"] }, "invalidArguments"],
  ["an empty id", "Email/get", { accountId: "ime", ids: [""] }, "invalidArguments"],
  ["an id of 256", "Email/get", { accountId: "ime", ids: ["a".repeat(256)] }, "invalidArguments"],
  ["a null in a list", "Thread/get", { accountId: "ime", ids: [null] }, "invalidArguments"],
  ["an unknown property", "Thread/get", { accountId: "ime", ids: [], properties: ["x"] }, "invalidArguments"],
  [
    "a property of ours",
    "Email/get",
    { accountId: "ime", ids: [], properties: ["teamSeen"] },
    "invalidArguments",
  ],
  [
    "a prototype's property",
    "Email/get",
    { accountId: "ime", ids: [], properties: ["constructor"] },
    "invalidArguments",
  ],
  [
    "a form that is forbidden",
    "Email/get",
    { accountId: "ime", ids: [], properties: ["header:From:asDate"] },
    "invalidArguments",
  ],
  [
    "a form that is none",
    "Email/get",
    { accountId: "ime", ids: [], properties: ["header:From:asText2"] },
    "invalidArguments",
  ],
  [
    "suffixes turned round",
    "Email/get",
    { accountId: "ime", ids: [], properties: ["header:To:all:asRaw"] },
    "invalidArguments",
  ],
  [
    "no name of a header",
    "Email/get",
    { accountId: "ime", ids: [], properties: ["header:"] },
    "invalidArguments",
  ],
  [
    "a part's unknown property",
    "Email/get",
    { accountId: "ime", ids: [], bodyProperties: ["value"] },
    "invalidArguments",
  ],
  ["a negative size", "Email/get", { accountId: "ime", ids: [], maxBodyValueBytes: -1 }, "invalidArguments"],
  [
    "a null for a flag",
    "Email/get",
    { accountId: "ime", ids: [], fetchTextBodyValues: null },
    "invalidArguments",
  ],
  [
    "501 ids",
    "Email/get",
    { accountId: "ime", ids: Array.from({ length: 501 }, (_, n) => `m${n}`) },
    "requestTooLarge",
  ],
  ["no state", "Email/changes", { accountId: "ime" }, "invalidArguments"],
  [
    "no change at most",
    "Email/changes",
    { accountId: "ime", sinceState: "0", maxChanges: 0 },
    "invalidArguments",
  ],
  [
    "half a change",
    "Email/changes",
    { accountId: "ime", sinceState: "0", maxChanges: 1.5 },
    "invalidArguments",
  ],
  [
    "a state that never was",
    "Email/changes",
    { accountId: "ime", sinceState: "x" },
    "cannotCalculateChanges",
  ],
  ["a state to come", "Thread/changes", { accountId: "ime", sinceState: "999999" }, "cannotCalculateChanges"],
  ["a negative limit", "Email/query", { accountId: "ime", limit: -1 }, "invalidArguments"],
  ["a position beyond numbers", "Email/query", { accountId: "ime", position: 2 ** 53 }, "invalidArguments"],
  ["a filter that is a list", "Email/query", { accountId: "ime", filter: [] }, "invalidArguments"],
  ["an unknown condition", "Email/query", { accountId: "ime", filter: { colour: 1 } }, "invalidArguments"],
  [
    "a prototype's condition",
    "Email/query",
    { accountId: "ime", filter: { constructor: 1 } },
    "invalidArguments",
  ],
  [
    "a condition of another type",
    "Email/query",
    { accountId: "ime", filter: { text: 1 } },
    "invalidArguments",
  ],
  [
    "an unknown operator",
    "Email/query",
    { accountId: "ime", filter: { operator: "XOR", conditions: [] } },
    "invalidArguments",
  ],
  [
    "a folder that is not there",
    "Email/query",
    { accountId: "ime", filter: { inMailbox: "f0" } },
    "invalidArguments",
  ],
  ["a size", "Email/query", { accountId: "ime", filter: { minSize: 5 } }, "unsupportedFilter"],
  [
    "a date that is none",
    "Email/query",
    { accountId: "ime", filter: { after: "2026-13-01T00:00:00Z" } },
    "invalidArguments",
  ],
  [
    "two folders at once",
    "Email/query",
    { accountId: "ime", filter: { operator: "AND", conditions: [{ inMailbox: "f1" }, { inMailbox: "f2" }] } },
    "unsupportedFilter",
  ],
  [
    "17 texts",
    "Email/query",
    {
      accountId: "ime",
      filter: { operator: "AND", conditions: Array.from({ length: 17 }, () => ({ text: "x" })) },
    },
    "unsupportedFilter",
  ],
  [
    "101 snippets",
    "SearchSnippet/get",
    { accountId: "ime", filter: { text: "x" }, emailIds: Array.from({ length: 101 }, (_, n) => `m${n}`) },
    "requestTooLarge",
  ],
  [
    "snippets of a NOT",
    "SearchSnippet/get",
    { accountId: "ime", filter: { operator: "NOT", conditions: [{ text: "x" }] }, emailIds: [] },
    "unsupportedFilter",
  ],
  [
    "an OR",
    "Email/query",
    { accountId: "ime", filter: { operator: "OR", conditions: [{}] } },
    "unsupportedFilter",
  ],
  ["a sort by size", "Email/query", { accountId: "ime", sort: [{ property: "size" }] }, "unsupportedSort"],
  ["a sort of nothing", "Email/query", { accountId: "ime", sort: [{}] }, "invalidArguments"],
  ["an anchor elsewhere", "Email/query", { accountId: "ime", anchor: "m0" }, "anchorNotFound"],
  [
    "changes of a query",
    "Email/queryChanges",
    { accountId: "ime", sinceQueryState: "1" },
    "cannotCalculateChanges",
  ],
  [
    "changes of a search",
    "Email/queryChanges",
    { accountId: "ime", sinceQueryState: "1", filter: { body: "x" } },
    "cannotCalculateChanges",
  ],
  [
    "changes of folders' query",
    "Mailbox/queryChanges",
    { accountId: "ime", sinceQueryState: "1" },
    "cannotCalculateChanges",
  ],
  [
    "a collation",
    "Mailbox/query",
    { accountId: "ime", sort: [{ property: "name", collation: "x" }] },
    "unsupportedSort",
  ],
  ["an old state", "Email/set", { accountId: "ime", ifInState: "0" }, "stateMismatch"],
  ["keys that are no ids", "Email/set", { accountId: "ime", update: { "a b": {} } }, "invalidArguments"],
];
for (const [what, method, args, type] of badArguments)
  test(`${method} with ${what} answers ${type}`, async () => {
    const given = "accountId" in args && args.accountId === "ime" ? { ...args, accountId: house.ime } : args;
    const [name, answer] = await house.call("nadege", method, { ...given });
    assert.deepEqual([name, answer["type"]], ["error", type]);
  });

test("the mailboxes of others are not there, whatever the method", async () => {
  const asks: [string, object][] = [
    ["Mailbox/get", {}],
    ["Mailbox/query", {}],
    ["Mailbox/changes", { sinceState: "0" }],
    ["Email/get", { ids: [] }],
    ["Email/query", {}],
    ["Email/changes", { sinceState: "0" }],
    ["Email/query", { filter: { text: "x" } }],
    ["SearchSnippet/get", { filter: { text: "x" }, emailIds: [] }],
    ["Email/set", {}],
    ["Thread/get", { ids: [] }],
    ["Thread/changes", { sinceState: "0" }],
  ];
  for (const [method, args] of asks)
    for (const [person, accountId] of [
      ["nadege", house.other],
      ["omar", house.ime],
    ] as const) {
      const [, answer] = await house.call(person, method, { accountId, ...args });
      assert.equal(answer["type"], "accountNotFound", `${method} ${person}`);
    }
});

test("a person runs a few requests at once, and no more", async () => {
  const request = { using, methodCalls: [["Mailbox/get", { accountId: house.ime }, "c"]] };
  const answers = await Promise.all(Array.from({ length: 12 }, () => house.post("nadege", request)));
  const statuses = answers.map(({ status }) => status).sort();
  assert.deepEqual(statuses, [...Array(8).fill(200), ...Array(4).fill(429)]);
  assert.equal((await house.post("nadege", request)).status, 200);
});

test("a defect of one call is logged, and the others are answered", async () => {
  const broken = new Error("boom");
  const { door } = house;
  const folders = door.folders;
  door.folders = () => Promise.reject(broken);
  const args = { accountId: house.ime };
  const answers = await house.calls("nadege", [
    ["Mailbox/get", args, "a"],
    ["Core/echo", {}, "b"],
  ]);
  door.folders = folders;
  assert.equal(answers[0]?.[1]["type"], "serverFail");
  assert.ok(!JSON.stringify(answers).includes("boom"));
  assert.deepEqual(answers[1], ["Core/echo", {}, "b"]);
  assert.deepEqual(house.defects.splice(0), ["jmap.method: Error: boom"]);
});

test("the Session object names what there is, under the public origin", async () => {
  const answer = await house.get("nadege", "/jmap/session");
  assert.match(answer.headers.get("Cache-Control") ?? "", /no-store/);
  const session = await answer.json();
  assert.deepEqual(Object.keys(session.accounts), [house.ime]);
  const { accountCapabilities, ...account } = session.accounts[house.ime];
  assert.deepEqual(account, { name: "Accueil IME", isPersonal: false, isReadOnly: false });
  assert.deepEqual(Object.keys(accountCapabilities), [using[1], submissionCapability, teamCapability]);
  assert.deepEqual(accountCapabilities[using[1] ?? ""].emailQuerySortOptions, ["receivedAt"]);
  assert.equal(session.primaryAccounts[using[1] ?? ""], house.ime);
  assert.equal(session.username, "nadege");
  assert.equal(session.apiUrl, "http://localhost:8025/jmap/api");
  for (const variable of ["{accountId}", "{blobId}", "{name}", "{type}"])
    assert.ok(session.downloadUrl.includes(variable));
  for (const variable of ["{types}", "{closeafter}", "{ping}"])
    assert.ok(session.eventSourceUrl.includes(variable));
  assert.ok(session.uploadUrl.includes("{accountId}"));
  const reader = await (await house.get("yanis", "/jmap/session")).json();
  assert.equal(reader.accounts[house.ime].isReadOnly, true);
  assert.notEqual(reader.state, session.state);
  const nobody = await (await house.get("omar", "/jmap/session")).json();
  assert.deepEqual([nobody.accounts, nobody.primaryAccounts], [{}, {}]);
});
