import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { coreCapability, mailCapability, submissionCapability } from "../capabilities.ts";
import { openTestHouse, type TestHouse, valueOf } from "../jmap-test-house.ts";
import type { Arguments } from "../request.ts";

const using = [coreCapability, mailCapability, submissionCapability];
let house: TestHouse;
let drafts = "";
let trash = "";

before(async () => {
  house = await openTestHouse();
  const folders = await ask("Mailbox/get", {});
  const idOf = (role: string) =>
    valueOf<{ id: string; role: string }[]>(folders, "list").find((one) => one.role === role)?.id ?? "";
  drafts = idOf("drafts");
  trash = idOf("trash");
});
after(async () => {
  await house.close();
  assert.deepEqual(house.defects, []);
});

async function ask(name: string, args: Arguments, person = "nadege"): Promise<Arguments> {
  const [answered, answer] = await house.call(person, name, { accountId: house.ime, ...args }, using);
  assert.equal(answered, name, JSON.stringify(answer));
  return answer;
}

async function upload(body: string | Uint8Array<ArrayBuffer>, headers = {}, person = "nadege") {
  return house.app.request(`/jmap/upload/${house.ime}`, {
    method: "POST",
    body,
    headers: { person, "Content-Type": "application/pdf", ...headers },
  });
}

const letter = {
  to: [{ name: "Dr Castaing", email: "h.castaing@ch-portbrume.mss.example" }],
  bcc: [{ name: null, email: "archives@a.example" }],
  subject: "Bilan de Léa",
  inReplyTo: ["x1@b.example"],
  references: ["x0@b.example", "x1@b.example"],
  textBody: [{ partId: "t", type: "text/plain" }],
  bodyValues: { t: { value: "Bonjour,\nvoici le bilan à jour.\n.\n" } },
  "header:X-Suivi:asText": "été",
};

async function create(email: Arguments, person = "nadege") {
  const set = await ask("Email/set", { create: { k: { mailboxIds: { [drafts]: true }, ...email } } }, person);
  const created = valueOf<Record<string, { id: string; blobId: string }>>(set, "created")?.["k"];
  return { set, created, error: valueOf<Record<string, Arguments>>(set, "notCreated")?.["k"] };
}

test("a draft comes back as it was written, with what the server adds", async () => {
  const { set, created } = await create({ ...letter, keywords: { $draft: true, $seen: true } });
  assert.ok(created);
  assert.notEqual(set["oldState"], set["newState"]);
  const got = await ask("Email/get", {
    ids: [created.id],
    properties: [
      "from",
      "to",
      "bcc",
      "subject",
      "inReplyTo",
      "references",
      "keywords",
      "mailboxIds",
      "messageId",
      "sentAt",
      "bodyValues",
      "header:X-Suivi:asText",
    ],
    fetchTextBodyValues: true,
  });
  assert.equal(got["state"], set["newState"]);
  const [email] = valueOf<Arguments[]>(got, "list");
  const { messageId, sentAt, bodyValues, ...rest } = email ?? {};
  assert.deepEqual(rest, {
    id: created.id,
    from: [{ name: "Accueil IME", email: "ime@a.example" }],
    to: letter.to,
    bcc: letter.bcc,
    subject: letter.subject,
    inReplyTo: letter.inReplyTo,
    references: letter.references,
    keywords: { $draft: true, $seen: true },
    mailboxIds: { [drafts]: true },
    "header:X-Suivi:asText": "été",
  });
  assert.match(String(messageId), /^[0-9a-f]{32}@a\.example$/);
  assert.ok(String(sentAt).startsWith("2026-11-22T"));
  const [value] = Object.values(bodyValues ?? {});
  assert.equal(value?.value, letter.bodyValues.t.value);
});

