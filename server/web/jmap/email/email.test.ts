import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { teamCapability } from "../capabilities.ts";
import { lines, openTestHouse, type TestHouse, using, valueOf } from "../jmap-test-house.ts";
import type { Arguments } from "../request.ts";

let house: TestHouse;
let plain = "";
let mixed = "";
let answered = "";
before(async () => {
  house = await openTestHouse();
  plain = await house.deliver(
    lines(
      "Message-ID: <un@x.example>",
      "From: =?utf-8?q?L=C3=A9a_Martin?= <lea@x.example>",
      "To: Accueil <ime@a.example>, equipe:b@x.example, c@x.example;",
      "Subject: =?utf-8?B?RMOpcGFydA==?=",
      "Date: Sun, 22 Nov 2026 09:02:00 +0100",
      "X-Trace: un",
      "x-trace:  deux ",
      "List-Post: <mailto:liste@x.example>",
      "Content-Type: text/plain; charset=iso-8859-1",
      "",
      "Bonjour, \xe0 demain.",
      "",
    ),
  );
  answered = await house.deliver(
    lines(
      "Message-ID: <deux@x.example>",
      "In-Reply-To: <un@x.example>",
      "References: <un@x.example>",
      "From: ime@a.example",
      "Subject: Re: =?utf-8?B?RMOpcGFydA==?=",
      "",
      "Merci",
    ),
  );
  mixed = await house.deliver(
    lines(
      "From: b@x.example",
      "Subject: Bilan",
      'Content-Type: multipart/mixed; boundary="m"',
      "",
      "--m",
      'Content-Type: multipart/alternative; boundary="a"',
      "",
      "--a",
      "Content-Type: text/plain; charset=utf-8",
      "Content-Transfer-Encoding: quoted-printable",
      "X-Part: texte",
      "",
      "=C3=89t=C3=A9 " + "=C3=A9".repeat(400),
      "--a",
      "Content-Type: text/html; charset=utf-8",
      "",
      `<p>Bonjour <a href="https://x.example/${"y".repeat(200)}">ici</a></p>`,
      "--a--",
      "--m",
      'Content-Type: text/csv; name="notes.csv"',
      "Content-Disposition: attachment; filename*=UTF-8''r%C3%A9sum%C3%A9.csv",
      "Content-Transfer-Encoding: base64",
      "",
      "YTtiCjE7Mgo=",
      "--m--",
    ),
  );
});
after(() => house.close());

async function get(args: Arguments, capabilities = using): Promise<Arguments & { list: Arguments[] }> {
  const [name, answer] = await house.call(
    "nadege",
    "Email/get",
    { accountId: house.ime, ...args },
    capabilities,
  );
  assert.equal(name, "Email/get", JSON.stringify(answer));
  const { list, ...others } = answer;
  assert.ok(Array.isArray(list));
  return { ...others, list };
}

test("fifty list rows cost three questions to the store and no byte of a message", async () => {
  house.asked.clear();
  const properties = [
    "threadId",
    "mailboxIds",
    "keywords",
    "from",
    "subject",
    "receivedAt",
    "preview",
    "hasAttachment",
  ];
  const [, , third] = await house.calls("nadege", [
    ["Email/query", { accountId: house.ime, collapseThreads: true, limit: 50 }, "0"],
    ["Email/get", { accountId: house.ime, "#ids": reference("0", "Email/query", "/ids"), properties }, "1"],
    ["Thread/get", { accountId: house.ime, "#ids": reference("1", "Email/get", "/list/*/threadId") }, "2"],
  ]);
  assert.deepEqual(third?.[0], "Thread/get");
  assert.deepEqual(Object.fromEntries(house.asked), { listMailboxes: 1, query: 1, messages: 1, threads: 1 });
});

function reference(resultOf: string, name: string, path: string) {
  return { resultOf, name, path };
}

test("without properties, the default ones are answered and nothing is read", async () => {
  house.asked.clear();
  const { list, state, notFound } = await get({ ids: [plain, "m0", plain, "m0"] });
  assert.equal(house.asked.get("open"), undefined);
  assert.deepEqual(notFound, ["m0"]);
  assert.equal(typeof state, "string");
  assert.equal(list.length, 1);
  const { blobId, threadId, mailboxIds, size, textBody, htmlBody, preview, ...email } = list[0] ?? {};
  assert.deepEqual(email, {
    id: plain,
    keywords: {},
    receivedAt: "2026-11-22T08:01:00Z",
    messageId: ["un@x.example"],
    inReplyTo: null,
    references: null,
    sender: null,
    from: [{ name: "Léa Martin", email: "lea@x.example" }],
    to: [
      { name: "Accueil", email: "ime@a.example" },
      { name: null, email: "b@x.example" },
      { name: null, email: "c@x.example" },
    ],
    cc: null,
    bcc: null,
    replyTo: null,
    subject: "Départ",
    sentAt: "2026-11-22T09:02:00+01:00",
    hasAttachment: false,
    bodyValues: {},
    attachments: [],
  });
  assert.match(String(preview), /^Bonjour, à demain/);
  assert.equal(typeof blobId, "string");
  assert.equal(typeof threadId, "string");
  assert.deepEqual(Object.values(mailboxIds ?? {}), [true]);
  assert.equal(typeof size, "number");
  assert.deepEqual(textBody, htmlBody);
  assert.deepEqual(textBody, [
    {
      partId: "1",
      blobId: `${String(blobId)}-1`,
      size: 20,
      name: null,
      type: "text/plain",
      charset: "iso-8859-1",
      disposition: null,
      cid: null,
      language: null,
      location: null,
    },
  ]);
});

