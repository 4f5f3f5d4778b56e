import { type ChangeTx, type ReadTx, type RoomStore, tablesOf } from "./operation.ts";

interface TestTables {
  test_words: { word: string };
  test_cells: { whole: number; bytes: Uint8Array };
}

const tables = tablesOf<TestTables>;

/** A room of words, for the tests of the store itself. */
export function buildRooms(): Record<string, RoomStore> {
  const add = async (tx: ChangeTx, { word }: { word: string }) => {
    await tables(tx).insertInto("test_words").values({ word }).execute();
    tx.changed({ mailboxId: word });
  };
  return {
    test: {
      migrations: [
        {
          id: "test-0001",
          async up(db, { whole, bytes }) {
            await db.schema
              .createTable("test_words")
              .addColumn("word", "text", (column) => column.primaryKey())
              .execute();
            await db.schema
              .createTable("test_cells")
              .addColumn("whole", whole)
              .addColumn("bytes", bytes)
              .execute();
          },
        },
      ],
      changes: {
        add,
        async addThenFail(tx: ChangeTx, args: { word: string }) {
          await add(tx, args);
          throw new Error("for the test");
        },
        async mirror(tx: ChangeTx, cells: TestTables["test_cells"]) {
          await tables(tx).insertInto("test_cells").values(cells).execute();
          const { count, sum } = await tables(tx)
            .selectFrom("test_cells")
            .select((row) => [row.fn.countAll().as("count"), row.fn.sum("whole").as("sum")])
            .executeTakeFirstOrThrow();
          const { whole, bytes } = await tables(tx)
            .selectFrom("test_cells")
            .selectAll()
            .executeTakeFirstOrThrow();
          return { whole, bytes: new Uint8Array(bytes), count, sum };
        },
        /** Looks, then writes: `false` when the word is there already. */
        async addOnce(tx: ChangeTx, { word }: { word: string }) {
          const held = await tables(tx)
            .selectFrom("test_words")
            .select("word")
            .where("word", "=", word)
            .execute();
          if (held.length === 0) await add(tx, { word });
          return held.length === 0;
        },
        /** Takes rows one after the other, as given. */
        async hold(tx: ChangeTx, { words }: { words: string[] }) {
          for (const word of words)
            await tables(tx).updateTable("test_words").set({ word }).where("word", "=", word).execute();
        },
        /** A whole batch in one commit. */
        async addAll(tx: ChangeTx, { words }: { words: string[] }) {
          for (const word of words) await add(tx, { word });
        },
      },
      reads: {
        async words(tx: ReadTx) {
          const rows = await tables(tx).selectFrom("test_words").select("word").orderBy("word").execute();
          return rows.map(({ word }) => word);
        },
      },
    },
  };
}
