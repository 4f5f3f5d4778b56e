import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Who } from "../../server/mailboxes/views.ts";
import { type TestHouse, openTestHouse } from "../house.ts";
import { connectRaw } from "./raw-peer.ts";

const corpus = process.env["CADUCEE_CORPUS"];
const to = "accueil.ime@valdebrume.mss.example";
let house: TestHouse;
let who: Who;
let mailboxId = "";

before(async () => {
  house = await openTestHouse();
  const { directory, mailboxes } = house.house.rooms;
  mailboxId = (await mailboxes.findByAddress(to))?.id ?? "";
  who = { personId: (await directory.findByLogin(house.people[0]?.login ?? ""))?.id ?? "", sessionId: "s" };
});
after(() => house.close());

/** The bytes as a peer that corrects nothing sends them, dots stuffed (RFC 5321 §4.5.2). */
async function sendRaw(bytes: Buffer, sender: string): Promise<string> {
  const peer = await connectRaw(house.ports.smtpPort);
  await peer.say("EHLO pair.example");
  await peer.startTls({ ...house.peer, ca: house.authorities });
  await peer.say(`MAIL FROM:<${sender}@ch-portbrume.mss.example>`);
  await peer.say(`RCPT TO:<${to}>`);
  assert.match(await peer.say("DATA"), /^354/);
  const stuffed = Buffer.from(bytes.toString("latin1").replace(/(^|\r\n)\./g, "$1.."), "latin1");
  peer.write(stuffed);
  peer.write(stuffed.subarray(-2).toString() === "\r\n" ? ".\r\n" : "\r\n.\r\n");
  const reply = await peer.read();
  peer.socket.destroy();
  return reply;
}

async function newest() {
  const { mailboxes } = house.house.rooms;
  const all = {
    folderId: null,
    collapse: false,
    ascending: false,
    position: 0,
    anchor: null,
    anchorOffset: 0,
    limit: 1,
  };
  const page = await mailboxes.query(who, mailboxId, all);
  assert.ok(page && typeof page === "object");
  const message = (await mailboxes.messages(who, mailboxId, page.ids))?.messages[0];
  assert.ok(message);
  const parts: Buffer[] = [];
  const range = { start: 0, end: message.size };
  for await (const part of (await mailboxes.open(who, mailboxId, message.id, range, "reading")) ?? [])
    parts.push(part);
  return { message, bytes: Buffer.concat(parts) };
}

// Two files of the corpus hold the same bytes: each has a sender of its own, so that none is taken for a repetition.
async function accept(name: string, bytes: Buffer, sender: string): Promise<void> {
  house.clock.advance(1000);
  assert.match(await sendRaw(bytes, sender), /^250/, name);
  const stored = await newest();
  const ended =
    bytes.subarray(-2).toString() === "\r\n" ? bytes : Buffer.concat([bytes, Buffer.from("\r\n")]);
  const trace = stored.bytes.subarray(0, stored.bytes.length - ended.length).toString();
  assert.match(
    trace,
    /^Return-Path: <[a-z0-9]+@ch-portbrume\.mss\.example>\r\nReceived: from [^]*\r\n$/,
    name,
  );
  assert.ok(
    stored.bytes.subarray(trace.length).equals(ended),
    `${name}: the bytes below the trace lines are the same`,
  );
}

test(
  "every mail from the wild is accepted and identical, or refused with a proper code; the server goes on",
  {
    skip:
      corpus === undefined
        ? "CADUCEE_CORPUS ne nomme aucun dossier : les mails du dehors ne sont pas essayés"
        : false,
  },
  async (t) => {
    const names = (await readdir(corpus ?? "", { recursive: true }))
      .filter((name) => name.endsWith(".eml"))
      .sort();
    assert.ok(names.length > 100, `${names.length} files`);
    let asTheyStand = 0;
    for (const [place, name] of names.entries()) {
      const bytes = await readFile(join(corpus ?? "", name));
      const bare = /(^|[^\r])\n|\r(?!\n)/.test(bytes.toString("latin1"));
      if (bare) assert.match(await sendRaw(bytes, "bare"), /^550 5\.6\.0/, `${name}: bare line ends`);
      else asTheyStand++;
      // As a peer that keeps to the standard sends it.
      const clean = Buffer.from(bytes.toString("latin1").replace(/\r\n|\r|\n/g, "\r\n"), "latin1");
      await accept(name, clean, `s${place}`);
    }
    t.diagnostic(`${names.length} mails, ${asTheyStand} of them with proper line ends as they stand`);
  },
);

test("after all that, an ordinary message comes in", async () => {
  await accept(
    "ordinary",
    Buffer.from("Subject: Bonjour\r\n\r\n.ligne à point\r\n..deux\r\n.\r\nfin\r\n"),
    "a",
  );
});
