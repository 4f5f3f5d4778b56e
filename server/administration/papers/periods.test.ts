import assert from "node:assert/strict";
import { test } from "node:test";
import { closingsOf } from "./attestation.ts";
import { type HeldRight, type Period, readPeriods, type RightRow, within } from "./periods.ts";

const base = { personId: "p1", actor: "person:odile" };
const given = (at: number, more: Partial<RightRow> = {}): RightRow => ({
  ...base,
  at,
  action: "membership.given",
  right: "reader",
  from: at,
  ...more,
});
const changed = (at: number, more: Partial<RightRow> = {}): RightRow => ({
  ...given(at, { from: 0, right: "writer", ...more }),
  action: "membership.changed",
});
const ended = (at: number, actor = base.actor): RightRow => ({
  ...base,
  actor,
  at,
  action: "membership.ended",
});
const short = (periods: Period[]) =>
  periods.map(({ right, from, until, givenBy, endedBy }) => [right, from, until, givenBy, endedBy]);
const read = (rows: RightRow[], held: HeldRight[] = []) => short(readPeriods(rows, held));
const odile = "person:odile";

test("given, changed, ended: each period with who gave it and who ended it", () => {
  assert.deepEqual(read([given(10), changed(20), ended(30, "command")]), [
    ["reader", 10, 20, odile, odile],
    ["writer", 20, 30, odile, "command"],
  ]);
});

test("an end that was set is the end; ended before it, that is", () => {
  assert.deepEqual(read([given(10, { until: 50 })]), [["reader", 10, 50, odile, null]]);
  assert.deepEqual(read([given(10, { until: 50 }), ended(30)]), [["reader", 10, 30, odile, odile]]);
  assert.deepEqual(read([given(10, { until: 15 }), changed(20, { from: 20 })]), [
    ["reader", 10, 15, odile, null],
    ["writer", 20, null, odile, null],
  ]);
});

test("what was to begin and was changed or taken away before never was", () => {
  assert.deepEqual(read([given(10, { from: 40 }), changed(20, { from: 30 })]), [
    ["writer", 30, null, odile, null],
  ]);
  assert.deepEqual(read([given(10, { from: 40 }), ended(20)]), []);
});

test("where the oldest rows have left, the table says what it knows, and nobody is named", () => {
  const held = { personId: "p1", right: "manager", from: 5, until: null } as const;
  assert.deepEqual(read([], [held]), [["manager", 5, null, null, null]]);
  assert.deepEqual(read([ended(30)], [{ ...held, until: 30 }]), [["manager", 5, 30, null, odile]]);
  assert.deepEqual(read([changed(20, { from: 5 })], [held]), [
    [null, 5, 20, null, odile],
    ["writer", 20, null, odile, null],
  ]);
});

test("an access closed before the two days, and not opened again, is told with those of between", () => {
  const row = (seq: number, at: number, action: string, object: string) => ({
    chain: "structure:s",
    seq,
    at,
    actor: "command",
    action,
    object,
    outcome: "done",
    facts: "{}",
    hash: "",
  });
  const rows = [
    row(1, 1, "person.suspended", "closed"),
    row(2, 2, "person.suspended", "open"),
    row(3, 3, "person.resumed", "open"),
    row(4, 12, "person.left", "open"),
    row(5, 15, "person.suspended", "stranger"),
    row(6, 25, "person.resumed", "closed"),
  ];
  const accesses = { rows, seq: 6, hash: "", first: { seq: 1, at: 1 }, fault: null };
  const told = closingsOf({ accesses, from: 10, until: 20 }, new Set(["closed", "open"]));
  assert.deepEqual(
    told.map(({ seq }) => seq),
    [1, 4],
  );
});

test("within two days stands whatever touches them, by one instant even, and nothing else", () => {
  const one = (from: number, until: number | null) =>
    within([{ personId: "p", right: "reader", from, until, givenBy: null, endedBy: null }], 10, 20).length;
  assert.deepEqual([one(0, 10), one(0, 11), one(19, null), one(20, null), one(12, 13)], [0, 1, 1, 0, 1]);
});
