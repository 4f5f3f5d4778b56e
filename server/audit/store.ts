import { createHmac, createSecretKey } from "node:crypto";
import type { Kysely } from "kysely";
import type { ChangeTx, Migration, ReadTx } from "../foundations/database/operation.ts";
import { tablesOf } from "../foundations/database/operation.ts";
import { prepare } from "../foundations/database/prepare.ts";
import { searchIndices } from "./indices.ts";
import { createHistory } from "./history.ts";
import type { AuditEntry, AuditRecord } from "./record.ts";
import {
  type AuditRow,
  type ChainFault,
  type ChainHead,
  emptyHash,
  findFault,
  hashRow,
} from "./rules/verify.ts";
import { searchReads } from "./search.ts";
import type { AuditTables } from "./tables.ts";

const migrations: Migration[] = [
  {
    id: "audit-0001",
    async up(db, { whole }) {
      await db.schema
        .createTable("audit_chains")
        .addColumn("chain", "text", (column) => column.primaryKey())
        .addColumn("first_seq", whole, (column) => column.notNull())
        .addColumn("first_prev", "text", (column) => column.notNull())
        .addColumn("seq", whole, (column) => column.notNull())
        .addColumn("hash", "text", (column) => column.notNull())
        .addColumn("mac", "text", (column) => column.notNull())
        .addColumn("anchored", "text", (column) => column.notNull())
        .execute();
      await db.schema
        .createTable("audit_rows")
        .addColumn("chain", "text", (column) => column.notNull())
        .addColumn("seq", whole, (column) => column.notNull())
        .addColumn("at", whole, (column) => column.notNull())
        .addColumn("actor", "text", (column) => column.notNull())
        .addColumn("action", "text", (column) => column.notNull())
        .addColumn("object", "text", (column) => column.notNull())
        .addColumn("outcome", "text", (column) => column.notNull())
        .addColumn("facts", "text", (column) => column.notNull())
        .addColumn("hash", "text", (column) => column.notNull())
        .addPrimaryKeyConstraint("audit_rows_key", ["chain", "seq"])
        .execute();
    },
  },
  searchIndices,
];

type Db = Kysely<AuditTables>;

const headOf = (db: Db, { chain }: Pick<ChainHead, "chain">) =>
  db.selectFrom("audit_chains").selectAll().where("chain", "=", chain);
const findHead = {
  sqlite: prepare(headOf),
  postgres: prepare((db: Db, of: Pick<ChainHead, "chain">) => headOf(db, of).forUpdate()),
};

const insertRow = prepare((db: Db, row: AuditRow) =>
  db.insertInto("audit_rows").values({
    chain: row.chain,
    seq: row.seq,
    at: row.at,
    actor: row.actor,
    action: row.action,
    object: row.object,
    outcome: row.outcome,
    facts: row.facts,
    hash: row.hash,
  }),
);

const moveHead = prepare((db: Db, { chain, seq, hash, mac }: ChainHead) =>
  db.updateTable("audit_chains").set({ seq, hash, mac }).where("chain", "=", chain),
);

/** How many rows a verification holds at once. */
const page = 1000;

/**
 * The audit's tables: rows chained by SHA-256, one chain per mailbox and per structure, the head of each under a MAC
 * whose key is not in the store, so that a cut tail shows as much as a changed row.
 */
