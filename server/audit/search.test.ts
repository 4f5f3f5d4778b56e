import assert from "node:assert/strict";
import { after, suite, test } from "node:test";
import { remoteReads } from "../foundations/database/operation.ts";
import { testEngines } from "../foundations/database/test-engines.ts";
import { type AuditEntry, openAudit, type TracePlace } from "./door.ts";
import { hashRow } from "./rules/verify.ts";
import type { TraceAsked } from "./search.ts";
import type { AuditStore } from "./store.ts";

const all = {
  personId: null,
  actions: null,
  outcome: null,
  since: 0,
  until: 1_000_000,
  before: null,
  limit: 7,
} as const;
const chains = ["mailbox:a", "mailbox:b", "structure:s"] as const;
const actions = ["message.read", "message.sent", "session.opened"];

/** Rows whose instants tie within a chain and between chains. */
function* rows(): Generator<AuditEntry> {
  for (let count = 0; count < 60; count++)
    yield {
      chain: chains[count % 3] ?? "operator",
      at: 100 + Math.floor(count / 4),
      actor: count % 5 === 0 ? "program" : `person:p${count % 4}`,
      action: actions[count % 7] ?? "message.moved",
      object: count % 6 === 0 ? "p1" : `m${count}`,
      outcome: count % 11 === 0 ? "refused" : "done",
      facts: count % 2 === 0 ? { method: "totp" } : {},
    };
}

for (const engine of testEngines())
  suite(`searching the trace on ${engine.name}`, async () => {
    const place = await engine.createPlace();
    const store = await place.open();
    after(async () => {
      await store.close();
      await place.remove();
    });
    const audit = openAudit(store);
    const reads = remoteReads<AuditStore["reads"]>(store, "audit");
    for (const entry of rows()) await audit.record(entry);
    const known = (await Promise.all(chains.map((chain) => audit.rows(chain, 0, 1000)))).flat();

    const inOrder = (one: TracePlace, other: TracePlace) =>
      other.at - one.at || (one.chain < other.chain ? -1 : one.chain > other.chain ? 1 : other.seq - one.seq);
    const nameOf = ({ chain, seq }: TracePlace) => `${chain} ${seq}`;

    /** Every page of a question, one after the other. */
    async function walk(asked: Partial<TraceAsked>): Promise<string[]> {
      const found: string[] = [];
      for (let before: TracePlace | null = null; ;) {
        const page = await reads.search({ ...all, chains, ...asked, before });
        assert.ok(page.rows.length <= (asked.limit ?? all.limit));
        found.push(...page.rows.map(nameOf));
        if (page.next === null) return found;
        before = page.next;
      }
    }

    const questions: [string, Partial<TraceAsked>, (row: (typeof known)[number]) => boolean][] = [
      ["everything", {}, () => true],
      ["one at a time", { limit: 1 }, () => true],
      ["one chain", { chains: ["mailbox:b"] }, ({ chain }) => chain === "mailbox:b"],
      ["a person", { personId: "p1" }, ({ actor, object }) => actor === "person:p1" || object === "p1"],
      [
        "a person’s deeds of some kinds",
        { personId: "p1", actions: ["message.read"] },
        ({ actor, object, action }) =>
          (actor === "person:p1" || object === "p1") && action === "message.read",
      ],
      [
        "some actions",
        { actions: ["message.read", "session.opened"] },
        ({ action }) => action === "message.read" || action === "session.opened",
      ],
      ["what was refused", { outcome: "refused" }, ({ outcome }) => outcome === "refused"],
      [
        "actions that were refused",
        { outcome: "refused", actions: ["message.moved"] },
        ({ outcome, action }) => outcome === "refused" && action === "message.moved",
      ],
      ["what was done", { outcome: "done" }, ({ outcome }) => outcome === "done"],
      ["a time", { since: 103, until: 106 }, ({ at }) => at >= 103 && at < 106],
      ["nothing", { personId: "pnobody" }, () => false],
    ];
    for (const [name, asked, isAsked] of questions)
      test(`${name}, newest first, page after page, each row once`, async () => {
        const expected = known.filter(isAsked).toSorted(inOrder).map(nameOf);
        assert.deepEqual(await walk(asked), expected);
      });

    test("many chains and actions at once are read all the same", async () => {
      const many = Array.from({ length: 60 }, (_, count) => `mailbox:none${count}`);
      const found = await walk({ chains: [...chains, ...many], actions: [...actions, "message.moved"] });
      assert.equal(found.length, known.length);
    });

    test("counts by action and facts, between two instants", async () => {
      const found = await reads.tally({
        chain: "structure:s",
        actions: ["session.opened"],
        since: 101,
        until: 114,
      });
      const expected = known.filter(
        ({ chain, action, at }) =>
          chain === "structure:s" && action === "session.opened" && at >= 101 && at < 114,
      );
      assert.ok(expected.length > 1);
      assert.equal(
        found.reduce((sum, { count }) => sum + count, 0),
        expected.length,
      );
      assert.deepEqual(new Set(found.map(({ facts }) => facts)), new Set(expected.map(({ facts }) => facts)));
    });

    test("the hash before each row, the oldest kept one’s too", async () => {
      await audit.expire(105);
      const kept = await audit.rows("mailbox:a", 0, 1000);
      const seqs = kept.map(({ seq }) => seq);
      assert.ok((seqs[0] ?? 0) > 1);
      const found = await reads.previousHashes({ chain: "mailbox:a", seqs });
      for (const [place, { hash, ...row }] of kept.entries())
        assert.equal(hashRow(row, found[place]?.previous ?? "?"), hash);
    });
  });