test("files come from uploads and from other messages, and go with the draft", async () => {
  const pdf = Buffer.from("%PDF-1.7 \u0000 bilan".repeat(5000), "latin1");
  const answer = await upload(pdf);
  assert.equal(answer.status, 201);
  const kept = await answer.json();
  assert.deepEqual([kept.accountId, kept.type, kept.size], [house.ime, "application/pdf", pdf.length]);
  const { created } = await create({
    ...letter,
    attachments: [{ blobId: kept.blobId, name: "Compte rendu n° 4.pdf", type: kept.type }],
  });
  assert.ok(created);
  const files = async (id: string) =>
    valueOf<{ attachments: { blobId: string; name: string; size: number }[] }[]>(
      await ask("Email/get", { ids: [id], properties: ["attachments"] }),
      "list",
    )[0]?.attachments ?? [];
  const [file] = await files(created.id);
  assert.deepEqual([file?.name, file?.size], ["Compte rendu n° 4.pdf", pdf.length]);
  // Saved again: the file is taken from the former draft, which goes.
  const again = await ask("Email/set", {
    create: {
      k: {
        mailboxIds: { [drafts]: true },
        ...letter,
        attachments: [{ blobId: file?.blobId, name: file?.name }],
      },
    },
    destroy: [created.id],
  });
  assert.deepEqual(again["destroyed"], [created.id]);
  const second = valueOf<Record<string, { id: string }>>(again, "created")["k"]?.id ?? "";
  const [kept2] = await files(second);
  assert.equal(kept2?.name, "Compte rendu n° 4.pdf");
  const bytes = await house.get("nadege", `/jmap/download/${house.ime}/${kept2?.blobId}/f.pdf`);
  assert.deepEqual(Buffer.from(await bytes.arrayBuffer()), pdf);
  assert.equal((await house.get("nadege", `/jmap/download/${house.ime}/${kept.blobId}/f.pdf`)).status, 200);
  assert.equal((await house.get("yanis", `/jmap/download/${house.ime}/${kept.blobId}/f.pdf`)).status, 404);
});

test("who may not write uploads nothing, and nobody more than the limit", async () => {
  assert.equal((await upload("x", {}, "yanis")).status, 403);
  assert.equal((await upload("x", {}, "zoe")).status, 404);
  assert.equal((await upload("x", {}, "")).status, 401);
  const announced = await upload("x", { "Content-Length": "25000001" });
  assert.deepEqual([announced.status, (await announced.json()).limit], [413, "maxSizeUpload"]);
  const large = await upload(new Uint8Array(25_000_001));
  assert.equal(large.status, 413);
});

const wrong: [what: string, email: Arguments, error: Arguments][] = [
  ["an unknown property", { colour: 1 }, { type: "invalidProperties", properties: ["colour"] }],
  ["what the server sets", { id: "m1", size: 3 }, { type: "invalidProperties", properties: ["id", "size"] }],
  [
    "two folders",
    { mailboxIds: { fa: true, fb: true } },
    { type: "invalidProperties", properties: ["mailboxIds"] },
  ],
  [
    "a folder that is not there",
    { mailboxIds: { fnone: true } },
    { type: "invalidProperties", properties: ["mailboxIds"] },
  ],
  [
    "a keyword that is none",
    { keywords: { "a b": true } },
    { type: "invalidProperties", properties: ["keywords"] },
  ],
  [
    "an address that is no object",
    { to: ["a@b.example"] },
    { type: "invalidProperties", properties: ["to"] },
  ],
  [
    "a field that would forge another",
    { "header:X-A:asRaw": "b\r\nBcc: c@d.example" },
    { type: "invalidProperties", properties: ["header:X-A:asRaw"] },
  ],
  [
    "a field that has its property",
    { "header:Bcc": "c@d.example" },
    { type: "invalidProperties", properties: ["header:Bcc"] },
  ],
  [
    "a text without its value",
    { textBody: [{ partId: "z" }] },
    { type: "invalidProperties", properties: ["textBody"] },
  ],
  [
    "text that was cut",
    { bodyValues: { t: { value: "x", isTruncated: true } } },
    { type: "invalidProperties", properties: ["bodyValues"] },
  ],
  [
    "a multipart as a file",
    { attachments: [{ blobId: "u1", type: "multipart/mixed" }] },
    { type: "invalidProperties", properties: ["attachments/0"] },
  ],
  [
    "a file that is not there",
    { attachments: [{ blobId: "unone" }] },
    { type: "blobNotFound", notFound: ["unone"] },
  ],
];
for (const [what, email, error] of wrong)
  test(`a draft with ${what} is refused`, async () => {
    assert.deepEqual((await create({ ...letter, ...email })).error, error);
  });

