import assert from "node:assert/strict";
import { join } from "node:path";
import { after, suite, test } from "node:test";
import { openAudit } from "../../audit/door.ts";
import { testEngines } from "../../foundations/database/test-engines.ts";
import { bytesOf, nadege, openTestRoom, yanis } from "../../mailboxes/test-room.ts";
import { forgetSubmissions } from "../door.ts";
import { openOutbox, type OutboxParts } from "./outbox.ts";

const hourMs = 3_600_000;

for (const engine of testEngines()) {
  const room = await openTestRoom(engine);
  const { door, box, clock, chance, log, folder, place } = room;
  // PostgreSQL has a second node, on the same database and folder.
  const stores = engine.dialect === "postgres" ? [room.store, await place.open()] : [room.store];
  const parts: Omit<OutboxParts, "store"> = {
    folder: join(folder, "queue"),
    part: "",
    key: chance.bytes(32),
    mailboxes: door,
    certificates: () => ({ chain: "", key: "", authorities: "" }),
    clock,
    chance,
    log,
    settings: {
      hostname: "mss.a.example",
      domains: ["a.example"],
      // Nobody listens there.
      routes: { "b.example": { host: "127.0.0.1", port: 1, name: "mss.b.example" } },
      mostRecipients: 100,
      undoMs: 10_000,
      lifetimeMs: 48 * hourMs,
      connectionsPerDestination: 2,
    },
  };
  const outboxes = await Promise.all(stores.map((store) => openOutbox({ ...parts, store })));
  const [outbox] = outboxes;
  assert.ok(outbox);

  const run = () => Promise.all(outboxes.map((one) => one.run()));
  const audit = openAudit(room.store);

  async function write(subject: string, to: string) {
    const folders = (await door.folders(nadege, box, null))?.folders ?? [];
    const folderId = folders.find(({ role }) => role === "drafts")?.id ?? "";
    const raw = `From: ime@a.example\nTo: ${to}\nSubject: ${subject}\nMessage-ID: <${subject}@a.example>\n\nBonjour\n`;
    const draft = { folderId, receivedAt: clock.now(), keywords: ["$draft", "$seen"] };
    const made = await door.make(nadege, box, draft, bytesOf(raw), null);
    assert.ok(made?.outcome === "made");
    return made.id;
  }

  async function submit(subject: string, to: string) {
    const messageId = await write(subject, to);
    const done = await outbox?.submit(nadege, box, { messageId, envelope: null, after: null });
    assert.ok(done?.outcome === "submitted", JSON.stringify(done));
    return done.id;
  }

  async function stateOf(id: string) {
    const filter = { ids: [id], messageIds: null, threadIds: null };
    const found = await outbox?.submissions(nadege, box, filter, 1);
    return found?.submissions[0]?.recipients.map(({ state }) => state).join(" ");
  }

  const rowsOf = async (action: string) =>
    (await audit.rows(`mailbox:${box}`, 0, 1000)).filter((row) => row.action === action).length;

  suite(`the queue on ${engine.name}`, () => {
    after(async () => {
      for (const one of outboxes) await one.close();
      for (const store of stores.slice(1)) await store.close();
      await room.close();
    });

    test("every node drains it, and each recipient is served once", async () => {
      const ids: string[] = [];
      for (let n = 0; n < 20; n++) ids.push(await submit(`s${n}`, "ime@a.example, absent@a.example"));
      clock.advance(10_000);
      await run();
      await run();
      for (const id of ids) assert.equal(await stateOf(id), "delivered failed");
      assert.equal(await rowsOf("message.delivered"), 20);
      assert.equal(await rowsOf("message.refused"), 20);
      assert.equal(await rowsOf("message.returned"), 20);
      // Twenty came back to the mailbox itself, and twenty tell that nobody is there.
      assert.equal((await room.inbox()).messages, 40);
      assert.deepEqual(await audit.verify([`mailbox:${box}`]), []);
    });

    test("what is not there, or not his, is not sent; what goes along is refused with it", async () => {
      const messageId = await write("right", "ime@a.example");
      const leaving = { messageId, envelope: null, after: null };
      assert.deepEqual(await outbox.submit(yanis, box, leaving), { outcome: "forbidden" });
      assert.equal(await outbox.submit({ personId: "px", sessionId: "s" }, box, leaving), null);
      const gone = await outbox.submit(nadege, box, { ...leaving, messageId: "mnone" });
      assert.deepEqual(gone, { outcome: "message-not-found" });
      const before = await outbox.submissionState(nadege, box);
      const after = { messageId, replace: null, patch: {}, folderId: "fnone" };
      assert.deepEqual(await outbox.submit(nadege, box, { ...leaving, after }), { outcome: "after-refused" });
      assert.equal(await outbox.submissionState(nadege, box), before);
    });

    test("authors and recipients beyond what lists keep of a message count all the same", async () => {
      const crowd = Array(45)
        .fill(`"${"x".repeat(1000)}" <ime@a.example>`)
        .join(",\n ");
      const go = async (from: string, to: string) => {
        const messageId = await write("crowd", `${to}\nFrom: ${from}`);
        return outbox?.submit(nadege, box, { messageId, envelope: null, after: null });
      };
      const mine = "ime@a.example";
      assert.equal((await go(`${crowd},\n foyer@a.example`, mine))?.outcome, "forbidden-from");
      assert.equal((await go(`${mine}\nSender: foyer@a.example`, crowd))?.outcome, "forbidden-from");
      assert.equal((await go(`foyer@a.example\nFrom: ${mine}`, mine))?.outcome, "forbidden-from");
      const done = await go(mine, `${crowd},\n absent@a.example`);
      assert.ok(done?.outcome === "submitted");
      assert.equal(await stateOf(done.id), "waiting waiting");
      await outbox?.unsend(nadege, box, done.id, null);
    });

    test("a recipient with brackets or a way through another server is refused", async () => {
      const messageId = await write("brackets", "ime@a.example");
      for (const to of ["<ime@a.example>", "@b.example:ime@a.example", "ime@c.example"]) {
        const envelope = { from: "ime@a.example", recipients: [to] };
        const done = await outbox?.submit(nadege, box, { messageId, envelope, after: null });
        assert.deepEqual(done, { outcome: "wrong-recipients", recipients: [to] });
      }
    });

    test("sent from two tabs at once, a draft leaves once; called back, it may leave again", async () => {
      const messageId = await write("tabs", "ime@a.example, absent@a.example");
      const tab = (one = outbox, to: string[] | null = null) =>
        one?.submit(nadege, box, {
          messageId,
          envelope: to && { from: "ime@a.example", recipients: to },
          after: null,
        });
      const done = await Promise.all(outboxes.flatMap((one) => [tab(one), tab(one), tab(one)]));
      const [first, ...others] = done.filter((one) => one?.outcome === "submitted");
      assert.ok(first?.outcome === "submitted" && others.length === 0);
      assert.deepEqual(await tab(), { outcome: "left-already", id: first.id });
      assert.deepEqual(await tab(outbox, ["ABSENT@a.example"]), { outcome: "left-already", id: first.id });
      const other = await tab(outbox, ["foyer@a.example"]);
      assert.ok(other?.outcome === "submitted");
      for (const { id } of [first, other]) await outbox?.unsend(nadege, box, id, null);
      const again = await tab();
      assert.ok(again?.outcome === "submitted");
      await outbox?.unsend(nadege, box, again.id, null);
    });

    test("one person cannot flood the queue; the next hour is free", async () => {
      clock.advance(hourMs + 10_000);
      const flood = (n: number) => {
        const recipients = Array.from({ length: 100 }, (_, place) => `r${n}-${place}@b.example`);
        return { from: "ime@a.example", recipients };
      };
      const messageId = await write("flood", "ime@a.example");
      const go = (n: number) => outbox?.submit(nadege, box, { messageId, envelope: flood(n), after: null });
      const done = [];
      for (let n = 0; n < 11; n++) done.push(await go(n));
      const sent = done.filter((one) => one?.outcome === "submitted");
      assert.equal(sent.length, 10);
      assert.deepEqual(done.at(-1), { outcome: "too-fast" });
      for (const { id } of sent) await outbox?.unsend(nadege, box, id, null);
      // Called back or not, it was written.
      assert.deepEqual(await go(12), { outcome: "too-fast" });
      clock.advance(hourMs + 10_000);
      const later = await go(13);
      assert.ok(later?.outcome === "submitted");
      await outbox?.unsend(nadege, box, later.id, null);
    });

    test("what left long ago is forgotten, and a client that knew of it begins again", async () => {
      const id = await submit("old", "ime@a.example");
      const waiting = await submit("held", "held@b.example");
      const since = (await outbox?.submissionState(nadege, box)) ?? "";
      clock.advance(10_000);
      await run();
      assert.equal(await stateOf(id), "delivered");
      await forgetSubmissions(room.store, clock.now() + 1);
      assert.equal(await stateOf(id), undefined);
      assert.equal(await stateOf(waiting), "waiting");
      assert.equal(await outbox?.submissionChanges(nadege, box, since, 10), "too-old");
      const now = (await outbox?.submissionState(nadege, box)) ?? "";
      const changes = await outbox?.submissionChanges(nadege, box, now, 10);
      assert.ok(changes && changes !== "too-old" && changes.destroyed.length === 0);
      assert.deepEqual(await audit.verify([`mailbox:${box}`]), []);
    });

    test("called back in time, it does not leave; a moment later it is too late", async () => {
      const [early, late] = [await submit("early", "labo@b.example"), await submit("late", "labo@b.example")];
      clock.advance(9_999);
      assert.equal((await outbox.unsend(nadege, box, early, null))?.outcome, "unsent");
      assert.equal((await outbox.unsend(nadege, box, early, null))?.outcome, "too-late");
      assert.deepEqual(await outbox.unsend(yanis, box, late, null), { outcome: "forbidden" });
      clock.advance(1);
      assert.deepEqual(await outbox.unsend(nadege, box, late, null), { outcome: "too-late" });
      await run();
      assert.deepEqual([await stateOf(early), await stateOf(late)], ["canceled", "waiting"]);
    });

    test("a node that died leaves its rows to the others when its lease ends", async () => {
      const id = await submit("orphan", "ime@a.example");
      clock.advance(10_000);
      const now = clock.now();
      const held = await stores[0]?.change("transport.claim", {
        now,
        until: now + 60_000,
        lease: "dead",
        busy: ["b.example"],
      });
      assert.ok(held);
      await run();
      assert.equal(await stateOf(id), "waiting");
      clock.advance(60_000);
      await run();
      assert.equal(await stateOf(id), "delivered");
    });
  });
}
