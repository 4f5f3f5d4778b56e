import {
  type ChangeTx,
  type Migration,
  type ReadTx,
  tablesOf,
} from "../../foundations/database/operation.ts";
import type { AdministrationStoreParts } from "../store.ts";

/** Since when each setting is what it is: its hash, never its value. Kept apart from the trace, which forgets. */
interface EvidenceTables {
  administration_settings: { name: string; hash: string; since: number };
}

export const settingsMigration: Migration = {
  id: "administration-0010",
  async up(db, { whole }) {
    await db.schema
      .createTable("administration_settings")
      .addColumn("name", "text", (column) => column.primaryKey())
      .addColumn("hash", "text", (column) => column.notNull())
      .addColumn("since", whole, (column) => column.notNull())
      .execute();
  },
};

export interface HashedSetting {
  name: string;
  /** SHA-256 of the value. */
  hash: string;
}

export function createSettingsChanges({ audit }: Pick<AdministrationStoreParts, "audit">) {
  return {
    /** Keeps the settings that the program opens with; those that are others than before stay in the operator's trace. */
    async recordSettings(
      tx: ChangeTx,
      { settings, whole, at }: { settings: HashedSetting[]; whole: string; at: number },
    ): Promise<string[]> {
      const known = await knownSettings(tx);
      const changed = settings.filter(({ name, hash }) => known.get(name)?.hash !== hash);
      for (const { name, hash } of changed)
        await tables(tx)
          .insertInto("administration_settings")
          .values({ name, hash, since: at })
          .onConflict((conflict) => conflict.column("name").doUpdateSet({ hash, since: at }))
          .execute();
      const names = changed.map(({ name }) => name);
      if (names.length > 0)
        await audit.append(tx, {
          chain: "operator",
          at,
          actor: "program",
          action: known.size === 0 ? "settings.first" : "settings.changed",
          object: "",
          outcome: "done",
          facts: { names: names.join(" "), hash: whole },
        });
      return names;
    },
  };
}

export const settingsReads = {
  async settingsSince(tx: ReadTx): Promise<{ name: string; hash: string; since: number }[]> {
    return [...(await knownSettings(tx)).values()];
  },
};

async function knownSettings(tx: ReadTx) {
  const rows = await tables(tx).selectFrom("administration_settings").selectAll().execute();
  return new Map(rows.map((row) => [row.name, row]));
}

function tables(tx: ReadTx) {
  return tablesOf<EvidenceTables>(tx);
}