test("a reader writes no draft, moves and destroys nothing", async () => {
  assert.deepEqual((await create(letter, "yanis")).error, { type: "forbidden" });
  const { created } = await create(letter);
  const id = created?.id ?? "";
  const set = await ask(
    "Email/set",
    { update: { [id]: { mailboxIds: { [trash]: true } } }, destroy: [id] },
    "yanis",
  );
  assert.equal(valueOf<Record<string, Arguments>>(set, "notUpdated")[id]?.["type"], "forbidden");
  assert.equal(valueOf<Record<string, Arguments>>(set, "notDestroyed")[id]?.["type"], "forbidden");
});

test("a draft moves to the bin, then goes for good, and changes tell it", async () => {
  const { created, set } = await create(letter);
  const id = created?.id ?? "";
  await ask("Email/set", {
    update: {
      [id]: { [`mailboxIds/${drafts}`]: null, [`mailboxIds/${trash}`]: true, "keywords/$draft": null },
    },
  });
  const got = await ask("Email/get", { ids: [id], properties: ["mailboxIds", "keywords"] });
  assert.deepEqual(got["list"], [{ id, mailboxIds: { [trash]: true }, keywords: {} }]);
  const gone = await ask("Email/set", { destroy: [id] });
  assert.deepEqual(gone["destroyed"], [id]);
  const changes = await ask("Email/changes", { sinceState: set["newState"] });
  assert.deepEqual([changes["created"], changes["destroyed"]], [[], [id]]);
  assert.deepEqual((await ask("Email/get", { ids: [id] }))["notFound"], [id]);
});

test("what one call makes, the next one of the request may name", async () => {
  const answers = await house.calls("nadege", [
    [
      "Email/set",
      { accountId: house.ime, create: { k: { mailboxIds: { [drafts]: true }, ...letter } } },
      "0",
    ],
    ["Email/set", { accountId: house.ime, update: { "#k": { "keywords/$flagged": true } } }, "1"],
    ["Email/set", { accountId: house.ime, destroy: ["#k"] }, "2"],
  ]);
  assert.deepEqual(answers[1]?.[1]["updated"], { "#k": null });
  assert.deepEqual(answers[2]?.[1]["destroyed"], ["#k"]);
});

test("a state that moved stops the whole call", async () => {
  const [name, error] = await house.call("nadege", "Email/set", {
    accountId: house.ime,
    ifInState: "0.0",
    create: { k: { mailboxIds: { [drafts]: true }, ...letter } },
  });
  assert.deepEqual([name, error], ["error", { type: "stateMismatch" }]);
});

test("a mailbox writes under one name, its own; a reader under none", async () => {
  const identities = await ask("Identity/get", {});
  assert.deepEqual(identities["list"], [
    {
      id: `i${house.ime}`,
      name: "Accueil IME",
      email: "ime@a.example",
      replyTo: null,
      bcc: null,
      textSignature: "",
      htmlSignature: "",
      mayDelete: false,
    },
  ]);
  assert.deepEqual((await ask("Identity/get", {}, "yanis"))["list"], []);
  const some = await ask("Identity/get", { ids: [`i${house.ime}`, "ix"], properties: ["email"] });
  assert.deepEqual(some["list"], [{ id: `i${house.ime}`, email: "ime@a.example" }]);
  assert.deepEqual(some["notFound"], ["ix"]);
  const changes = await ask("Identity/changes", { sinceState: identities["state"] });
  assert.deepEqual([changes["created"], changes["hasMoreChanges"]], [[], false]);
});
