import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { createSeededChance } from "../../../foundations/chance.ts";
import { createStillClock } from "../../../foundations/clock.ts";
import { silentLog } from "../../../foundations/log.ts";
import type { States, Who } from "../../../mailboxes/views.ts";
import { sessionOf, signedOut, whoOf } from "../jmap-test-house.ts";
import type { JmapMailboxes, JmapParts, MailboxChange } from "../parts.ts";
import { isStranger } from "../problems.ts";
import { isObject } from "../request.ts";
import { createJmapRoutes } from "../routes.ts";

/** Lets what was begun come to its end: nothing here waits for more than promises. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Two mailboxes whose states a test moves by hand: Nadège and Yanis share one, Nadège alone has the other. */
function openHouse(t: TestContext) {
  t.mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  const rights: Record<string, string[]> = { pnadege: ["a1", "a2"], pyanis: ["a1"] };
  const states: Record<string, States> = {
    a1: { right: "writer", message: "1.0", folder: "1.0", thread: "1" },
    a2: { right: "writer", message: "5.0", folder: "5.0", thread: "5" },
  };
  const asked = { states: 0, renewed: 0 };
  const ended = new Set<string>();
  const changed = new Set<(changes: MailboxChange[]) => void>();
  const missed = new Set<() => void>();
  const sessionEnded = new Set<(sessionId: string) => void>();
  const clock = createStillClock(0);
  const mailboxes = {
    listMailboxes: (personId: string) => Promise.resolve((rights[personId] ?? []).map((id) => ({ id }))),
    states(who: Who, id: string) {
      asked.states++;
      return Promise.resolve(rights[who.personId]?.includes(id) ? (states[id] ?? null) : null);
    },
  };
  const routes = createJmapRoutes({
    // The event source asks for nothing else of the room, and for nothing but ids of its mailboxes.
    mailboxes: mailboxes as unknown as JmapMailboxes,
    outbox: { submissionState: () => Promise.resolve("0") } as unknown as JmapParts["outbox"],
    fromOf: () => ({ address: null, certificate: null }),
    sessionOf(request, { renew }) {
      if (renew) asked.renewed++;
      const session = sessionOf(request, clock.now());
      const isOver = isStranger(session) || ended.has(session.who.sessionId);
      return Promise.resolve(isOver ? signedOut : session);
    },
    onChanged(listener, onMissed) {
      changed.add(listener);
      missed.add(onMissed);
      return () => changed.delete(listener);
    },
    onSessionEnded(listener) {
      sessionEnded.add(listener);
      return () => sessionEnded.delete(listener);
    },
    clock,
    chance: createSeededChance("push"),
    log: silentLog,
    publicUrl: "http://localhost:8025",
  });
  return {
    rights,
    states,
    asked,
    ended,
    change: (...changes: MailboxChange[]) => changed.forEach((listener) => listener(changes)),
    miss: () => missed.forEach((listener) => listener()),
    endSession: (person: string) => sessionEnded.forEach((listener) => listener(whoOf(person).sessionId)),
    async pass(ms: number) {
      t.mock.timers.tick(ms);
      await settle();
    },
    head: async (person: string) =>
      routes.request("/eventsource?types=*&closeafter=no&ping=0", { method: "HEAD", headers: { person } }),
    openUnread: async (person: string) =>
      routes.request("/eventsource?types=*&closeafter=no&ping=5", { headers: { person } }),
    async open(person: string, query = "types=*&closeafter=no&ping=0", headers = {}) {
      const answer = await routes.request(`/eventsource?${query}`, { headers: { person, ...headers } });
      const stream = { status: answer.status, headers: answer.headers, text: "", isOver: false };
      void (async () => {
        for await (const chunk of answer.body ?? []) stream.text += Buffer.from(chunk).toString();
        stream.isOver = true;
      })();
      await settle();
      return stream;
    },
  };
}

type Stream = Awaited<ReturnType<ReturnType<typeof openHouse>["open"]>>;

function eventsOf(stream: Stream): { event: string; data: unknown; id: string | undefined }[] {
  return stream.text
    .split("\n\n")
    .filter((block) => block.includes("event: "))
    .map((block) => {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1];
      return { event: field("event") ?? "", data: JSON.parse(field("data") ?? ""), id: field("id") };
    });
}

function changesOf(stream: Stream): unknown[] {
  return eventsOf(stream)
    .filter(({ event }) => event === "state")
    .map(({ data }) => {
      assert.ok(isObject(data));
      assert.equal(data["@type"], "StateChange");
      return data["changed"];
    });
}

