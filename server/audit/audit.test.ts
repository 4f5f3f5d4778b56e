import assert from "node:assert/strict";
import { after, suite, test } from "node:test";
import { testEngines } from "../foundations/database/test-engines.ts";
import { type AuditEntry, openAudit } from "./door.ts";

const chain = "mailbox:a1";

function entry(at: number): AuditEntry {
  return {
    chain,
    at,
    actor: "person:p1",
    action: "message.read",
    object: `m${at}`,
    outcome: "done",
    facts: { session: "s1" },
  };
}

for (const engine of testEngines())
  suite(`audit on ${engine.name}`, () => {
    async function open() {
      const place = await engine.createPlace();
      const store = await place.open();
      const close = async () => {
        await store.close();
        await place.remove();
      };
      return { place, store, audit: openAudit(store), close };
    }

    const shared = open();
    after(async () => (await shared).close());
    let chains = 0;

    /** A chain of ten rows, changed by hand as somebody who holds the store would, then verified. */
    async function tampered(sql: string) {
      const { place, audit } = await shared;
      const own = `mailbox:t${++chains}` as const;
      for (let at = 1; at <= 10; at++) await audit.record({ ...entry(at), chain: own });
      await place.alter(sql.replaceAll(":chain", `'${own}'`));
      const faults = await audit.verify([own]);
      return faults.filter((fault) => fault.chain === own).map(({ seq, fault }) => ({ seq, fault }));
    }

    test("an untouched chain stands, and a chain that should be there and is not is named", async () => {
      const { audit, close } = await open();
      await Promise.all(Array.from({ length: 30 }, (_, at) => audit.record(entry(at))));
      assert.deepEqual(await audit.verify([chain]), []);
      assert.deepEqual(await audit.verify([chain, "mailbox:gone"]), [
        { chain: "mailbox:gone", seq: 0, fault: "missing" },
      ]);
      assert.equal((await audit.rows(chain, 20, 100)).length, 10);
      await close();
    });

    const copyOf = (seq: number, as: number) =>
      `insert into audit_rows select chain, ${as}, at, actor, action, object, outcome, facts, hash from audit_rows where chain = :chain and seq = ${seq}`;

    for (const [name, sql, seq, fault] of [
      [
        "a changed cell",
        "update audit_rows set actor = 'person:p2' where chain = :chain and seq = 4",
        4,
        "changed",
      ],
      ["a changed first row", "update audit_rows set at = 99 where chain = :chain and seq = 1", 1, "changed"],
      [
        "a row taken out of the middle",
        "delete from audit_rows where chain = :chain and seq = 5",
        5,
        "missing",
      ],
      ["a first row taken away", "delete from audit_rows where chain = :chain and seq = 1", 1, "missing"],
      ["a tail cut off", "delete from audit_rows where chain = :chain and seq > 7", 8, "missing"],
      ["the last row taken away", "delete from audit_rows where chain = :chain and seq = 10", 10, "missing"],
      ["a row put behind the tail", copyOf(10, 11), 11, "added"],
      ["a row put before the first", copyOf(1, 0), 0, "added"],
      [
        "a row put in the middle, the others moved on",
        `update audit_rows set seq = -(seq + 1) where chain = :chain and seq >= 6; update audit_rows set seq = -seq where chain = :chain and seq < 0; ${copyOf(5, 6)}`,
        6,
        "changed",
      ],
      [
        "a tail cut off with the head moved back",
        "delete from audit_rows where chain = :chain and seq > 7; update audit_chains set seq = 7, hash = (select hash from audit_rows where chain = :chain and seq = 7) where chain = :chain",
        7,
        "changed",
      ],
      [
        "a whole chain taken away",
        "delete from audit_rows where chain = :chain; delete from audit_chains where chain = :chain",
        0,
        "missing",
      ],
      ["a head taken away", "delete from audit_chains where chain = :chain", 0, "missing"],
    ] as const)
      test(`${name} is named`, async () => {
        assert.deepEqual(await tampered(sql), [{ seq, fault }]);
      });

    test("rows leave from the old end when their time is over, and the rest still verifies", async () => {
      const { audit, close } = await open();
      for (let at = 1; at <= 10; at++) await audit.record(entry(at));
      assert.equal(await audit.expire(4), 3);
      assert.equal(await audit.expire(4), 0);
      assert.deepEqual(await audit.verify([chain]), []);
      assert.equal((await audit.rows(chain, 0, 100))[0]?.seq, 4);
      assert.equal(await audit.expire(1000), 6, "the last row stays");
      await audit.record(entry(11));
      assert.deepEqual(await audit.verify([chain]), []);
      await close();
    });

    test("each night the heads that moved go into the operator's chain, once", async () => {
      const { audit, close } = await open();
      await audit.record(entry(1));
      await audit.record({ ...entry(2), chain: "structure:s1" });
      assert.equal(await audit.anchorHeads(3), 2);
      assert.equal(await audit.anchorHeads(4), 0);
      await audit.record(entry(5));
      assert.equal(await audit.anchorHeads(6), 1);
      const rows = await audit.rows("operator", 0, 10);
      assert.deepEqual(
        rows.map(({ object }) => object),
        [chain, "structure:s1", chain],
      );
      assert.deepEqual(await audit.verify([]), []);
      await close();
    });
  });
