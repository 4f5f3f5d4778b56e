import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { coreCapability, mailCapability, submissionCapability, teamCapability } from "../capabilities.ts";
import { openTestHouse, type TestHouse, valueOf } from "../jmap-test-house.ts";
import type { Arguments } from "../request.ts";

const using = [coreCapability, mailCapability, submissionCapability, teamCapability];
let house: TestHouse;
let drafts = "";
let sent = "";

before(async () => {
  house = await openTestHouse();
  const folders = valueOf<{ id: string; role: string }[]>(await ask("Mailbox/get", {}), "list");
  drafts = folders.find(({ role }) => role === "drafts")?.id ?? "";
  sent = folders.find(({ role }) => role === "sent")?.id ?? "";
});
after(async () => {
  await house.close();
  assert.deepEqual(house.defects, []);
});

async function calls(methodCalls: [string, Arguments][], person = "nadege") {
  const all = methodCalls.map(([name, args], n) => [name, { accountId: house.ime, ...args }, String(n)]);
  return house.calls(person, all, { using });
}

async function ask(
  name: string,
  args: Arguments,
  person = "nadege",
  accountId = house.ime,
): Promise<Arguments> {
  const [answered, answer] = await house.call(person, name, { accountId, ...args }, using);
  assert.equal(answered, name, JSON.stringify(answer));
  return answer;
}

/** Writes, lets go and puts into « Envoyés », in one request. */
async function send(email: Arguments, submission: Arguments = {}, person = "nadege") {
  const draft = {
    mailboxIds: { [drafts]: true },
    keywords: { $draft: true, $seen: true },
    subject: "Bilan",
    textBody: [{ partId: "t" }],
    bodyValues: { t: { value: "Bonjour" } },
    ...email,
  };
  const answers = await calls(
    [
      ["Email/set", { create: { d: draft } }],
      [
        "EmailSubmission/set",
        {
          create: { s: { identityId: `i${house.ime}`, emailId: "#d", ...submission } },
          onSuccessUpdateEmail: {
            "#s": { mailboxIds: { [sent]: true }, "keywords/$draft": null },
          },
        },
      ],
    ],
    person,
  );
  const [made, set, moved] = answers.map((answer) => answer[1]);
  const created = valueOf<Record<string, { id: string; undoStatus: string }>>(set, "created")?.["s"];
  const error = valueOf<Record<string, Arguments>>(set, "notCreated")?.["s"];
  const emailId = valueOf<Record<string, { id: string }>>(made, "created")?.["d"]?.id ?? "";
  return { created, error, emailId, moved, names: answers.map(([name]) => name) };
}

const to = (...emails: string[]) => emails.map((email) => ({ name: null, email }));

async function submission(id: string, properties?: string[]) {
  const got = await ask("EmailSubmission/get", { ids: [id], ...(properties && { properties }) });
  return valueOf<Arguments[]>(got, "list")[0];
}

async function folderOf(emailId: string) {
  const got = await ask("Email/get", { ids: [emailId], properties: ["mailboxIds", "keywords"] });
  return valueOf<{ mailboxIds: object; keywords: object }[]>(got, "list")[0];
}

async function inboxOf(person: string, accountId: string) {
  const query = await ask(
    "Email/query",
    { sort: [{ property: "receivedAt", isAscending: false }] },
    person,
    accountId,
  );
  const properties = ["subject", "from", "to", "bcc", "preview", "threadId", "mailboxIds", "messageId"];
  const got = await ask("Email/get", { ids: query["ids"], properties }, person, accountId);
  return valueOf<Record<string, unknown>[]>(got, "list");
}

test("a message goes to « Envoyés » as it is let go, and to a mailbox of ours after ten seconds", async () => {
  const { created, emailId, moved, names } = await send({
    to: to("zoe@a.example"),
    bcc: to("ime@a.example"),
  });
  assert.deepEqual(names, ["Email/set", "EmailSubmission/set", "Email/set"]);
  assert.equal(created?.undoStatus, "pending");
  assert.deepEqual(valueOf(moved, "updated"), { [emailId]: null });
  assert.deepEqual(await folderOf(emailId), {
    id: emailId,
    mailboxIds: { [sent]: true },
    keywords: { $seen: true },
  });
  await house.run();
  assert.equal((await inboxOf("zoe", house.other)).length, 0, "it waits");
  assert.equal((await submission(created?.id ?? ""))?.["undoStatus"], "pending");
  house.clock.advance(10_000);
  await house.run();
  const [received] = await inboxOf("zoe", house.other);
  assert.deepEqual(
    [received?.["subject"], received?.["from"], received?.["bcc"]],
    ["Bilan", [{ name: "Accueil IME", email: "ime@a.example" }], null],
  );
  const done = await submission(created?.id ?? "");
  assert.equal(done?.["undoStatus"], "final");
  const yes = { smtpReply: "250 2.1.5 Delivered", delivered: "yes", displayed: "unknown" };
  assert.deepEqual(done?.["deliveryStatus"], { "zoe@a.example": yes, "ime@a.example": yes });
  assert.deepEqual(done?.["envelope"], {
    mailFrom: { email: "ime@a.example", parameters: null },
    rcptTo: [
      { email: "zoe@a.example", parameters: null },
      { email: "ime@a.example", parameters: null },
    ],
  });
});

