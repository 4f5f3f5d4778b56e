import assert from "node:assert/strict";
import { test } from "node:test";
import type { MessageView } from "../../../mailboxes/views.ts";
import { checkKeywords, readEmailPatch } from "./email-patch.ts";

const message: MessageView = {
  id: "m1",
  threadId: "t1",
  blobId: "b1",
  folderIds: ["f1"],
  keywords: ["$flagged", "suivi"],
  teamSeen: true,
  size: 12,
  receivedAt: 0,
  envelope: {
    from: [{ name: null, email: "a@x.example" }],
    sender: null,
    to: null,
    cc: null,
    bcc: null,
    replyTo: null,
    messageId: null,
    inReplyTo: null,
    references: null,
    subject: "S",
    sentAt: null,
  },
  preview: "",
  hasAttachment: false,
  structure: {
    partId: "1",
    type: "text/plain",
    charset: "us-ascii",
    disposition: null,
    name: null,
    cid: null,
    language: null,
    location: null,
    encoding: "7bit",
    headerStart: 0,
    headerEnd: 1,
    bodyStart: 1,
    bodyEnd: 2,
    size: 1,
    parts: [],
  },
  headerEnd: 1,
};

/** As it comes from a client: `__proto__` is then a member like any other. */
function read(json: string) {
  return readEmailPatch(JSON.parse(json), message, new Set());
}

const accepted: [patch: string, keywords: unknown][] = [
  ["{}", null],
  ['{"keywords/$seen":true}', { replace: null, patch: { $seen: true } }],
  ['{"keywords/$Seen":null,"keywords/$seen":null}', { replace: null, patch: { $seen: false } }],
  ['{"keywords/a~1b":true}', { replace: null, patch: { "a/b": true } }],
  ['{"keywords":{"$Seen":true,"X":true}}', { replace: ["$seen", "x"], patch: {} }],
  ['{"keywords":null}', { replace: [], patch: {} }],
  ['{"keywords/constructor":true}', { replace: null, patch: { constructor: true } }],
  ['{"id":"m1","subject":"S","from":[{"name":null,"email":"a@x.example"}],"sentAt":null}', null],
  ['{"mailboxIds":{"f1":true},"mailboxIds/f2":null}', "invalidPatch"],
  ['{"mailboxIds":{"f1":true}}', null],
  ['{"mailboxIds/f1":true,"mailboxIds/f2":null}', null],
];
for (const [patch, keywords] of accepted)
  test(`${patch} is read`, () => {
    const found = read(patch);
    if (keywords === "invalidPatch") assert.ok("error" in found && found.error.type === keywords);
    else assert.deepEqual(found, { keywords });
  });

const refused: [patch: string, type: string, properties?: string[]][] = [
  ["null", "invalidPatch"],
  ["[]", "invalidPatch"],
  ['"x"', "invalidPatch"],
  ['{"keywords":{},"keywords/$seen":true}', "invalidPatch"],
  ['{"keywords/$seen/x":true}', "invalidPatch"],
  ['{"keywords~2":true}', "invalidPatch"],
  ['{"from/0/name":"x"}', "invalidPatch"],
  ['{"id/x":true}', "invalidPatch"],
  ['{"__proto__/polluted":true}', "invalidPatch"],
  ['{"keywords/$seen":false}', "invalidProperties", ["keywords/$seen"]],
  ['{"keywords/$seen":"true"}', "invalidProperties", ["keywords/$seen"]],
  ['{"keywords/$Seen":true,"keywords/$seen":null}', "invalidProperties", ["keywords/$seen"]],
  ['{"keywords/":true}', "invalidProperties", ["keywords/"]],
  ['{"keywords/a b":true}', "invalidProperties", ["keywords/a b"]],
  ['{"keywords/a*":true}', "invalidProperties", ["keywords/a*"]],
  ['{"keywords/é":true}', "invalidProperties", ["keywords/é"]],
  ['{"keywords/__proto__":true}', "invalidProperties", ["keywords/__proto__"]],
  ['{"keywords":{"__proto__":true}}', "invalidProperties", ["keywords"]],
  ['{"keywords":["$seen"]}', "invalidProperties", ["keywords"]],
  ['{"keywords":{"$seen":null}}', "invalidProperties", ["keywords"]],
  ['{"__proto__":{"x":1}}', "invalidProperties", ["__proto__"]],
  ['{"constructor":null}', "invalidProperties", ["constructor"]],
  ['{"subject":"T","size":13,"keywords/a":true}', "invalidProperties", ["subject", "size"]],
  ['{"teamSeen":true}', "invalidProperties", ["teamSeen"]],
  ['{"bodyValues":{}}', "invalidProperties", ["bodyValues"]],
  ['{"mailboxIds":{"f1":true,"f2":true}}', "tooManyMailboxes"],
  ['{"mailboxIds/f1":null}', "invalidProperties", ["mailboxIds"]],
  ['{"mailboxIds":{}}', "invalidProperties", ["mailboxIds"]],
  ['{"mailboxIds/f2":true,"keywords/a":true}', "tooManyMailboxes"],
  ['{"mailboxIds/f1":false}', "invalidProperties", ["mailboxIds"]],
  ['{"mailboxIds":[]}', "invalidProperties", ["mailboxIds"]],
];
for (const [patch, type, properties] of refused)
  test(`${patch} is refused as ${type}`, () => {
    const found = read(patch);
    assert.ok("error" in found);
    assert.equal(found.error.type, type);
    assert.deepEqual(found.error.properties, properties);
    assert.ok(!("polluted" in {}));
  });

const moved: [patch: string, keywords: unknown][] = [
  ['{"mailboxIds":{"f2":true}}', null],
  ['{"mailboxIds/f1":null,"mailboxIds/f2":true}', null],
  ['{"mailboxIds/f2":true,"mailboxIds/f1":null,"keywords/a":true}', { replace: null, patch: { a: true } }],
];
for (const [patch, keywords] of moved)
  test(`${patch} moves the message`, () => {
    assert.deepEqual(read(patch), { keywords, folderId: "f2" });
  });

test("a keyword of 256 letters is none", () => {
  assert.ok("keywords" in read(`{"keywords/${"a".repeat(255)}":true}`));
  assert.ok("error" in read(`{"keywords/${"a".repeat(256)}":true}`));
});

function check(replace: string[] | null, patch: Record<string, boolean>) {
  return checkKeywords({ replace, patch }, message, true)?.type ?? null;
}

test("a reader changes $seen and no other keyword", () => {
  assert.equal(check(null, { $seen: true }), null);
  assert.equal(check(null, { suivi: true }), null);
  assert.equal(check(null, { suivi: false }), "forbidden");
  assert.equal(check(null, { autre: true, $seen: true }), "forbidden");
  assert.equal(check(["suivi", "$flagged", "$seen"], {}), null);
  assert.equal(check(["$seen"], {}), "forbidden");
});

test("a message takes a hundred keywords", () => {
  const names = Array.from({ length: 101 }, (_, number) => `k${number}`);
  assert.equal(checkKeywords({ replace: names, patch: {} }, message, false)?.type, "tooManyKeywords");
  assert.equal(checkKeywords({ replace: names.slice(1), patch: {} }, message, false), null);
});
