import assert from "node:assert/strict";
import { test } from "node:test";
import { openAudit } from "../audit/door.ts";
import { testEngines } from "../foundations/database/test-engines.ts";
import { openMailboxes } from "./door.ts";
import { all, bytesOf, mailbox, nadege, openTestRoom, raw, yanis } from "./test-room.ts";

const [, postgres] = testEngines();

/** The room on two nodes that share one database and the files of messages. */
async function openTwoNodes() {
  const room = await openTestRoom(postgres);
  const store = await room.place.open();
  const doors = [room.door, openMailboxes({ ...room, store })] as const;
  const close = async () => {
    await doors[1].close();
    await store.close();
    await room.close();
  };
  return { ...room, doors, close };
}

type Nodes = Awaited<ReturnType<typeof openTwoNodes>>;

function deliver({ doors }: Nodes, node: number, id: string, boxes: string[], references = "") {
  return doors[node % 2]!.receive(
    {
      recipients: boxes.map((mailboxId) => ({ mailboxId, address: `${mailboxId}@a.example` })),
      from: "a@x.example",
      peer: "CN=mss.x.example",
      trace: () => "",
    },
    bytesOf(raw(id, "Bilan", references)),
  );
}

/** Follows `/changes` on one node until all of `count` messages were told; a state that hides one loses it for good. */
async function follow({ doors, box }: Nodes, node: number, since: string, count: number): Promise<string[]> {
  const created: string[] = [];
  for (let state = since, tries = 0; created.length < count && tries < 2000; tries++) {
    const moved = await doors[node % 2]!.changes(nadege, box, "message", state, 5);
    assert.ok(moved && moved !== "too-old");
    created.push(...moved.created);
    state = moved.newState;
  }
  return created;
}

test("two nodes deliver to one mailbox at once: counters stand, and /changes loses nothing", async (t) => {
  const nodes = await openTwoNodes();
  t.after(nodes.close);
  const { door, doors, box } = nodes;
  const other = (await door.putMailbox(mailbox("autre@a.example"), "command")).mailboxId;
  const before = await door.states(nadege, box);
  assert.ok(before);
  await deliver(nodes, 0, "first", [box]);
  const [seen, seenThere] = await Promise.all([
    follow(nodes, 0, before.message, 41),
    follow(nodes, 1, before.message, 41),
    // To both mailboxes, named in either order: neither waits for the other for ever.
    ...Array.from({ length: 40 }, (_, index) =>
      deliver(nodes, index, `m${index}`, index % 4 < 2 ? [box, other] : [other, box], "first"),
    ),
  ]);
  const list = await door.query(nadege, box, { ...all, limit: 500 });
  assert.ok(list && typeof list === "object");
  assert.deepEqual([list.total, list.ids.length], [41, 41]);
  assert.deepEqual(seen.toSorted(), list.ids.toSorted());
  assert.deepEqual(seenThere.toSorted(), list.ids.toSorted());
  for (const one of doors) {
    const inbox = (await one.folders(nadege, box, null))?.folders.find(({ role }) => role === "inbox");
    assert.deepEqual([inbox?.messages, inbox?.threads, inbox?.unreadMessages], [41, 1, 41]);
    const collapsed = await one.query(nadege, box, { ...all, folderId: inbox?.id ?? "", collapse: true });
    assert.ok(collapsed && typeof collapsed === "object");
    assert.equal(collapsed.ids.length, 1);
  }
  assert.deepEqual(await openAudit(nodes.store).verify([`mailbox:${box}`, `mailbox:${other}`]), []);
});

test("the same message sent to both nodes at once stands once", async (t) => {
  const nodes = await openTwoNodes();
  t.after(nodes.close);
  const receipts = await Promise.all([0, 1, 0, 1].map((node) => deliver(nodes, node, "same", [nodes.box])));
  assert.deepEqual(
    receipts.map((receipt) => receipt.outcome === "stored" && receipt.again).toSorted(),
    [0, 1, 1, 1],
  );
  assert.equal((await nodes.inbox()).messages, 1);
});

test("two people read and mark on two nodes at once, and every count agrees with the rows", async (t) => {
  const nodes = await openTwoNodes();
  t.after(nodes.close);
  const { doors, box, inbox, door } = nodes;
  for (let index = 0; index < 12; index++) await deliver(nodes, index, `m${index}`, [box]);
  const { ids } = (await door.query(nadege, box, { ...all })) as { ids: string[] };
  const mark = (node: number, who: typeof nadege, messageId: string, patch: Record<string, boolean>) =>
    doors[node]!.setKeywords(who, box, [{ messageId, replace: null, patch }], null);
  await Promise.all([
    ...ids.map((id) => mark(0, nadege, id, { $seen: true, $flagged: true })),
    ...ids.map((id) => mark(1, yanis, id, { $seen: true })),
    ...ids.slice(0, 6).map((id) => mark(1, nadege, id, { $seen: true, $answered: true })),
    ...Array.from({ length: 8 }, (_, index) => deliver(nodes, index, `n${index}`, [box])),
  ]);
  for (const who of [nadege, yanis]) assert.equal((await inbox(who)).unreadMessages, 8);
  const { messages = [] } = (await door.messages(nadege, box, ids)) ?? {};
  assert.ok(messages.every(({ keywords, teamSeen }) => keywords.includes("$flagged") && teamSeen));
  assert.equal(messages.filter(({ keywords }) => keywords.includes("$answered")).length, 6);
  // Unread again, one after the other: the team has seen a message until its last reader takes it back.
  for (const who of [nadege, yanis])
    await Promise.all(ids.map((id, index) => mark(index % 2, who, id, { $seen: false })));
  const after = (await door.messages(nadege, box, ids))?.messages ?? [];
  assert.ok(after.every(({ teamSeen }) => !teamSeen));
  assert.deepEqual(await openAudit(nodes.store).verify([`mailbox:${box}`]), []);
});