test("header fields come in every form, under the letters that were asked for", async () => {
  const wanted: Record<string, unknown> = {
    "header:X-Trace": "  deux ",
    "header:x-TRACE:all": [" un", "  deux "],
    "header:X-Trace:asText:all": ["un", "deux "],
    "header:Subject:asText": "Départ",
    "header:subject:asRaw": " =?utf-8?B?RMOpcGFydA==?=",
    "header:From:asAddresses": [{ name: "Léa Martin", email: "lea@x.example" }],
    "header:To:asGroupedAddresses": [
      { name: null, addresses: [{ name: "Accueil", email: "ime@a.example" }] },
      {
        name: "equipe",
        addresses: [
          { name: null, email: "b@x.example" },
          { name: null, email: "c@x.example" },
        ],
      },
    ],
    "header:Message-ID:asMessageIds": ["un@x.example"],
    "header:Date:asDate": "2026-11-22T09:02:00+01:00",
    "header:List-Post:asURLs:all": [["mailto:liste@x.example"]],
    "header:Cc": null,
    "header:Cc:asAddresses:all": [],
    "header:__proto__": null,
  };
  const { list } = await get({ ids: [plain], properties: Object.keys(wanted) });
  assert.deepEqual(list, [{ id: plain, ...Object.fromEntries(Object.entries(wanted)) }]);
});

test("headers lists every field as written, the trace of the reading untouched", async () => {
  house.asked.clear();
  const { list } = await get({ ids: [plain], properties: ["headers"] });
  const headers = list[0]?.["headers"];
  assert.ok(Array.isArray(headers));
  assert.equal(headers.length, 9);
  assert.deepEqual(headers[6], { name: "x-trace", value: "  deux " });
  assert.equal(house.asked.get("open"), 1);
});

test("a body's value is decoded, and only what is asked for is read", async () => {
  house.asked.clear();
  const { list } = await get({ ids: [plain, mixed], properties: ["bodyValues"], fetchTextBodyValues: true });
  const values = new Map(list.map((one) => [one["id"], one["bodyValues"]]));
  assert.deepEqual(values.get(plain), {
    "1": { value: "Bonjour, à demain.\n", isEncodingProblem: false, isTruncated: false },
  });
  assert.deepEqual(values.get(mixed), {
    "1.1": { value: `Été ${"é".repeat(400)}`, isEncodingProblem: false, isTruncated: false },
  });
  assert.equal(house.asked.get("open"), 2);
  const all = await get({ ids: [mixed], properties: ["bodyValues"], fetchAllBodyValues: true });
  assert.deepEqual(Object.keys(all.list[0]?.["bodyValues"] ?? {}).toSorted(), ["1.1", "1.2", "2"]);
});

test("values are cut within the octets asked for, between characters and before a tag", async () => {
  const cut = { ids: [mixed], properties: ["bodyValues"], fetchAllBodyValues: true, maxBodyValueBytes: 100 };
  const { list } = await get(cut);
  assert.deepEqual(list[0]?.["bodyValues"], {
    "1.1": { value: `Été ${"é".repeat(47)}`, isEncodingProblem: false, isTruncated: true },
    "1.2": { value: "<p>Bonjour ", isEncodingProblem: false, isTruncated: true },
    "2": { value: "a;b\n1;2\n", isEncodingProblem: false, isTruncated: false },
  });
});

