import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { after, test } from "node:test";
import libmime from "libmime";
import { composeBare, composeMessage } from "./compose.ts";
import { correspondents } from "./correspondents.ts";
import { fillDates, findInstant, writeDateHeader } from "./dates.ts";
import { makeDocx, makePdf } from "./documents.ts";
import { composeLive, liveCount } from "./live.ts";
import { encodeFolderName, writeMaildirs } from "./maildirs.ts";
import { makeJpeg, makePng } from "./pictures.ts";
import { placeMessages } from "./place.ts";

const day = 86_400_000;
const now = Date.UTC(2026, 10, 18, 9, 30);
const messages = placeMessages(now);
const folder = await mkdtemp(join(tmpdir(), "caducee-mail-"));
after(() => rm(folder, { recursive: true }));

test("about two hundred messages, in many conversations, fill the 90 days before now", () => {
  assert.ok(messages.length >= 200, String(messages.length));
  assert.ok(
    new Set(messages.map(({ mailbox, start, message }) => `${mailbox}${start}${message.text}`)).size ===
      messages.length,
  );
  assert.ok(messages.filter(({ previous }) => previous.length === 0).length >= 60);
  for (const { at, subject } of messages)
    assert.ok(at <= now && at > now - 90 * day, `${subject} ${new Date(at).toISOString()}`);
});

test("on every day of a week, at every hour, nothing is to come and answers follow their questions", () => {
  for (let hours = 0; hours < 7 * 24; hours += 5) {
    const moment = now + hours * 3_600_000;
    for (const { at, previous, subject } of placeMessages(moment)) {
      assert.ok(at <= moment && at > moment - 90 * day, `${subject} ${hours}`);
      assert.ok(
        previous.every((one) => one.at < at),
        `${subject} ${hours}`,
      );
    }
  }
});

test("seven messages of the main inbox are unread, all of the last days", () => {
  const unread = messages.filter(({ seen }) => !seen);
  const main = unread.filter(({ mailbox, folder: place }) => mailbox === "ime" && place === "inbox");
  assert.equal(main.length, 7);
  for (const { at } of unread) assert.ok(at > now - 7 * day);
});

test("everyone in the address book writes, in three charsets and two encodings", async () => {
  const writers = new Set(
    messages.flatMap(({ message: { author } }) => ("correspondent" in author ? [author.correspondent] : [])),
  );
  assert.deepEqual([...writers].sort(), Object.keys(correspondents).sort());
  const all = (await Promise.all(messages.map(composeBare))).map(String);
  for (const pattern of [
    /charset=iso-8859-1/,
    /charset=windows-1252/,
    /charset=utf-8/,
    /Encoding: base64/,
    /Encoding: quoted-printable/,
    /^Subject: =\?windows-1252\?Q/m,
    /multipart\/alternative/,
    /multipart\/related/,
    /multipart\/mixed/,
    /message\/rfc822/,
    /text\/calendar/,
    /filename\*0\*=utf-8''Relev/,
    /Content-Id: <plan-acces>/i,
    /Disposition-Notification-To/,
    /Importance: High/,
  ])
    assert.ok(
      all.some((text) => pattern.test(text)),
      String(pattern),
    );
  assert.equal(messages.filter(({ subject }) => subject === "").length, 3);
});

test("every header line is ASCII, at most 998 octets, and every body line ends in CRLF", async () => {
  for (const message of messages) {
    const text = (await composeMessage(message)).toString("latin1");
    const headers = text.slice(0, text.indexOf("\r\n\r\n"));
    assert.match(headers, /^[\x20-\x7e\t\r\n]+$/, message.subject);
    assert.ok(!/(?<!\r)\n|\r(?!\n)/.test(text), message.subject);
    for (const line of text.split("\r\n")) assert.ok(line.length <= 998, message.subject);
  }
});