test("a change reaches those who have the mailbox, once, with the types that moved", async (t) => {
  const house = openHouse(t);
  const nadege = await house.open("nadege");
  const yanis = await house.open("yanis");
  assert.equal(nadege.headers.get("Content-Type"), "text/event-stream");
  house.states["a2"] = { right: "writer", message: "6.0", folder: "6.0", thread: "6" };
  for (let time = 0; time < 20; time++) house.change({ mailboxId: "a2" }, { mailboxId: "a9" });
  await house.pass(100);
  const moved = { Mailbox: "6.0", Email: "6.0", Thread: "6", EmailDelivery: "6" };
  assert.deepEqual(changesOf(nadege), [{ a2: moved }]);
  assert.deepEqual(changesOf(yanis), []);
});

test("what one person has seen is told to her alone, and threads have not moved by it", async (t) => {
  const house = openHouse(t);
  const nadege = await house.open("nadege");
  const yanis = await house.open("yanis");
  house.states["a1"] = { right: "writer", message: "1.1", folder: "1.1", thread: "1" };
  house.change({ mailboxId: "a1", personId: "pnadege" });
  await house.pass(100);
  assert.deepEqual(changesOf(nadege), [{ a1: { Mailbox: "1.1", Email: "1.1" } }]);
  assert.deepEqual(changesOf(yanis), []);
});

test("a change of a mailbox that is not the person's costs the store nothing", async (t) => {
  const house = openHouse(t);
  await house.open("yanis");
  house.asked.states = 0;
  house.change({ mailboxId: "a2" });
  await house.pass(100);
  assert.equal(house.asked.states, 0);
});

test("when changes may have gone unheard, each stream looks for what moved, and tells nothing else", async (t) => {
  const house = openHouse(t);
  const nadege = await house.open("nadege");
  const yanis = await house.open("yanis");
  house.states["a2"] = { right: "writer", message: "6.0", folder: "6.0", thread: "6" };
  house.miss();
  await house.pass(100);
  const moved = { Mailbox: "6.0", Email: "6.0", Thread: "6", EmailDelivery: "6" };
  assert.deepEqual(changesOf(nadege), [{ a2: moved }]);
  assert.deepEqual(changesOf(yanis), []);
});

test("only the types asked for are told", async (t) => {
  const house = openHouse(t);
  const stream = await house.open("nadege", "types=Thread,Calendar&closeafter=no&ping=0");
  house.states["a1"] = { right: "writer", message: "1.1", folder: "1.1", thread: "1" };
  house.change({ mailboxId: "a1" });
  await house.pass(100);
  house.states["a1"] = { right: "writer", message: "2.1", folder: "2.1", thread: "2" };
  house.change({ mailboxId: "a1" });
  await house.pass(100);
  assert.deepEqual(changesOf(stream), [{ a1: { Thread: "2" } }]);
});

test("a client that returns is told the states it missed, and none when it missed nothing", async (t) => {
  const house = openHouse(t);
  const first = await house.open("nadege");
  const id = /^id: (.+)$/m.exec(first.text)?.[1] ?? "";
  assert.notEqual(id, "");
  const same = await house.open("nadege", undefined, { "Last-Event-ID": id });
  assert.deepEqual(changesOf(same), []);
  house.states["a1"] = { right: "writer", message: "2.0", folder: "2.0", thread: "2" };
  const later = await house.open("nadege", undefined, { "Last-Event-ID": id });
  const [changed] = changesOf(later);
  const moved = { Mailbox: "2.0", Email: "2.0", Thread: "2", EmailDelivery: "2", EmailSubmission: "0" };
  const still = { Mailbox: "5.0", Email: "5.0", Thread: "5", EmailDelivery: "5", EmailSubmission: "0" };
  assert.deepEqual(changed, { a1: moved, a2: still });
  assert.notEqual(eventsOf(later)[0]?.id, id);
});

test("closeafter=state ends the answer after its first state", async (t) => {
  const house = openHouse(t);
  const stream = await house.open("nadege", "types=*&closeafter=state&ping=0");
  assert.ok(!stream.isOver);
  house.states["a1"] = { right: "writer", message: "2.0", folder: "2.0", thread: "2" };
  house.change({ mailboxId: "a1" });
  await house.pass(100);
  assert.equal(changesOf(stream).length, 1);
  assert.ok(stream.isOver);
});

test("a ping comes when nothing else did, within bounds, without an id", async (t) => {
  const house = openHouse(t);
  const stream = await house.open("nadege", "types=*&closeafter=no&ping=1");
  await house.pass(4000);
  house.states["a1"] = { right: "writer", message: "2.0", folder: "2.0", thread: "2" };
  house.change({ mailboxId: "a1" });
  await house.pass(100);
  await house.pass(4800);
  assert.deepEqual(
    eventsOf(stream).map(({ event }) => event),
    ["state"],
  );
  await house.pass(200);
  await house.pass(5000);
  const pings = eventsOf(stream).slice(1);
  const ping = { event: "ping", data: { interval: 5 }, id: undefined };
  assert.deepEqual(pings, [ping, ping]);
  const silent = await house.open("yanis");
  await house.pass(3_600_000);
  assert.deepEqual(eventsOf(silent), []);
});