test("the structure has its branches, and parts their own header fields", async () => {
  const bodyProperties = ["partId", "type", "header:X-Part", "header:Content-Type:asText:all"];
  const { list } = await get({ ids: [mixed], properties: ["bodyStructure", "textBody"], bodyProperties });
  const text = {
    partId: "1.1",
    type: "text/plain",
    "header:X-Part": " texte",
    "header:Content-Type:asText:all": ["text/plain; charset=utf-8"],
  };
  assert.deepEqual(list[0]?.["textBody"], [text]);
  const structure = list[0]?.["bodyStructure"];
  assert.deepEqual(structure, {
    partId: null,
    type: "multipart/mixed",
    "header:X-Part": null,
    "header:Content-Type:asText:all": ['multipart/mixed; boundary="m"'],
    subParts: [
      {
        partId: null,
        type: "multipart/alternative",
        "header:X-Part": null,
        "header:Content-Type:asText:all": ['multipart/alternative; boundary="a"'],
        subParts: [
          text,
          {
            partId: "1.2",
            type: "text/html",
            "header:X-Part": null,
            "header:Content-Type:asText:all": ["text/html; charset=utf-8"],
          },
        ],
      },
      {
        partId: "2",
        type: "text/csv",
        "header:X-Part": null,
        "header:Content-Type:asText:all": ['text/csv; name="notes.csv"'],
      },
    ],
  });
});

test("an attachment is named, sized and given a blob of its own", async () => {
  const { list } = await get({
    ids: [mixed],
    properties: ["blobId", "attachments", "hasAttachment"],
    bodyProperties: ["name", "size", "blobId", "disposition", "headers"],
  });
  const { blobId, attachments, hasAttachment } = list[0] ?? {};
  assert.equal(hasAttachment, true);
  assert.ok(Array.isArray(attachments));
  const [{ headers, ...csv }] = attachments;
  assert.deepEqual(csv, {
    name: "résumé.csv",
    size: 8,
    blobId: `${String(blobId)}-2`,
    disposition: "attachment",
  });
  assert.equal(headers.length, 3);
});

test("a list shows how many files are attached, without the parts", async () => {
  const asked = { ids: [plain, mixed], properties: ["attachmentCount"] };
  const { list } = await get(asked, [...using, teamCapability]);
  assert.deepEqual(
    new Map(list.map((one) => [one["id"], one["attachmentCount"]])),
    new Map([
      [plain, 0],
      [mixed, 1],
    ]),
  );
});

test("what a team shares shows to requests that know of it", async () => {
  const asked = { ids: [plain], properties: ["teamSeen"] };
  const { list } = await get(asked, [...using, teamCapability]);
  assert.deepEqual(list, [{ id: plain, teamSeen: false }]);
});

test("all messages, and all threads, can be asked for while they are few", async () => {
  const { list, notFound } = await get({ ids: null, properties: ["id"] });
  assert.deepEqual(new Set(list.map((one) => one["id"])), new Set([plain, answered, mixed]));
  assert.deepEqual(notFound, []);
  const threads = await house.call("nadege", "Thread/get", { accountId: house.ime, ids: null });
  const emailIds = valueOf<{ emailIds: string[] }[]>(threads, "list").map((one) => one.emailIds);
  assert.deepEqual(new Set(emailIds.map(String)), new Set([`${plain},${answered}`, mixed]));
});

test("a message whose bytes went away is not found", async () => {
  const { door } = house;
  const { open } = door;
  door.open = () => Promise.resolve(null);
  const { list, notFound } = await get({ ids: [plain], properties: ["headers"] });
  door.open = open;
  assert.deepEqual([list, notFound], [[], [plain]]);
});

test("one field asked for in a hundred ways does not grow a hundredfold", async () => {
  const long = await house.deliver(lines(`X-Long: ${"x".repeat(900_000)}`, "", "texte"));
  const name = [..."x-long"];
  const spellings = Array.from({ length: 64 }, (_, bits) =>
    name.map((letter, place) => ((bits >> place) & 1 ? letter.toUpperCase() : letter)).join(""),
  );
  const properties = [...new Set(spellings)].map((spelling) => `header:${spelling}`);
  const args = { accountId: house.ime, ids: [long], properties };
  const [, answer] = await house.call("nadege", "Email/get", args);
  assert.equal(answer["type"], "requestTooLarge");
  await get({ ids: [long], properties: properties.slice(0, 10) });
});

test("one request cannot make the server hold the bytes of a mailbox", async () => {
  const text = `${"x".repeat(76)}\r\n`.repeat(100_000);
  const big = await house.deliver(lines("From: a@x.example", "Subject: long", "", text));
  const asked = { accountId: house.ime, ids: [big], properties: ["bodyValues"], fetchTextBodyValues: true };
  const answers = await house.calls(
    "nadege",
    Array.from({ length: 5 }, (_, place) => ["Email/get", asked, String(place)]),
  );
  const lengths = answers.map((answer) => {
    const [email] = valueOf<{ bodyValues: Record<string, { value: string; isTruncated: boolean }> }[]>(
      answer,
      "list",
    );
    const value = email?.bodyValues["1"];
    assert.equal(value?.isTruncated, true);
    return value?.value.length ?? 0;
  });
  const sum = lengths.reduce((a, b) => a + b);
  assert.ok(lengths[0] && lengths[0] > 4_800_000 && lengths[0] <= 5_000_000, String(lengths));
  assert.ok(sum <= 16_000_000 && lengths[4] === 0, String(lengths));
});
