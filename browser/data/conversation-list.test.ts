import assert from "node:assert/strict";
import { test } from "node:test";
import { createConversationList, seenOf } from "./conversation-list.ts";
import type { Call, Jmap, Responses } from "./jmap.ts";
import type { ListedMessage, Member } from "./shapes.ts";

/** A folder whose conversations are these threads, newest first, each of one message. */
function folderOf(threads: string[]) {
  const asked: number[] = [];
  const message = (thread: string): ListedMessage => ({
    id: `m-${thread}`,
    threadId: thread,
    mailboxIds: { f: true },
    keywords: {},
    teamSeen: false,
    from: null,
    to: null,
    cc: null,
    subject: thread,
    receivedAt: "2026-11-22T09:00:00Z",
    preview: "",
    attachmentCount: 0,
  });
  function answer(calls: Call[]): Responses {
    const responses: Responses = new Map();
    for (const [name, args, id] of calls) {
      if (name !== "Email/query") continue;
      const position = Number(args["position"]);
      asked.push(position);
      const page = threads.slice(position, position + Number(args["limit"])).map(message);
      responses.set(id, { ids: page.map((one) => one.id), total: threads.length });
      responses.set(`newest ${position}`, { list: page, state: "s" });
    }
    return responses;
  }
  const send = (calls: Call[]) => Promise.resolve(answer(calls));
  // The list calls nothing else of the client.
  const jmap = { send } as Partial<Jmap> as Jmap;
  return { list: createConversationList(jmap, "a", "f"), answer, asked, threads };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));
const subjects = (list: ReturnType<typeof folderOf>["list"], from: number, to: number) =>
  Array.from({ length: to - from }, (_, place) => list.rowAt(from + place)?.newest.subject);

const many = (count: number) => Array.from({ length: count }, (_, place) => `t${place}`);

test("only the pages that are looked at are asked for, each once", async () => {
  const { list, asked } = folderOf(many(1000));
  list.want(0, 10);
  list.want(0, 12);
  await settled();
  list.want(480, 500);
  await settled();
  assert.deepEqual(asked, [0, 480]);
  list.want(505, 515);
  await settled();
  assert.deepEqual(asked, [0, 480, 500]);
  assert.equal(list.total.value, 1000);
  assert.deepEqual(subjects(list, 499, 501), ["t499", "t500"]);
  assert.equal(list.rowAt(100), undefined);
});

test("what comes shows at once when the top is in view", async () => {
  const { list, answer, threads } = folderOf(many(3));
  list.want(0, 3);
  await settled();
  threads.unshift("new");
  list.readTop(answer(list.askTop()));
  assert.deepEqual(subjects(list, 0, 2), ["new", "t0"]);
  assert.deepEqual([...list.arrived], ["m-new"]);
  assert.equal(list.hidden.value, 0);
});

test("further down, what comes waits and no line moves", async () => {
  const { list, answer, threads } = folderOf(many(200));
  list.want(0, 10);
  await settled();
  list.isAtTop = false;
  threads.unshift("new1", "new2");
  list.readTop(answer(list.askTop()));
  list.want(40, 120);
  await settled();
  assert.equal(list.hidden.value, 2);
  assert.equal(list.total.value, 200);
  assert.deepEqual(subjects(list, 0, 2), ["t0", "t1"]);
  assert.deepEqual(subjects(list, 59, 61), ["t59", "t60"]);
  list.showHidden();
  await settled();
  assert.equal(list.total.value, 202);
  assert.deepEqual(subjects(list, 0, 3), ["new1", "new2", "t0"]);
});

test("a conversation is as unread as its messages in the folder", () => {
  const member = (mine: boolean, team: boolean, folder = "f", draft = false): Member => ({
    id: "m",
    threadId: "t",
    mailboxIds: { [folder]: true },
    keywords: { ...(mine && { $seen: true as const }), ...(draft && { $draft: true as const }) },
    teamSeen: team,
  });
  // Only the members count here.
  const row = (...members: Member[]) => ({ newest: {} as ListedMessage, members });
  assert.equal(seenOf(row(member(true, true), member(false, false)), "f"), "unread");
  assert.equal(seenOf(row(member(true, true), member(false, true)), "f"), "team");
  assert.equal(seenOf(row(member(true, true), member(false, false, "sent")), "f"), "read");
  assert.equal(seenOf(row(member(false, false, "f", true)), "f"), "read");
});
