import type { Kysely } from "kysely";
import type { AuditRecord } from "../audit/record.ts";
import { type ChangeTx, type ReadTx, type RoomStore, tablesOf } from "../foundations/database/operation.ts";
import { prepare } from "../foundations/database/prepare.ts";
import { takeTurn } from "../foundations/database/turns.ts";
import { migrations } from "./migrations.ts";
import { createAccessChanges, accessReads } from "./store/accesses.ts";
import {
  asContacts,
  asPerson,
  type Deed,
  type DirectoryTables,
  type KeptPerson,
  type PersonRow,
} from "./store/tables.ts";
import type { Person, SealedContacts, Structure } from "./views.ts";

export type { Deed, IdentityRow, PersonRow } from "./store/tables.ts";
export type { IdentityCheck } from "./store/identities.ts";

export type Written = "created" | "updated" | "unchanged";
export type PersonRefused = "unknown-structure" | "login-taken";

/** The directory's operations, for one thread. Another room's operation calls them inside its own transaction. */
export interface DirectoryStore extends RoomStore {
  changes: ReturnType<typeof createChanges> & ReturnType<typeof createAccessChanges>;
  reads: typeof reads;
}

export function createDirectoryStore(parts: { audit: AuditRecord }): DirectoryStore {
  return { migrations, changes: { ...createChanges(parts), ...createAccessChanges(parts) }, reads };
}

export type DirectoryChanges = DirectoryStore["changes"];
export type DirectoryReads = DirectoryStore["reads"];

const reads = {
  ...accessReads,

  async structure(tx: ReadTx, { id }: { id: string }): Promise<Structure | null> {
    return (
      (await tables(tx)
        .selectFrom("directory_structures")
        .selectAll()
        .where("id", "=", id)
        .executeTakeFirst()) ?? null
    );
  },

  async structureIds(tx: ReadTx): Promise<string[]> {
    const rows = await tables(tx).selectFrom("directory_structures").select("id").orderBy("id").execute();
    return rows.map(({ id }) => id);
  },

  async person(tx: ReadTx, { id }: { id: string }): Promise<Person | null> {
    const row = await findRowById(tx, id);
    return row ? asPerson(row) : null;
  },

  /** `login` in lower case. */
  async findByLogin(tx: ReadTx, { login }: { login: string }): Promise<Person | null> {
    const row = await findRow(tx, login);
    return row ? asPerson(row) : null;
  },

  /** The contacts as they are kept, for the door to open. */
  async contacts(tx: ReadTx, { id }: { id: string }): Promise<SealedContacts | null> {
    const row = await findRowById(tx, id);
    return row ? asContacts(row) : null;
  },

  /** Both at once, for whoever is about to write to the person of this login. */
  async findWithContacts(
    tx: ReadTx,
    { login }: { login: string },
  ): Promise<{ person: Person; contacts: SealedContacts } | null> {
    const row = await findRow(tx, login);
    return row ? { person: asPerson(row), contacts: asContacts(row) } : null;
  },
};

function createChanges({ audit }: { audit: AuditRecord }) {
  return {
    /** Makes a structure or brings its name up to date. */
    async putStructure(
      tx: ChangeTx,
      { structure, deed }: { structure: Structure; deed: Deed },
    ): Promise<Written> {
      await takeTurn(tx, `directory ${structure.id}`);
      const before = await reads.structure(tx, structure);
      const outcome = written(before, structure);
      if (outcome === "unchanged") return outcome;
      await tables(tx)
        .insertInto("directory_structures")
        .values(structure)
        .onConflict((conflict) => conflict.column("id").doUpdateSet(structure))
        .execute();
      await audit.append(tx, {
        chain: `structure:${structure.id}`,
        ...deed,
        action: `structure.${outcome}`,
        object: structure.id,
        outcome: "done",
        facts: {},
      });
      return outcome;
    },

    /**
     * Makes a person or brings the one of the same login up to date. `made-meanwhile`: the login has a person of
     * another id by now, under which the contacts have to be sealed.
     */
    async putPerson(
      tx: ChangeTx,
      { row, deed }: { row: PersonRow; deed: Deed },
    ): Promise<{ id: string; outcome: Written } | PersonRefused | "made-meanwhile"> {
      await takeTurn(tx, `directory ${row.structure_id}`);
      if (!(await reads.structure(tx, { id: row.structure_id }))) return "unknown-structure";
      const before = await findRow(tx, row.login);
      if (before && before.structure_id !== row.structure_id) return "login-taken";
      if (before && before.id !== row.id) return "made-meanwhile";
      const outcome = written(before ?? null, row);
      if (outcome === "unchanged") return { id: row.id, outcome };
      await tables(tx)
        .insertInto("directory_persons")
        .values(row)
        .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
        .execute();
      await audit.append(tx, {
        chain: `structure:${row.structure_id}`,
        ...deed,
        action: `person.${outcome}`,
        object: row.id,
        outcome: "done",
        facts: changedColumns(before ?? null, row),
      });
      return { id: row.id, outcome };
    },
  };
}

const personByLogin = prepare((db: Kysely<DirectoryTables>, { login }: { login: string }) =>
  db.selectFrom("directory_persons").selectAll().where("login", "=", login),
);
const personById = prepare((db: Kysely<DirectoryTables>, { id }: { id: string }) =>
  db.selectFrom("directory_persons").selectAll().where("id", "=", id),
);

async function findRow(tx: ReadTx, login: string): Promise<KeptPerson | undefined> {
  return (await personByLogin(tables(tx), { login })).rows[0];
}

async function findRowById(tx: ReadTx, id: string): Promise<KeptPerson | undefined> {
  return (await personById(tables(tx), { id })).rows[0];
}

function written(before: object | null, after: object): Written {
  if (!before) return "created";
  return Object.keys(changedColumns(before, after)).length > 0 ? "updated" : "unchanged";
}

/** Which columns moved; never what they hold. */
function changedColumns(before: object | null, after: object): Record<string, true> {
  if (!before) return {};
  const old = new Map<string, unknown>(Object.entries(before));
  const moved = Object.entries(after).filter(([column, value]) => !isSame(old.get(column), value));
  return Object.fromEntries(moved.map(([column]) => [column, true]));
}

function isSame(one: unknown, other: unknown): boolean {
  if (one instanceof Uint8Array && other instanceof Uint8Array) return Buffer.compare(one, other) === 0;
  return one === other;
}

function tables(tx: ReadTx) {
  return tablesOf<DirectoryTables>(tx);
}
