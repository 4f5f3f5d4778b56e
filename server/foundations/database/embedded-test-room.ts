import { type ChangeTx, type ReadTx, type RoomStore, tablesOf } from "./operation.ts";

/** A room of one table, for the tests of the store's threads. */
interface TestTables {
  test_words: { word: string };
}

export function buildRooms(): Record<string, RoomStore> {
  const add = async (tx: ChangeTx, { word }: { word: string }) => {
    await tablesOf<TestTables>(tx).insertInto("test_words").values({ word }).execute();
    tx.changed({ mailboxId: word });
  };
  return {
    test: {
      migrations: [
        {
          id: "test-0001",
          up: (db) => db.schema.createTable("test_words").addColumn("word", "text").execute(),
        },
      ],
      changes: {
        add,
        async addThenFail(tx: ChangeTx, args: { word: string }) {
          await add(tx, args);
          throw new Error("for the test");
        },
      },
      reads: {
        async count(tx: ReadTx) {
          const rows = await tablesOf<TestTables>(tx).selectFrom("test_words").select("word").execute();
          return rows.length;
        },
      },
    },
  };
}