test("« annuler l’envoi » brings it back to « Brouillons », and nothing leaves", async () => {
  const { created, emailId } = await send({ to: to("zoe@a.example"), subject: "Trop vite" });
  const before = (await inboxOf("zoe", house.other)).length;
  house.clock.advance(9_000);
  const [set, moved] = await calls([
    [
      "EmailSubmission/set",
      {
        update: { [created?.id ?? ""]: { undoStatus: "canceled" } },
        onSuccessUpdateEmail: {
          [created?.id ?? ""]: { mailboxIds: { [drafts]: true }, "keywords/$draft": true },
        },
      },
    ],
  ]);
  assert.deepEqual(set?.[1]["updated"], { [created?.id ?? ""]: null });
  assert.deepEqual(moved?.[1]["updated"], { [emailId]: null });
  assert.deepEqual((await folderOf(emailId))?.mailboxIds, { [drafts]: true });
  house.clock.advance(60_000);
  await house.run();
  assert.equal((await inboxOf("zoe", house.other)).length, before);
  assert.equal((await submission(created?.id ?? ""))?.["undoStatus"], "canceled");
});

test("after ten seconds it is too late", async () => {
  const { created } = await send({ to: to("zoe@a.example") });
  house.clock.advance(10_000);
  const set = await ask("EmailSubmission/set", {
    update: { [created?.id ?? ""]: { undoStatus: "canceled" } },
  });
  assert.deepEqual(set["notUpdated"], { [created?.id ?? ""]: { type: "cannotUnsend" } });
  await house.run();
});

test("an address that does not exist comes back in words, in the conversation", async () => {
  const { created } = await send({ to: to("personne@a.example", "zoe@a.example"), subject: "Bilan de Léa" });
  house.clock.advance(10_000);
  await house.run();
  await house.run();
  const all = await inboxOf("nadege", house.ime);
  const bounce = all.find(({ subject }) => String(subject).startsWith("Non remis"));
  assert.equal(bounce?.["subject"], "Non remis\u00a0: Bilan de Léa");
  assert.match(String(bounce?.["preview"]), /^Votre message n’est pas arrivé à personne@a\.example\./);
  const original = all.find(({ subject }) => subject === "Bilan de Léa");
  assert.equal(bounce?.["threadId"], original?.["threadId"]);
  const done = await submission(created?.id ?? "", ["deliveryStatus", "teamDelivery"]);
  const status = valueOf<Record<string, { delivered: string; smtpReply: string }>>(done, "deliveryStatus");
  assert.equal(status["personne@a.example"]?.delivered, "no");
  assert.match(status["personne@a.example"]?.smtpReply ?? "", /^550 5\.1\.1/);
  assert.equal(status["zoe@a.example"]?.delivered, "yes");
  const team = valueOf<Record<string, Arguments>>(done, "teamDelivery");
  assert.deepEqual(
    [team["personne@a.example"]?.["state"], team["zoe@a.example"]?.["attempts"]],
    ["failed", 1],
  );
});

test("a peer that does not answer is tried again, and told of at the end of two days", async () => {
  const { created } = await send({ to: to("labo@b.example"), subject: "Analyses" });
  house.clock.advance(10_000);
  await house.run();
  const state = async () =>
    valueOf<Record<string, Arguments>>(await submission(created?.id ?? "", ["teamDelivery"]), "teamDelivery")[
      "labo@b.example"
    ];
  const waiting = await state();
  assert.deepEqual([waiting?.["state"], waiting?.["attempts"]], ["waiting", 1]);
  for (let hour = 0; hour < 60 && (await state())?.["state"] === "waiting"; hour++) {
    house.clock.advance(3_600_000);
    await house.run();
  }
  await house.run();
  const failed = await state();
  assert.equal(failed?.["state"], "failed");
  assert.ok(Number(failed?.["attempts"]) > 15);
  const bounce = (await inboxOf("nadege", house.ime)).find(
    ({ subject }) => subject === "Non remis\u00a0: Analyses",
  );
  assert.match(String(bounce?.["preview"]), /n’est pas arrivé à labo@b\.example/);
});

