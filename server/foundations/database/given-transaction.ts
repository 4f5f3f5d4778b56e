import type { DatabaseConnection, Driver } from "kysely";

/**
 * A driver over one connection whose transactions are opened and closed by the engine around each operation: an
 * operation is given one, and the query builder never begins another.
 */
export function createGivenDriver(connection: DatabaseConnection): Driver {
  return {
    async init() {},
    acquireConnection: async () => connection,
    async beginTransaction() {
      throw new Error("an operation does not open a transaction: it is given one");
    },
    async commitTransaction() {},
    async rollbackTransaction() {},
    async releaseConnection() {},
    async destroy() {},
  };
}
