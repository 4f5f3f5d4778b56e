import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { after, suite, test } from "node:test";
import { remoteChanges } from "../foundations/database/operation.ts";
import { testEngines } from "../foundations/database/test-engines.ts";
import type { MailboxesDoor } from "./door.ts";
import type { MailboxesStore } from "./store.ts";
import { bytesOf, day, mailbox, nadege, openTestRoom, yanis } from "./test-room.ts";
import type { KeywordUpdate } from "./views.ts";

const stranger = { personId: "pstranger", sessionId: "s3" };

const letter = (id: string, references = "") =>
  `Message-ID: <${id}@x.example>\n${references && `References: <${references}@x.example>\n`}Subject: Bilan\n\n${id}\n`;

for (const engine of testEngines()) {
  const { door, store, clock, box, folder, close } = await openTestRoom(engine);
  await door.putMailbox(mailbox("ime@a.example", 1_000_000), "command");

  suite(`writing on ${engine.name}`, () => {
    after(close);

    async function folderOf(role: string, who = nadege) {
      const found = (await door.folders(who, box, null))?.folders.find((one) => one.role === role);
      assert.ok(found);
      return found;
    }

    async function make(id: string, role = "drafts", references = "", keywords = ["$draft", "$seen"]) {
      clock.advance(60_000);
      const draft = { folderId: (await folderOf(role)).id, receivedAt: clock.now(), keywords };
      const made = await door.make(nadege, box, draft, bytesOf(letter(id, references)), null);
      assert.ok(made?.outcome === "made", JSON.stringify(made));
      return made;
    }

    async function move(messageId: string, role: string, who = nadege, update: Partial<KeywordUpdate> = {}) {
      const folderId = (await folderOf(role)).id;
      return door.setKeywords(who, box, [{ messageId, replace: null, patch: {}, folderId, ...update }], null);
    }

    const countsOf = async (role: string, who = nadege) => {
      const { messages, threads, unreadMessages } = await folderOf(role, who);
      return [messages, threads, unreadMessages];
    };

    async function changesSince(since: string, kind: "message" | "thread" = "message", most = 100) {
      const found = await door.changes(nadege, box, kind, since, most);
      assert.ok(found && found !== "too-old");
      return found;
    }

    const stateOf = async (kind: "message" | "thread" = "message") =>
      (await door.states(nadege, box))?.[kind] ?? "";

    test("a draft stands in its folder, read by all, and its bytes come back", async () => {
      const made = await make("one");
      assert.deepEqual(await countsOf("drafts"), [1, 1, 0]);
      assert.deepEqual(await countsOf("drafts", yanis), [1, 1, 0]);
      const [view] = (await door.messages(nadege, box, [made.id]))?.messages ?? [];
      assert.deepEqual(view?.keywords.toSorted(), ["$draft", "$seen"]);
      const bytes = [];
      for await (const chunk of (await door.open(
        nadege,
        box,
        made.id,
        { start: 0, end: made.size },
        "reading",
      )) ?? [])
        bytes.push(chunk);
      assert.equal(Buffer.concat(bytes).toString(), letter("one").replaceAll("\n", "\r\n"));
    });

    test("a reader writes nothing, moves nothing, destroys nothing; a stranger does not learn that it is there", async () => {
      const made = await make("rights");
      const draft = { folderId: (await folderOf("drafts")).id, receivedAt: clock.now(), keywords: [] };
      assert.deepEqual(await door.make(yanis, box, draft, bytesOf(letter("no")), null), {
        outcome: "forbidden",
      });
      assert.equal(await door.make(stranger, box, draft, bytesOf(letter("no")), null), null);
      const moved = await move(made.id, "trash", yanis);
      assert.ok(moved && moved !== "state-mismatch");
      assert.deepEqual(moved.forbidden, [made.id]);
      assert.equal(await move(made.id, "trash", stranger), null);
      const destroyed = await door.destroy(yanis, box, [made.id], null);
      assert.ok(destroyed && destroyed !== "state-mismatch");
      assert.deepEqual(destroyed.forbidden, [made.id]);
      assert.equal(await door.destroy(stranger, box, [made.id], null), null);
      assert.equal(await door.upload(yanis, box, "text/plain", bytesOf("x")), "forbidden");
      assert.equal(await door.upload(stranger, box, "text/plain", bytesOf("x")), null);
    });

    test("a folder of another mailbox, a full mailbox, and a state that moved are refused", async () => {
      const draft = { folderId: "fnone", receivedAt: clock.now(), keywords: [] };
      const folderId = (await folderOf("drafts")).id;
      const outcome = async (...args: Parameters<MailboxesDoor["make"]>) =>
        (await door.make(...args))?.outcome;
      assert.equal(await outcome(nadege, box, draft, bytesOf(letter("no")), null), "folder-not-found");
      const inPlace = { ...draft, folderId };
      assert.equal(await outcome(nadege, box, inPlace, bytesOf("x".repeat(1_000_001)), null), "full");
      assert.equal(await outcome(nadege, box, inPlace, bytesOf(letter("no")), "0.0"), "state-mismatch");
      const made = await make("stays");
      const moved = await move(made.id, "trash", nadege, { folderId: "fnone" });
      assert.ok(moved && moved !== "state-mismatch");
      assert.deepEqual(moved.folderNotFound, [made.id]);
    });

    test("a message that moves takes along what each person has read of it", async () => {
      const made = await make("moves", "inbox", "", []);
      const before = { inbox: await countsOf("inbox"), trash: await countsOf("trash") };
      await door.setKeywords(
        nadege,
        box,
        [{ messageId: made.id, replace: null, patch: { $seen: true } }],
        null,
      );
      await move(made.id, "trash");
      assert.deepEqual(await countsOf("inbox"), before.inbox.with(0, 0).with(1, 0).with(2, 0));
      assert.deepEqual(await countsOf("trash"), [1, 1, 0]);
      assert.deepEqual(await countsOf("trash", yanis), [1, 1, 1]);
      await move(made.id, "inbox", nadege, { patch: { $seen: false } });
      assert.deepEqual(await countsOf("inbox"), before.inbox);
      assert.deepEqual(await countsOf("trash"), before.trash);
    });

    test("the newest of a conversation leaves the list to the one before it", async () => {
      const first = await make("c1", "archive");
      clock.advance(3 * day);
      const second = await make("c2", "archive", "c1");
      assert.equal(second.threadId, first.threadId);
      const { id } = await folderOf("archive");
      const query = { folderId: id, collapse: true, ascending: false, position: 0, anchor: null };
      const list = async () => {
        const found = await door.query(nadege, box, { ...query, anchorOffset: 0, limit: 5 });
        return found && typeof found === "object" ? [found.ids, found.total] : found;
      };
      assert.deepEqual(await list(), [[second.id], 1]);
      await door.destroy(nadege, box, [second.id], null);
      assert.deepEqual(await list(), [[first.id], 1]);
      await move(first.id, "trash");
      assert.deepEqual(await list(), [[], 0]);
    });

    test("changes tell what was destroyed, and never what came and went meanwhile", async () => {
      const old = await make("old");
      const state = await stateOf();
      const threads = await stateOf("thread");
      const passing = await make("passing");
      const answer = await make("answer", "drafts", "old");
      await door.destroy(nadege, box, [passing.id, old.id, "mnone"], null);
      const messages = await changesSince(state);
      assert.deepEqual([messages.created, messages.updated, messages.destroyed], [[answer.id], [], [old.id]]);
      const talks = await changesSince(threads, "thread");
      assert.deepEqual([talks.created, talks.updated, talks.destroyed], [[], [old.threadId], []]);
      const later = await stateOf("thread");
      await door.destroy(nadege, box, [answer.id], null);
      assert.deepEqual((await changesSince(later, "thread")).destroyed, [old.threadId]);
      assert.equal((await door.messages(nadege, box, [old.id]))?.messages.length, 0);
    });

    test("changes in steps come to the same as in one", async () => {
      const state = await stateOf();
      const made = [await make("s1"), await make("s2"), await make("s3")];
      const middle = await stateOf();
      await door.destroy(nadege, box, [made[1]?.id ?? "", made[0]?.id ?? ""], null);
      const gone: string[] = [];
      for (let since = middle, more = true; more;) {
        const step = await changesSince(since, "message", 1);
        gone.push(...step.destroyed);
        more = step.hasMoreChanges;
        since = step.newState;
      }
      assert.deepEqual(gone, [made[1]?.id, made[0]?.id]);
      assert.deepEqual((await changesSince(state)).created, [made[2]?.id]);
    });

    test("a late answer to a conversation that is gone begins one of its own", async () => {
      const first = await make("gone");
      await door.destroy(nadege, box, [first.id], null);
      assert.notEqual((await make("late", "drafts", "gone")).threadId, first.threadId);
    });

    test("the bytes of what is destroyed leave the disk", async () => {
      const made = await make("bytes");
      await door.destroy(nadege, box, [made.id], null);
      await door.forget();
      const files = await readdir(join(folder, "blobs"), { recursive: true });
      assert.ok(!files.some((path) => path.endsWith(made.blobId)));
    });

    test("an upload is its person's, for an hour", async () => {
      const kept = await door.upload(nadege, box, "application/pdf", bytesOf("%PDF"));
      assert.ok(kept && typeof kept === "object");
      assert.equal(kept.size, 4);
      const found = await door.openUpload(nadege, box, kept.blobId);
      const bytes = [];
      for await (const chunk of found?.read() ?? []) bytes.push(chunk);
      assert.deepEqual([found?.type, Buffer.concat(bytes).toString()], ["application/pdf", "%PDF"]);
      assert.equal(await door.openUpload(yanis, box, kept.blobId), null);
      assert.equal(await door.openUpload(stranger, box, kept.blobId), null);
      assert.deepEqual(await door.recover(), { kept: 0, removed: 0 });
      clock.advance(3_600_001);
      assert.equal(await door.openUpload(nadege, box, kept.blobId), null);
      await door.forget();
      const files = await readdir(join(folder, "blobs"), { recursive: true });
      assert.ok(!files.some((path) => path.endsWith(kept.blobId)));
    });

    test("uploads have a bound, in octets and in number, until their hour is over", async () => {
      const { keepUpload } = remoteChanges<MailboxesStore["changes"]>(store, "mailboxes");
      const keep = (blobId: string, size: number) => {
        const now = clock.now();
        const who = { personId: nadege.personId, mailboxId: box, now, expiresAt: now + 3_600_000 };
        return keepUpload({ ...who, blobId, type: "text/plain", size });
      };
      assert.equal(await keep("ubig", 199_999_999), "kept");
      assert.equal(await keep("ubigger", 2), "too-much");
      for (let n = 1; n < 200; n++) assert.equal(await keep(`u${n}`, 0), "kept");
      assert.equal(await keep("ulast", 0), "too-much");
      assert.equal(await door.upload(nadege, box, "text/plain", bytesOf("")), "too-much");
      clock.advance(3_600_001);
      await door.forget();
      assert.equal(typeof (await door.upload(nadege, box, "text/plain", bytesOf(""))), "object");
    });

    test("what breaks off leaves nothing behind", async () => {
      async function* broken() {
        yield Buffer.from("Subject: x\r\n");
        throw new Error("the person left");
      }
      const draft = { folderId: (await folderOf("drafts")).id, receivedAt: clock.now(), keywords: [] };
      await assert.rejects(door.make(nadege, box, draft, broken(), null), /left/);
      await assert.rejects(door.upload(nadege, box, "text/plain", broken()), /left/);
      assert.deepEqual(await readdir(join(folder, "blobs", "incoming")), []);
    });
  });
}
