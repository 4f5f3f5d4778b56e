import type { AuditEntry, AuditRecord } from "../audit/record.ts";
import { createDirectoryStore } from "../directory/store.ts";
import { type ReadTx, type RoomStore, tablesOf } from "../foundations/database/operation.ts";
import { createSignInStore } from "./store.ts";

interface TestTables {
  test_audit: { place: number; entry: string };
}

/** The rooms of the store for the tests of this room, with an audit that keeps its rows in a plain table. */
export function buildRooms(): Record<string, RoomStore> {
  const audit: AuditRecord = {
    async append(tx, entry) {
      await tablesOf<TestTables>(tx)
        .insertInto("test_audit")
        .values((row) => ({
          place: row
            .selectFrom("test_audit")
            .select((one) => one(one.fn.coalesce(one.fn.max("place"), one.lit(0)), "+", 1).as("next")),
          entry: JSON.stringify(entry),
        }))
        .execute();
    },
  };
  const directory = createDirectoryStore({ audit });
  return {
    audit: {
      migrations: [
        {
          id: "test-0001",
          up: (db, { whole }) =>
            db.schema
              .createTable("test_audit")
              .addColumn("place", whole)
              .addColumn("entry", "text")
              .execute(),
        },
      ],
      changes: {},
      reads: {
        async all(tx: ReadTx): Promise<AuditEntry[]> {
          const rows = await tablesOf<TestTables>(tx)
            .selectFrom("test_audit")
            .select("entry")
            .orderBy("place")
            .execute();
          return rows.map(({ entry }) => JSON.parse(entry));
        },
      },
    },
    directory,
    "sign-in": createSignInStore({ audit, directory }),
  };
}
