import { test } from "node:test";
import assert from "node:assert/strict";
import { createFolders } from "./folders.ts";
import { type Call, type Jmap, NetworkLost } from "./jmap.ts";

/** A server whose folders are in these states; it counts what it is asked. */
function openServer(states: Record<string, string>) {
  const asked: { calls: Call[]; unattended: boolean }[] = [];
  let isThere = true;
  const jmap: Pick<Jmap, "send"> = {
    async send(calls, { unattended = false } = {}) {
      asked.push({ calls, unattended });
      if (!isThere) throw new NetworkLost();
      return new Map(
        calls.map(([, { accountId }, id]) => [id, { state: states[String(accountId)], list: [], notFound: [] }]),
      );
    },
  };
  const mailboxes = Object.keys(states).map((accountId) => ({ accountId }));
  const folders = createFolders(jmap, mailboxes);
  return { states, asked, folders, cut: () => (isThere = false) };
}

test("what opens with the folders goes in the same request, however many mailboxes there are", async () => {
  const many = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`b${index}`, "1"]));
  const { asked, folders } = openServer(many);
  const along: Call = ["Email/query", { accountId: "b0" }, "query 0"];
  assert.ok((await folders.loadAlong([along])).has("query 0"));
  assert.deepEqual(
    asked.map(({ calls }) => calls.includes(along)),
    [true, false],
  );
  assert.ok(asked.every(({ calls }) => calls.length <= 32));
  assert.ok(Object.keys(many).every((id) => folders.of(id)));
});

test("what came between the list and the stream is found, in one request that nobody asked for", async () => {
  const { states, asked, folders } = openServer({ ime: "1", foyer: "1" });
  await folders.load();
  assert.deepEqual(await folders.findMoved(), []);
  states["foyer"] = "2";
  assert.deepEqual(await folders.findMoved(), ["foyer"]);
  assert.deepEqual(
    asked.map(({ calls, unattended }) => [calls.length, unattended]),
    [
      [2, false],
      [2, true],
      [2, true],
    ],
  );
});

test("a lost network finds nothing moved: its return will", async () => {
  const { folders, cut } = openServer({ ime: "1" });
  await folders.load();
  cut();
  assert.deepEqual(await folders.findMoved(), []);
});

test("many mailboxes stay under what one request may hold", async () => {
  const states = Object.fromEntries(Array.from({ length: 70 }, (_, index) => [`box-${index}`, "1"]));
  const { asked, folders } = openServer(states);
  await folders.load();
  states["box-69"] = "2";
  assert.deepEqual(await folders.findMoved(), ["box-69"]);
  assert.ok(asked.every(({ calls }) => calls.length <= 32));
});
