import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { lines, openTestHouse, type TestHouse, valueOf } from "./jmap-test-house.ts";

let house: TestHouse;
let blob = "";
let others = "";
const raw = lines(
  "Subject: Bilan",
  'Content-Type: multipart/mixed; boundary="m"',
  "",
  "--m",
  "",
  "Bonjour",
  "--m",
  "Content-Type: text/html",
  "Content-Transfer-Encoding: base64",
  "",
  Buffer.from("<script>alert(1)</script>").toString("base64"),
  "--m",
  "Content-Type: message/rfc822",
  "",
  "Subject: dedans",
  "",
  "texte",
  "--m--",
);
before(async () => {
  house = await openTestHouse();
  blob = await blobOf("nadege", house.ime, await house.deliver(raw));
  others = await blobOf("zoe", house.other, await house.deliver(raw, undefined, house.other));
});
after(() => house.close());

async function blobOf(person: string, accountId: string, id: string): Promise<string> {
  const answer = await house.call(person, "Email/get", { accountId, ids: [id], properties: ["blobId"] });
  return valueOf<{ blobId: string }[]>(answer, "list")[0]?.blobId ?? "";
}

function path(blobId: string, name = "x", query = "", account = house.ime): string {
  return `/jmap/download/${account}/${blobId}/${encodeURIComponent(name)}${query}`;
}

test("a whole message comes as it was received", async () => {
  const answer = await house.get("nadege", path(blob, "bilan.eml", "?type=message/rfc822"));
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get("Content-Type"), "message/rfc822");
  assert.equal(answer.headers.get("Content-Length"), String(raw.length));
  assert.equal(await answer.text(), raw);
});

test("a part comes decoded, and no browser runs what it holds", async () => {
  const answer = await house.get("nadege", path(`${blob}-2`, "page.html", "?type=text/html"));
  const text = await answer.text();
  assert.equal(text, "<script>alert(1)</script>");
  assert.equal(answer.headers.get("Content-Length"), String(text.length));
  assert.match(answer.headers.get("Content-Disposition") ?? "", /^attachment;/);
  assert.equal(answer.headers.get("Content-Security-Policy"), "sandbox; default-src 'none'");
  assert.equal(answer.headers.get("X-Content-Type-Options"), "nosniff");
  assert.equal(answer.headers.get("Cache-Control"), "private, no-store");
});

test("an attached message comes as it stands", async () => {
  const answer = await house.get("nadege", path(`${blob}-3`));
  assert.equal(await answer.text(), "Subject: dedans\r\n\r\ntexte");
});

const names: [name: string, disposition: string][] = [
  ["bilan.pdf", "attachment; filename=\"bilan.pdf\"; filename*=UTF-8''bilan.pdf"],
  ["été (1).pdf", "attachment; filename=\"ete (1).pdf\"; filename*=UTF-8''%C3%A9t%C3%A9%20%281%29.pdf"],
  ['a"b\\c/d.pdf', "attachment; filename=\"a_b_c_d.pdf\"; filename*=UTF-8''a%22b%5Cc%2Fd.pdf"],
  ["a\r\nX-Forged: 1", "attachment; filename=\"aX-Forged: 1\"; filename*=UTF-8''aX-Forged%3A%201"],
  ["fdp\u202eexe.pdf", "attachment; filename=\"fdpexe.pdf\"; filename*=UTF-8''fdpexe.pdf"],
  ["它.pdf", "attachment; filename=\".pdf\"; filename*=UTF-8''%E5%AE%83.pdf"],
];
for (const [name, disposition] of names)
  test(`a file is named ${JSON.stringify(name)}`, async () => {
    const answer = await house.get("nadege", path(blob, name));
    assert.equal(answer.headers.get("Content-Disposition"), disposition);
    await answer.body?.cancel();
  });

const types: [asked: string, sent: string][] = [
  ["", "application/octet-stream"],
  ["?type=", "application/octet-stream"],
  ["?type=Text/CSV", "text/csv"],
  ["?type=text%2Fhtml%3B%20charset%3Dutf-7", "application/octet-stream"],
  ["?type=text/html%0d%0aX:1", "application/octet-stream"],
  ["?type=*/*", "application/octet-stream"],
];
for (const [asked, sent] of types)
  test(`the type of ${asked || "nothing"} is ${sent}`, async () => {
    const answer = await house.get("nadege", path(blob, "x", asked));
    assert.equal(answer.headers.get("Content-Type"), sent);
    await answer.body?.cancel();
  });

test("what is not this person's is answered like what is not there", async () => {
  const urls = [
    path(others),
    path(`${others}-2`),
    path(others, "x", "", house.other),
    path(blob, "x", "", house.other),
    path(`${blob}-9`),
    path(`${blob}-`),
    path(`${blob}-__proto__`),
    path(`${blob}-2-2`),
    path(`${blob}-0_1`),
    path(`${blob}-1_`),
    path("-1"),
    path("b".repeat(300)),
    path("b0"),
    path("a%20b"),
    path(blob, "x", "", "..%2f..%2fx"),
  ];
  const bodies = new Set<string>();
  for (const url of urls) {
    const answer = await house.get("nadege", url);
    assert.equal(answer.status, 404, url);
    bodies.add(await answer.text());
  }
  assert.equal(bodies.size, 1);
  assert.deepEqual(house.defects, []);
});

test("a HEAD reads nothing", async () => {
  house.asked.clear();
  const answer = await house.app.request(path(blob), { method: "HEAD", headers: { person: "nadege" } });
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get("Content-Length"), String(raw.length));
  assert.equal(house.asked.get("open"), undefined);
});

test("bytes are read as they are taken, and no further when the client goes", async () => {
  let given = 0;
  let isOver = false;
  async function* endless() {
    try {
      for (;;) {
        given++;
        yield Buffer.alloc(65536);
      }
    } finally {
      isOver = true;
    }
  }
  const { open } = house.door;
  house.door.open = () => Promise.resolve(endless());
  const answer = await house.get("nadege", path(blob));
  house.door.open = open;
  assert.equal(given, 0);
  const reader = answer.body?.getReader();
  for (let taken = 0; taken < 3; taken++) await reader?.read();
  assert.equal(given, 3);
  await reader?.cancel();
  assert.ok(isOver);
});

test("a file that breaks off is a defect, and no whole answer", async () => {
  const { open } = house.door;
  house.door.open = () => Promise.resolve(broken());
  const answer = await house.get("nadege", path(blob));
  house.door.open = open;
  await assert.rejects(answer.text());
  assert.deepEqual(house.defects.splice(0), ["jmap.download: Error: frame 2 does not open"]);
});

// oxlint-disable-next-line require-yield -- it breaks before the first
async function* broken(): AsyncGenerator<Buffer> {
  throw new Error("frame 2 does not open");
}