const refusals: [what: string, email: Arguments, submission: Arguments, error: Arguments][] = [
  ["nobody to send to", {}, {}, { type: "noRecipients" }],
  [
    "an address outside the trust space",
    { to: to("a@courriel.example", "zoe@a.example") },
    {},
    { type: "invalidRecipients", invalidRecipients: ["a@courriel.example"] },
  ],
  [
    "another name than the mailbox's",
    { to: to("zoe@a.example"), from: to("zoe@a.example") },
    {},
    { type: "forbiddenFrom" },
  ],
  [
    "another name in the envelope",
    {},
    { envelope: { mailFrom: { email: "zoe@a.example" }, rcptTo: [{ email: "zoe@a.example" }] } },
    { type: "forbiddenFrom" },
  ],
  [
    "another identity",
    { to: to("zoe@a.example") },
    { identityId: "izoe" },
    { type: "invalidProperties", properties: ["identityId"] },
  ],
  [
    "an unknown property",
    { to: to("zoe@a.example") },
    { sendAt: "2026-12-01T00:00:00Z" },
    { type: "invalidProperties", properties: ["sendAt"] },
  ],
  [
    "101 recipients",
    {},
    {
      envelope: {
        mailFrom: { email: "ime@a.example" },
        rcptTo: Array.from({ length: 101 }, (_, n) => ({ email: `p${n}@a.example` })),
      },
    },
    { type: "tooManyRecipients", maxRecipients: 100 },
  ],
];
for (const [what, email, given, error] of refusals)
  test(`${what} is refused, and the draft stays`, async () => {
    const done = await send(email, given);
    assert.deepEqual(done.error, error);
    assert.deepEqual((await folderOf(done.emailId))?.mailboxIds, { [drafts]: true });
  });

test("a reader sends nothing, calls nothing back, and sees what left; a stranger sees nothing", async () => {
  const { created, emailId } = await send({ to: to("zoe@a.example") });
  const id = created?.id ?? "";
  const create = { s: { identityId: `i${house.ime}`, emailId } };
  const set = await ask(
    "EmailSubmission/set",
    { create, update: { [id]: { undoStatus: "canceled" } } },
    "yanis",
  );
  assert.deepEqual(set["notCreated"], { s: { type: "forbiddenToSend" } });
  assert.deepEqual(set["notUpdated"], { [id]: { type: "forbidden" } });
  const seen = await ask("EmailSubmission/get", { ids: [id], properties: ["undoStatus"] }, "yanis");
  assert.deepEqual(seen["list"], [{ id, undoStatus: "pending" }]);
  const [, error] = await house.call(
    "zoe",
    "EmailSubmission/get",
    { accountId: house.ime, ids: [id] },
    using,
  );
  assert.deepEqual(error, { type: "accountNotFound" });
  const hers = await ask("EmailSubmission/get", { ids: [id] }, "zoe", house.other);
  assert.deepEqual([hers["list"], hers["notFound"]], [[], [id]]);
  const stolen = await ask(
    "EmailSubmission/set",
    {
      create: { s: { identityId: `i${house.other}`, emailId } },
      update: { [id]: { undoStatus: "canceled" } },
    },
    "zoe",
    house.other,
  );
  assert.deepEqual(stolen["notCreated"], { s: { type: "invalidProperties", properties: ["emailId"] } });
  assert.deepEqual(stolen["notUpdated"], { [id]: { type: "notFound" } });
});

test("changes tell what left, what became of it, and what was forgotten", async () => {
  const { state } = await ask("EmailSubmission/get", { ids: [] });
  const { created } = await send({ to: to("zoe@a.example") });
  const id = created?.id ?? "";
  const first = await ask("EmailSubmission/changes", { sinceState: state });
  assert.deepEqual([first["created"], first["updated"]], [[id], []]);
  const early = await ask("EmailSubmission/set", { destroy: [id] });
  assert.deepEqual(early["notDestroyed"], { [id]: { type: "forbidden" } });
  house.clock.advance(10_000);
  await house.run();
  const second = await ask("EmailSubmission/changes", { sinceState: first["newState"] });
  assert.deepEqual([second["created"], second["updated"]].flat().includes(id), true);
  const gone = await ask("EmailSubmission/set", { destroy: [id, "snone"] });
  assert.deepEqual(gone["destroyed"], [id]);
  assert.deepEqual(gone["notDestroyed"], { snone: { type: "notFound" } });
  const third = await ask("EmailSubmission/changes", { sinceState: second["newState"] });
  assert.deepEqual(third["destroyed"], [id]);
  const [, tooOld] = await house.call(
    "nadege",
    "EmailSubmission/changes",
    { accountId: house.ime, sinceState: "999999" },
    using,
  );
  assert.deepEqual(tooOld, { type: "cannotCalculateChanges" });
});

test("what left is found by message, newest first", async () => {
  const one = await send({ to: to("zoe@a.example") });
  house.clock.advance(1000);
  const two = await send({ to: to("zoe@a.example") });
  const found = await ask("EmailSubmission/query", {
    filter: { emailIds: [one.emailId, two.emailId], undoStatus: "pending" },
    calculateTotal: true,
  });
  assert.deepEqual([found["ids"], found["total"]], [[two.created?.id, one.created?.id], 2]);
  const none = await ask("EmailSubmission/query", { filter: { identityIds: ["ix"] } });
  assert.deepEqual(none["ids"], []);
});
