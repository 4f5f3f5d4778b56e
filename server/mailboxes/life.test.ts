import assert from "node:assert/strict";
import { after, suite, test } from "node:test";
import { remoteChanges, remoteReads } from "../foundations/database/operation.ts";
import { testEngines } from "../foundations/database/test-engines.ts";
import { openAudit } from "../audit/door.ts";
import type { MailboxesStore } from "./store.ts";
import { all, day, mailbox, nadege, openTestRoom, raw, yanis } from "./test-room.ts";

for (const engine of testEngines()) {
  const room = await openTestRoom(engine);
  const { door, clock, box, store, receive, inbox, close } = room;
  const changes = remoteChanges<MailboxesStore["changes"]>(store, "mailboxes");
  const reads = remoteReads<MailboxesStore["reads"]>(store, "mailboxes");
  const step = (name: "suspend" | "resume" | "unpublish" | "keep", more: { deleteAt?: number } = {}) =>
    changes.takeStep({
      mailboxId: box,
      step: name,
      reason: "essai",
      at: clock.now(),
      actor: "person:p",
      ...more,
    });
  const whole = { start: 0, end: 10 };

  suite(`the life of a mailbox on ${engine.name}`, () => {
    after(close);

    test("suspended, it takes nothing in, lets nothing out, and is read as before", async () => {
      await receive(raw("before", "Bilan"));
      const { id } = await inbox();
      assert.equal(await step("suspend"), "suspended");
      assert.equal(await step("suspend"), "not-now");
      assert.deepEqual(await door.findRecipient("ime@a.example", 1), { outcome: "closed" });
      assert.deepEqual(await receive(raw("late", "Entre RCPT et DATA")), { outcome: "closed" });
      const [seen] = await door.listMailboxes(nadege.personId);
      assert.deepEqual([seen?.right, seen?.isClosed], ["reader", true]);
      const list = await door.query(nadege, box, { ...all, folderId: id });
      assert.ok(list && typeof list === "object" && list.ids.length === 1);
      const [messageId = ""] = list.ids;
      assert.ok(await door.open(nadege, box, messageId, whole, "reading"));
      const folders = await door.folders(nadege, box, null);
      const drafts = folders?.folders.find(({ role }) => role === "drafts")?.id ?? "";
      const draft = { folderId: drafts, receivedAt: clock.now(), keywords: ["$draft"] };
      const bytes = (async function* () {
        yield Buffer.from(raw("draft", "Réponse"));
      })();
      assert.deepEqual(await door.make(nadege, box, draft, bytes, null), { outcome: "forbidden" });
      assert.deepEqual((await door.destroy(nadege, box, [messageId], null)) as object, {
        ...((await door.destroy(nadege, box, [messageId], null)) as object),
        forbidden: [messageId],
        destroyed: [],
      });
      const flag = [{ messageId, replace: null, patch: { $flagged: true } }];
      const marked = await door.setKeywords(nadege, box, flag, null);
      assert.deepEqual(marked && typeof marked === "object" && marked.forbidden, [messageId]);
      const read = [{ messageId, replace: null, patch: { $seen: true } }];
      const said = await door.setKeywords(nadege, box, read, null);
      assert.deepEqual(said && typeof said === "object" && said.updated, [messageId], "« lu » is one’s own");
      assert.equal(await step("resume"), "active");
      assert.equal((await door.findRecipient("ime@a.example", 1)).outcome, "found");
    });

    test("to be deleted, it can be kept, and stands as it stood before", async () => {
      await step("suspend");
      const deleteAt = clock.now() + 30 * day;
      assert.equal(await step("unpublish", { deleteAt }), "unpublished");
      assert.equal(await step("resume"), "not-now");
      assert.deepEqual(await door.findRecipient("ime@a.example", 1), { outcome: "closed" });
      clock.advance(29 * day);
      await door.sweep();
      assert.equal(await step("keep"), "suspended");
      clock.advance(2 * day);
      await door.sweep();
      assert.equal((await reads.keptMailbox({ id: box, now: clock.now() }))?.status, "suspended");
      assert.equal(await step("resume"), "active");
      assert.equal(await step("keep"), "not-now");
    });

    test("when its delay is over all of it goes but its address and its trace, and no other mailbox moves", async () => {
      const other = (await door.putMailbox(mailbox("voisine@a.example"), "command")).mailboxId;
      await door.putMembership(
        { mailboxId: other, personId: nadege.personId, right: "writer", startsAt: 0, endsAt: null },
        "command",
      );
      await receive(raw("neighbour", "À la voisine"), other);
      for (let count = 0; count < 5; count++) await receive(raw(`m${count}`, `Message ${count}`));
      const { used } = await counts(other);
      await step("unpublish", { deleteAt: clock.now() + day });
      clock.advance(day);
      // As a node does that is killed between two steps, and another that goes on.
      const at = clock.now();
      let steps = 0;
      while (await changes.sweepMailbox({ mailboxId: box, at, most: 2 })) steps += 1;
      assert.ok(steps > 4, "in bounded steps");
      assert.equal(await changes.sweepMailbox({ mailboxId: box, at, most: 2 }), false);
      await door.sweep();
      assert.deepEqual(await door.findRecipient("ime@a.example", 1), { outcome: "unknown" });
      assert.equal(await door.states(nadege, box), null);
      assert.deepEqual(
        (await door.listMailboxes(nadege.personId)).map(({ id }) => id),
        [other],
      );
      assert.deepEqual(await reads.discards(), [], "no file is left");
      assert.deepEqual(await counts(box), { status: "deleted", messages: 0, used: 0 });
      assert.deepEqual(await counts(other), { status: "active", messages: 1, used });
      const rows = await openAudit(store).rows(`mailbox:${box}`, 0, 100);
      const actions = rows.map(({ action }) => action);
      assert.ok(actions.includes("message.received") && actions.includes("mailbox.deleted"));
      assert.equal(actions.filter((action) => action === "membership.ended").length, 2);
      const statuses = await reads.statuses({ mailboxId: box });
      assert.deepEqual(statuses.at(-1)?.status, "deleted");
      assert.equal(statuses.at(-2)?.reason, "essai");
      await assert.rejects(door.putMailbox(mailbox("ime@a.example"), "command"));
      const again = await changes.addMailbox({
        ...mailbox("ime@a.example"),
        ...door.newMailbox(),
        at,
        actor: "person:p",
      });
      assert.equal(again, "address-taken", "for ever");
      assert.equal(await door.states(yanis, box), null);
    });

    async function counts(id: string) {
      const kept = await reads.keptMailbox({ id, now: clock.now() });
      return { status: kept?.status, messages: kept?.messages, used: kept?.usedBytes };
    }
  });
}