test("subjects come back as they were written, dates in braces are gone", async () => {
  for (const message of messages) {
    const text = (await composeMessage(message)).toString("latin1");
    const subject = String(
      libmime.decodeHeaders(text.slice(0, text.indexOf("\r\n\r\n")))["subject"]?.[0] ?? "",
    );
    assert.equal(libmime.decodeWords(subject), message.subject);
    assert.doesNotMatch(`${message.subject}${fillDates(message.message.text, message.start)}`, /[{}]/);
    assert.doesNotMatch(text, /NaN|undefined|\[object/);
  }
});

test("answers name what they answer", async () => {
  const answer = messages.find(({ previous }) => previous.length === 3);
  assert.ok(answer);
  const ids = await Promise.all(
    [...answer.previous, answer].map(
      async (one) => /^Message-ID: (<.+>)/im.exec(String(await composeBare(one)))?.[1],
    ),
  );
  const text = String(await composeBare(answer)).replace(/\r\n\s+/g, " ");
  assert.ok(text.includes(`In-Reply-To: ${ids[2]}`));
  assert.ok(text.includes(`References: ${ids.slice(0, 3).join(" ")}`));
  assert.equal(new Set(ids).size, 4);
});

test("the Maildirs hold everything once, with flags in the names and the time on the files", async () => {
  await writeMaildirs(folder, now);
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((file) =>
    file.isFile(),
  );
  assert.equal(files.length, messages.length);
  const folders = new Set(
    files.map((file) =>
      file.parentPath
        .slice(folder.length + 1)
        .split(sep)
        .join("/"),
    ),
  );
  for (const name of [
    "ime/cur",
    "ime/.Envoy&AOk-s/cur",
    "ime/.Comptes rendus/cur",
    "foyer/.Archives/cur",
    "sessad/cur",
  ]) {
    assert.ok(folders.has(name), name);
  }
  assert.deepEqual((await readdir(join(folder, "ime"))).filter((name) => !name.startsWith(".")).sort(), [
    "cur",
    "new",
    "tmp",
  ]);
  for (const file of files) {
    assert.match(file.name, /^\d+\.M\d{6}P1\.mss\.caducee\.example:2,F?R?S?$/);
    assert.equal(
      Math.floor((await stat(join(file.parentPath, file.name))).mtimeMs / 1_000),
      Number.parseInt(file.name, 10),
    );
  }
});

test("the same now gives the same bytes", async () => {
  const again = join(folder, "again");
  await writeMaildirs(again, now);
  for (const name of await readdir(join(folder, "foyer", "cur"))) {
    assert.deepEqual(
      await readFile(join(again, "foyer", "cur", name)),
      await readFile(join(folder, "foyer", "cur", name)),
    );
  }
});

test("folder names are in modified UTF-7", () => {
  assert.equal(encodeFolderName("Envoyés"), "Envoy&AOk-s");
  assert.equal(encodeFolderName("Santé & soins"), "Sant&AOk- &- soins");
});

test("dates are those of Paris, summer and winter, and promises avoid weekends", () => {
  assert.equal(writeDateHeader(Date.UTC(2026, 6, 14, 7, 2, 3)), "Tue, 14 Jul 2026 09:02:03 +0200");
  assert.equal(writeDateHeader(Date.UTC(2026, 11, 1, 8, 2, 3)), "Tue, 1 Dec 2026 09:02:03 +0100");
  assert.equal(findInstant(Date.UTC(2026, 11, 1), 1, "9:02"), Date.UTC(2026, 11, 2, 8, 2));
  const friday = Date.UTC(2026, 10, 27);
  assert.equal(
    fillDates("{+1}, {=+1}, {=-1}, {mois+1} {an+1}, {stamp+4}", friday),
    "lundi 30 novembre, 30 novembre, 26 novembre, décembre 2027, 20261201",
  );
  assert.equal(fillDates("{+4}", friday), "mardi 1er décembre");
});

test("attachments are what their types say", () => {
  const pdf = makePdf(["Été (à Paris)", "œuvre"]).toString("latin1");
  assert.match(pdf, /^%PDF-1\.4\n[\s\S]*\(\xc9t\xe9 \\\(\xe0 Paris\\\)\) Tj[\s\S]*%%EOF\n$/);
  const start = Number(/startxref\n(\d+)/.exec(pdf)?.[1]);
  assert.ok(pdf.startsWith("xref", start));
  for (const [, offset] of pdf.matchAll(/^(\d{10}) 00000 n $/gm))
    assert.match(pdf.slice(Number(offset)), /^\d 0 obj/);
  const docx = makeDocx(["a < b"]);
  assert.equal(docx.subarray(0, 4).toString("latin1"), "PK\x03\x04");
  assert.equal(docx.readUInt32LE(docx.length - 6), docx.indexOf(Buffer.from("PK\x01\x02")));
  assert.equal(makePng("a").subarray(1, 4).toString(), "PNG");
  assert.notDeepEqual(makePng("a"), makePng("courbe"));
  assert.equal(makeJpeg("a").readUInt16BE(0), 0xffd8);
});

test("live messages never share an identifier, even when the pool comes round", async () => {
  const ids = new Set<string | undefined>();
  for (let turn = 0; turn < 2 * liveCount; turn += 1) {
    const { raw, from, to } = await composeLive(turn, now + turn * 60_000);
    ids.add(/^Message-ID: (<.+>)/im.exec(String(raw))?.[1]);
    assert.match(from, /@.+\.mss\.example$/);
    assert.match(to, /@valdebrume\.mss\.example$/);
  }
  assert.equal(ids.size, 2 * liveCount);
  assert.ok(!ids.has(undefined));
});
