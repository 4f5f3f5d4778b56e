import assert from "node:assert/strict";
import { after, suite, test } from "node:test";
import { testEngines } from "../foundations/database/test-engines.ts";
import { all, day, mailbox, nadege, openTestRoom, raw } from "./test-room.ts";

const stranger = { personId: "pstranger", sessionId: "s3" };

for (const engine of testEngines()) {
  const { door, clock, box, receive, inbox, close } = await openTestRoom(engine);

  suite(`mailboxes on ${engine.name}`, () => {
    after(close);

    test("whoever has no right meets nothing at all", async () => {
      await receive(raw("secret", "Bilan de Léa"));
      const { id } = await inbox();
      const list = await door.query(nadege, box, { ...all, folderId: id });
      const messageId = typeof list === "object" && list ? (list.ids[0] ?? "") : "";
      const blobId = (await door.messages(nadege, box, [messageId]))?.messages[0]?.blobId ?? "";
      const attempts = {
        states: door.states(stranger, box),
        folders: door.folders(stranger, box, null),
        query: door.query(stranger, box, all),
        messages: door.messages(stranger, box, [messageId]),
        threads: door.threads(stranger, box, ["t"]),
        changes: door.changes(stranger, box, "message", "0.0", 5),
        setKeywords: door.setKeywords(
          stranger,
          box,
          [{ messageId, replace: null, patch: { $seen: true } }],
          null,
        ),
        reading: door.open(stranger, box, messageId, { start: 0, end: 9 }, "reading"),
        headers: door.open(stranger, box, messageId, { start: 0, end: 9 }, "headers"),
        findBlob: door.findBlob(stranger, box, blobId),
      };
      for (const [name, attempt] of Object.entries(attempts)) assert.equal(await attempt, null, name);
      const other = (await door.putMailbox(mailbox("other@a.example"), "command")).mailboxId;
      await door.putMembership(
        { mailboxId: other, personId: "pstranger", right: "manager", startsAt: 0, endsAt: null },
        "command",
      );
      assert.deepEqual(
        (await door.messages(stranger, other, [messageId]))?.messages,
        [],
        "an id of another mailbox is not found",
      );
      assert.equal(await door.open(stranger, other, messageId, { start: 0, end: 9 }, "reading"), null);
      assert.equal(await door.findBlob(stranger, other, blobId), null);
    });

    test("a right that is given back from a later day does not open before", async () => {
      const now = clock.now();
      const give = (startsAt: number, endsAt: number | null) =>
        door.putMembership(
          { mailboxId: box, personId: "pback", right: "writer", startsAt, endsAt },
          "command",
        );
      const opens = async () => (await door.states({ personId: "pback", sessionId: "s" }, box)) !== null;
      await give(now - day, null);
      await give(now + day, null);
      assert.ok(await opens(), "a right in force keeps its start");
      await give(now - day, now);
      assert.ok(!(await opens()));
      await give(now + day, null);
      assert.ok(!(await opens()));
      await give(now + 2 * day, null);
      clock.advance(day);
      assert.ok(!(await opens()));
      clock.advance(day);
      assert.ok(await opens());
    });

    test("a right that has ended, or not begun, opens nothing", async () => {
      const give = (personId: string, startsAt: number, endsAt: number | null) =>
        door.putMembership({ mailboxId: box, personId, right: "manager", startsAt, endsAt }, "command");
      await give("plate", clock.now() + day, null);
      await give("pgone", clock.now() - 2 * day, clock.now() - day);
      for (const personId of ["plate", "pgone"]) {
        assert.equal(await door.states({ personId, sessionId: "s" }, box), null);
        assert.deepEqual(await door.listMailboxes(personId), []);
      }
    });

    test("the people of a mailbox are those whose right is in force", async () => {
      const made = await door.putMailbox(mailbox("nombre@a.example"), "command");
      const give = (personId: string, startsAt: number, endsAt: number | null) =>
        door.putMembership(
          { mailboxId: made.mailboxId, personId, right: "reader", startsAt, endsAt },
          "command",
        );
      assert.deepEqual(await door.countPeople([made.mailboxId]), []);
      await give("pnow", clock.now() - day, null);
      await give("puntil", clock.now() - day, clock.now() + day);
      await give("plate", clock.now() + day, null);
      await give("pgone", clock.now() - 2 * day, clock.now());
      assert.deepEqual(await door.countPeople([made.mailboxId]), [{ id: made.mailboxId, people: 2 }]);
    });
  });
}