test("a stream ends at once with its session, and with no other", async (t) => {
  const house = openHouse(t);
  const nadege = await house.open("nadege");
  const again = await house.open("nadege");
  const yanis = await house.open("yanis");
  house.endSession("nadege");
  await settle();
  assert.deepEqual([nadege.isOver, again.isOver, yanis.isOver], [true, true, false]);
});

test("a stream whose session ended while it was being opened is closed at once", async (t) => {
  const house = openHouse(t);
  const opening = house.open("nadege");
  house.ended.add("snadege");
  const stream = await opening;
  assert.deepEqual([stream.status, stream.isOver, stream.text], [200, true, ""]);
});

test("a session that ran out ends its stream at the next look, pings or not", async (t) => {
  const house = openHouse(t);
  const quiet = await house.open("nadege");
  const pinged = await house.open("nadege", "types=*&closeafter=no&ping=300");
  house.ended.add("snadege");
  await house.pass(30_000);
  assert.deepEqual([quiet.isOver, pinged.isOver], [true, true]);
});

test("a stream does not outlive the absolute end of the session", async (t) => {
  const house = openHouse(t);
  const stream = await house.open("nadege");
  await house.pass(4 * 3_600_000 - 1);
  assert.ok(!stream.isOver);
  await house.pass(1);
  assert.ok(stream.isOver);
});

test("a stream ends with a right, when something moves there or at the next look", async (t) => {
  const house = openHouse(t);
  const nadege = await house.open("nadege");
  const yanis = await house.open("yanis");
  house.rights["pnadege"] = ["a1"];
  house.rights["pyanis"] = [];
  house.change({ mailboxId: "a2" });
  await house.pass(100);
  assert.deepEqual([nadege.isOver, yanis.isOver], [true, false]);
  await house.pass(30_000);
  assert.ok(yanis.isOver);
  assert.deepEqual([changesOf(nadege), changesOf(yanis)], [[], []]);
});

test("a mailbox that becomes the person's is told of at the next look", async (t) => {
  const house = openHouse(t);
  const stream = await house.open("yanis");
  house.rights["pyanis"] = ["a1", "a2"];
  await house.pass(30_000);
  await house.pass(100);
  assert.deepEqual(Object.keys(Object(changesOf(stream)[0])), ["a2"]);
});

test("listening never puts off the end of the session", async (t) => {
  const house = openHouse(t);
  await house.open("nadege", "types=*&closeafter=no&ping=5");
  house.change({ mailboxId: "a1" });
  await house.pass(60_000);
  assert.equal(house.asked.renewed, 0);
});

test("a session opens ten streams, and another when one has gone", async (t) => {
  const house = openHouse(t);
  const streams = [];
  for (let count = 0; count < 11; count++)
    streams.push(await house.open("nadege", "types=*&closeafter=state&ping=0"));
  assert.deepEqual(
    streams.map(({ status }) => status),
    [...Array(10).fill(200), 429],
  );
  assert.equal((await house.open("yanis")).status, 200);
  house.states["a1"] = { right: "writer", message: "2.0", folder: "2.0", thread: "2" };
  house.change({ mailboxId: "a1" });
  await house.pass(100);
  assert.equal((await house.open("nadege")).status, 200);
});

test("a client that does not read is let go, and its place is free again", async (t) => {
  const house = openHouse(t);
  const unread = await Promise.all(Array.from({ length: 10 }, () => house.openUnread("nadege")));
  assert.equal((await house.openUnread("nadege")).status, 429);
  for (let pings = 0; pings < 40; pings++) await house.pass(5000);
  assert.equal((await house.open("nadege")).status, 200);
  const late = await unread[0]?.text();
  assert.ok((late?.match(/event: ping/g)?.length ?? 0) < 40);
});

test("a HEAD opens no stream", async (t) => {
  const house = openHouse(t);
  for (let count = 0; count < 20; count++) assert.equal((await house.head("nadege")).status, 200);
  assert.equal((await house.open("nadege")).status, 200);
});

const wrong = [
  "",
  "types=*&closeafter=no",
  "types=*&closeafter=maybe&ping=0",
  "types=&closeafter=no&ping=0",
  "types=Email,&closeafter=no&ping=0",
  "types=*&closeafter=no&ping=-1",
  "types=*&closeafter=no&ping=1e3",
];
for (const query of wrong)
  test(`a stream of ${query || "nothing"} is refused`, async (t) => {
    assert.equal((await openHouse(t).open("nadege", query)).status, 400);
  });
