import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { after, suite, test } from "node:test";
import { openAudit } from "../audit/door.ts";
import { openBlobs } from "../foundations/blobs.ts";
import { testEngines } from "../foundations/database/test-engines.ts";
import { all, bytesOf, day, mailbox, nadege, openTestRoom, raw, yanis } from "./test-room.ts";
import type { MessageQuery } from "./views.ts";

for (const engine of testEngines()) {
  const { store, door, clock, box, folder, receive, bring, inbox, close } = await openTestRoom(engine);

  suite(`mailboxes on ${engine.name}`, () => {
    after(close);

    test("a received message is listed, threaded with its answer, and read back byte for byte", async () => {
      const first = await receive(raw("one", "Bilan de Léa"));
      assert.equal(first.outcome, "stored");
      clock.advance(1000);
      await receive(raw("two", "Re: Bilan de Léa", "one"));
      clock.advance(1000);
      await receive(raw("three", "Autre sujet", "one"));
      const { id } = await inbox();
      const flat = await door.query(nadege, box, { ...all, folderId: id });
      assert.ok(flat && typeof flat === "object" && flat.total === 3);
      const found = await door.messages(nadege, box, flat.ids);
      const byId = new Map(found?.messages.map((one) => [one.id, one]));
      const [three, two, one] = flat.ids.map((messageId) => byId.get(messageId));
      assert.equal(one?.threadId, two?.threadId, "an answer joins its conversation");
      assert.notEqual(three?.threadId, one?.threadId, "another subject begins another (RFC 8621 §3)");
      assert.equal(one?.envelope.subject, "Bilan de Léa");
      assert.deepEqual(one?.keywords, []);
      const collapsed = await door.query(nadege, box, { ...all, folderId: id, collapse: true });
      assert.ok(collapsed && typeof collapsed === "object");
      assert.deepEqual([collapsed.ids, collapsed.total], [[three?.id, two?.id], 2]);
      const parts: Buffer[] = [];
      for await (const part of (await door.open(
        nadege,
        box,
        one?.id ?? "",
        { start: 0, end: 1e9 },
        "reading",
      )) ?? [])
        parts.push(part);
      const text = Buffer.concat(parts).toString();
      assert.equal(
        text,
        `Return-Path: <a@x.example>\r\n${raw("one", "Bilan de Léa").replaceAll("\n", "\r\n")}`,
      );
      const { bodyStart, bodyEnd } = one?.structure ?? { bodyStart: 0, bodyEnd: 0 };
      assert.equal(Buffer.concat(parts).subarray(bodyStart, bodyEnd).toString(), "Bonjour one\r\n");
    });

    test("the same envelope and bytes within five days stand once; after that, or with other bytes, twice", async () => {
      const text = raw("again", "Renvoi");
      await receive(text);
      const before = (await inbox()).messages;
      const again = await receive(text);
      assert.deepEqual(again, { outcome: "stored", messageIds: [], again: 1 });
      assert.equal((await inbox()).messages, before);
      await receive(`${text}Une ligne de plus.\n`);
      assert.equal((await inbox()).messages, before + 1);
      clock.advance(5 * day + 1);
      await door.forget();
      await receive(text);
      assert.equal((await inbox()).messages, before + 2);
    });

    test("a stream that breaks leaves nothing behind", async () => {
      const before = (await inbox()).messages;
      // Those of before may still be on their way to their shelves.
      const arrived = new Set(await readdir(join(folder, "blobs", "incoming")));
      const broken = async function* () {
        yield Buffer.from("Subject: moitié\r\n\r\n");
        throw new Error("the peer went away");
      };
      await assert.rejects(
        door.receive(
          { recipients: [{ mailboxId: box, address: "x" }], from: "", peer: "", trace: () => "" },
          broken(),
        ),
        /the peer went away/,
      );
      assert.equal((await inbox()).messages, before);
      const arriving = await readdir(join(folder, "blobs", "incoming"));
      assert.deepEqual(
        arriving.filter((id) => !arrived.has(id)),
        [],
      );
    });

    test("what was in flight without a row is removed at a start", async () => {
      const blobs = await openBlobs(join(folder, "blobs"));
      await (await blobs.create("borphan", Buffer.alloc(32))).finish();
      assert.equal((await door.recover()).removed, 1);
      assert.deepEqual(await readdir(join(folder, "blobs", "incoming")), []);
    });

    test("a full mailbox refuses for all or for none", async () => {
      const small = (await door.putMailbox(mailbox("small@a.example", 120), "command")).mailboxId;
      const before = (await inbox()).messages;
      const both = [
        { mailboxId: box, address: "ime@a.example" },
        { mailboxId: small, address: "small@a.example" },
      ];
      const delivery = { recipients: both, from: "", peer: "", trace: () => "" };
      assert.deepEqual(await door.receive(delivery, bytesOf(raw("full", "Plein".repeat(20)))), {
        outcome: "full",
      });
      assert.equal((await inbox()).messages, before);
      assert.deepEqual(await door.findRecipient("small@a.example", 500), { outcome: "full" });
      assert.deepEqual(await door.findRecipient("nobody@a.example", 5), { outcome: "unknown" });
      const shouted = await door.findRecipient("IME@A.EXAMPLE", 5);
      assert.equal(shouted.outcome, "found", "capitals tell no mailbox from another");
    });

    test("$seen is each one's own; the team sees that somebody has read", async () => {
      await receive(raw("seen", "À lire"));
      const { id, unreadMessages } = await inbox();
      const list = await door.query(nadege, box, { ...all, folderId: id, limit: 1 });
      assert.ok(list && typeof list === "object");
      const messageId = list.ids[0] ?? "";
      const other = (await inbox(yanis)).unreadMessages;
      const done = await door.setKeywords(
        nadege,
        box,
        [{ messageId, replace: null, patch: { $seen: true } }],
        null,
      );
      assert.ok(done && typeof done === "object");
      assert.deepEqual(done.updated, [messageId]);
      assert.equal((await inbox()).unreadMessages, unreadMessages - 1);
      assert.equal((await inbox(yanis)).unreadMessages, other, "nobody else's count moves");
      const his = (await door.messages(yanis, box, [messageId]))?.messages[0];
      assert.deepEqual([his?.keywords, his?.teamSeen], [[], true]);
      const flagged = [{ messageId, replace: null, patch: { $flagged: true } }];
      const refused = await door.setKeywords(yanis, box, flagged, null);
      assert.ok(refused && typeof refused === "object");
      assert.deepEqual(refused.forbidden, [messageId], "a reader marks nothing for the others");
      assert.equal(await door.setKeywords(nadege, box, flagged, "0.0"), "state-mismatch");
    });

    test("/changes tells each person what moved for him, and goes on where it was cut", async () => {
      const mine = await door.states(nadege, box);
      const his = await door.states(yanis, box);
      assert.ok(mine && his);
      for (const id of ["c1", "c2", "c3"]) await receive(raw(id, `Sujet ${id}`));
      const first = await door.changes(nadege, box, "message", mine.message, 2);
      assert.ok(first && first !== "too-old");
      assert.deepEqual([first.created.length, first.hasMoreChanges], [2, true]);
      const rest = await door.changes(nadege, box, "message", first.newState, 2);
      assert.ok(rest && rest !== "too-old");
      assert.deepEqual([rest.created.length, rest.hasMoreChanges], [1, false]);
      const read = { replace: null, patch: { $seen: true } };
      const messageId = rest.created[0] ?? "";
      await door.setKeywords(nadege, box, [{ ...read, messageId }], null);
      const again = await door.changes(nadege, box, "message", rest.newState, 10);
      assert.ok(again && again !== "too-old");
      assert.deepEqual(again.updated, [messageId]);
      const folders = await door.changes(nadege, box, "folder", mine.folder, 10);
      assert.ok(folders && folders !== "too-old");
      assert.deepEqual([folders.updated, folders.countsOnly], [[(await inbox()).id], true]);
      const threads = await door.changes(yanis, box, "thread", his.thread, 10);
      assert.ok(threads && threads !== "too-old");
      assert.equal(threads.created.length, 3);
      assert.equal(await door.changes(nadege, box, "message", "999999.0", 10), "too-old");
      assert.equal(await door.changes(nadege, box, "message", "x", 10), "too-old");
    });

    test("counters agree with a recount after messages of many days, in any order", async () => {
      const now = clock.now();
      for (let index = 0; index < 60; index++) {
        const back = ((index * 37) % 60) * 0.7 * day;
        await bring(`b${index}`, Math.floor(now - back), {
          seen: index % 3 === 0,
          references: `b${index - (index % 4)}`,
          name: "Comptes rendus",
        });
      }
      assert.equal(await bring("b0", now, { seen: true, references: "b0", name: "Comptes rendus" }), "again");
      const found = (await door.folders(nadege, box, null))?.folders.find(
        ({ name }) => name === "Comptes rendus",
      );
      assert.ok(found);
      const whole = await door.query(nadege, box, { ...all, folderId: found.id, limit: 500 });
      assert.ok(whole && typeof whole === "object");
      const { messages = [] } = (await door.messages(nadege, box, whole.ids)) ?? {};
      assert.equal(found.messages, 60);
      assert.equal(whole.ids.length, 60);
      assert.equal(found.threads, new Set(messages.map(({ threadId }) => threadId)).size);
      assert.equal(
        found.unreadMessages,
        messages.filter(({ keywords }) => !keywords.includes("$seen")).length,
      );
      assert.equal(found.unreadMessages, 40);
      for (const collapse of [false, true])
        for (const ascending of [false, true]) {
          const base: MessageQuery = { ...all, folderId: found.id, collapse, ascending };
          const long = await door.query(nadege, box, { ...base, limit: 500 });
          assert.ok(long && typeof long === "object");
          assert.equal(long.ids.length, long.total);
          for (let position = 0; position < long.total; position += 7) {
            const part = await door.query(nadege, box, { ...base, position, limit: 5 });
            assert.ok(part && typeof part === "object");
            assert.deepEqual(part.ids, long.ids.slice(position, position + 5), `position ${position}`);
            const anchor = long.ids[position] ?? "";
            const near = await door.query(nadege, box, { ...base, anchor, anchorOffset: -2, limit: 4 });
            assert.ok(near && typeof near === "object");
            assert.deepEqual(
              [near.position, near.ids],
              [
                Math.max(0, position - 2),
                long.ids.slice(Math.max(0, position - 2), Math.max(0, position - 2) + 4),
              ],
            );
          }
          const end = await door.query(nadege, box, { ...base, position: -3 });
          assert.ok(end && typeof end === "object");
          assert.deepEqual(end.ids, long.ids.slice(-3));
          assert.equal(await door.query(nadege, box, { ...base, anchor: "mnone" }), "anchor-not-found");
        }
    });

    test("every change left its row, and the chain stands", async () => {
      const audit = openAudit(store);
      assert.deepEqual(await audit.verify([`mailbox:${box}`]), []);
      const rows = await audit.rows(`mailbox:${box}`, 0, 1000);
      const read = rows.filter(
        ({ action, actor }) => action === "message.read" && actor === "person:pnadege",
      );
      assert.equal(read.length, 1, "one reading in one session is one row");
      for (const action of [
        "mailbox.made",
        "membership.given",
        "message.received",
        "message.brought",
        "message.marked",
        "folder.made",
      ])
        assert.ok(
          rows.some((row) => row.action === action),
          action,
        );
      assert.ok(!JSON.stringify(rows).includes("Bilan"), "no content in the trace");
    });
  });
}