export function createAuditStore(secret: Uint8Array) {
  const macKey = createSecretKey(secret);
  const tables = tablesOf<AuditTables>;
  const macOf = ({ chain, first_seq, first_prev, seq, hash }: Omit<ChainHead, "mac">) =>
    createHmac("sha256", macKey)
      .update(JSON.stringify([chain, first_seq, first_prev, seq, hash]))
      .digest("base64");

  /** The head of a chain, which nobody else moves until the commit. */
  const holdHead = async (tx: ChangeTx, chain: string) =>
    (await findHead[tx.dialect](tables(tx), { chain })).rows[0];

  const append: AuditRecord["append"] = async (tx, entry) => {
    const db = tables(tx);
    const held = await holdHead(tx, entry.chain);
    const row = chained(entry, held?.seq ?? 0, held?.hash ?? emptyHash);
    await insertRow(db, row);
    const head = {
      chain: entry.chain,
      first_seq: held?.first_seq ?? 1,
      first_prev: held?.first_prev ?? emptyHash,
      seq: row.seq,
      hash: row.hash,
    };
    const mac = macOf(head);
    if (!held)
      await db
        .insertInto("audit_chains")
        .values({ ...head, mac, anchored: emptyHash })
        .execute();
    else await moveHead(db, { ...head, mac });
  };

  const changes = {
    append: async (tx: ChangeTx, entry: AuditEntry) => append(tx, entry),

    /**
     * Writes the heads of the chains that moved since the last time into the operator's chain (each night): at most
     * `most` of those that come after the chain `after`. Returns which they were.
     */
    async anchorHeads(
      tx: ChangeTx,
      { at, after, most }: { at: number; after: string; most: number },
    ): Promise<string[]> {
      const db = tables(tx);
      const moved = await db
        .selectFrom("audit_chains")
        .selectAll()
        .where("chain", ">", after)
        .where("chain", "!=", "operator")
        .whereRef("hash", "!=", "anchored")
        .orderBy("chain")
        .limit(most)
        .execute();
      for (const { chain, seq, hash } of moved) {
        await append(tx, {
          chain: "operator",
          at,
          actor: "program",
          action: "chain.anchored",
          object: chain,
          outcome: "done",
          facts: { seq, hash },
        });
        await db.updateTable("audit_chains").set({ anchored: hash }).where("chain", "=", chain).execute();
      }
      return moved.map(({ chain }) => chain);
    },

    /** Lets the rows of a chain older than `before` leave from its old end; what is left still verifies. */
    async expire(tx: ChangeTx, { chain, before }: { chain: string; before: number }): Promise<number> {
      const db = tables(tx);
      const head = await holdHead(tx, chain);
      if (!head) return 0;
      const newest = await db
        .selectFrom("audit_rows")
        .select(["seq", "hash"])
        .where("chain", "=", chain)
        .where("at", "<", before)
        // The last row stays: a chain is never empty.
        .where("seq", "<", head.seq)
        .orderBy("seq", "desc")
        .limit(1)
        .executeTakeFirst();
      if (!newest) return 0;
      const kept = { ...head, first_seq: newest.seq + 1, first_prev: newest.hash };
      await db.deleteFrom("audit_rows").where("chain", "=", chain).where("seq", "<=", newest.seq).execute();
      await db
        .updateTable("audit_chains")
        .set({ first_seq: kept.first_seq, first_prev: kept.first_prev, mac: macOf(kept) })
        .where("chain", "=", chain)
        .execute();
      return newest.seq + 1 - head.first_seq;
    },
  };

  const reads = {
    ...createHistory((head) => macOf(head) === head.mac),

    async chains(tx: ReadTx): Promise<string[]> {
      const rows = await tables(tx).selectFrom("audit_chains").select("chain").orderBy("chain").execute();
      // Rows whose chain has lost its head are a chain too: the verification names them.
      const orphans = await tables(tx).selectFrom("audit_rows").select("chain").distinct().execute();
      return [...new Set([...rows, ...orphans].map(({ chain }) => chain))].sort();
    },

    /** The chains whose oldest row is older than `before`, in their order. */
    async expirable(tx: ReadTx, { before }: { before: number }): Promise<string[]> {
      const rows = await tables(tx)
        .selectFrom("audit_chains")
        .innerJoin("audit_rows", (join) =>
          join
            .onRef("audit_rows.chain", "=", "audit_chains.chain")
            .onRef("audit_rows.seq", "=", "audit_chains.first_seq"),
        )
        .select("audit_chains.chain")
        .where("audit_rows.at", "<", before)
        .whereRef("audit_chains.first_seq", "<", "audit_chains.seq")
        .orderBy("audit_chains.chain")
        .execute();
      return rows.map(({ chain }) => chain);
    },

    /** Holds one chain against its head; `null` when it stands. */
    async verify(tx: ReadTx, { chain }: { chain: string }): Promise<ChainFault | null> {
      const db = tables(tx);
      const head = await db
        .selectFrom("audit_chains")
        .selectAll()
        .where("chain", "=", chain)
        .executeTakeFirst();
      return findFault(chain, head, head !== undefined && macOf(head) === head.mac, (after) =>
        db
          .selectFrom("audit_rows")
          .selectAll()
          .where("chain", "=", chain)
          .where("seq", ">", after)
          .orderBy("seq")
          .limit(page)
          .execute(),
      );
    },

    /** The rows of a chain after `after`, oldest first, at most `limit`. */
    async rows(tx: ReadTx, { chain, after, limit }: { chain: string; after: number; limit: number }) {
      return tables(tx)
        .selectFrom("audit_rows")
        .selectAll()
        .where("chain", "=", chain)
        .where("seq", ">", after)
        .orderBy("seq")
        .limit(limit)
        .execute();
    },

    ...searchReads,
  };

  return { migrations, changes, reads, longReads: ["chains", "verify", "history", "countDeeds"], append };
}

export type AuditStore = ReturnType<typeof createAuditStore>;

function chained(entry: AuditEntry, seq: number, previous: string): AuditRow {
  const row = {
    chain: entry.chain,
    seq: seq + 1,
    at: entry.at,
    actor: entry.actor,
    action: entry.action,
    object: entry.object,
    outcome: entry.outcome,
    facts: JSON.stringify(entry.facts),
  };
  return { ...row, hash: hashRow(row, previous) };
}
