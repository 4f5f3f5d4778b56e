import assert from "node:assert/strict";
import { test } from "node:test";
import { silentLog } from "../foundations/log.ts";
import { createSettling } from "./settling.ts";

test("a room that closes leaves no move behind: what waits is moved, what is moving is waited for", async () => {
  const moved: string[] = [];
  const turn = () => new Promise((go) => setTimeout(go, 5));
  const settling = createSettling({ settle: (id) => turn().then(() => void moved.push(id)) }, silentLog);
  settling.settle("one");
  settling.settle("two");
  await settling.close();
  assert.deepEqual(moved, ["one", "two"]);
  await settling.close();
  assert.deepEqual(moved, ["one", "two"]);
});
