import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3-multiple-ciphers";
import { silentLog } from "../log.ts";
import { openEmbedded } from "./embedded.ts";
import type { Dialect, Store } from "./operation.ts";
import { openPostgres } from "./postgres.ts";
import { startTestPostgres } from "./test-postgres.ts";

/** One of the two engines, for a suite that both must pass. */
export interface TestEngine {
  name: "SQLite" | "PostgreSQL";
  dialect: Dialect;
  /** A place of its own for a store: what is in it outlives the store. */
  createPlace(): Promise<TestPlace>;
}

export interface TestPlace {
  /** What makes a whole program keep its store here; nothing for the embedded one, which lies in its data folder. */
  environment: Record<string, string>;
  /** Opens the store, or opens it again; on PostgreSQL, several may be open at once. */
  open(): Promise<Store>;
  /** Changes the tables by hand, as somebody who holds the store's key would. */
  alter(sql: string): Promise<void>;
  remove(): Promise<void>;
}

const houseRooms = new URL("../../rooms.ts", import.meta.url).href;
const secrets = { audit: Buffer.alloc(32, 6) };
const key = Buffer.alloc(32, 5);
let counter = 0;

/** Both engines, with the rooms of the house or others. */
export function testEngines(rooms = houseRooms): [TestEngine, TestEngine] {
  return [
    { name: "SQLite", dialect: "sqlite", createPlace: () => createFile(rooms) },
    { name: "PostgreSQL", dialect: "postgres", createPlace: () => createDatabase(rooms) },
  ];
}

async function createFile(rooms: string): Promise<TestPlace> {
  const folder = await mkdtemp(join(tmpdir(), "caducee-store-"));
  const file = join(folder, "store.db");
  return {
    environment: {},
    open: () => openEmbedded({ file, key, rooms, secrets }),
    async alter(sql) {
      const database = new Database(file);
      database.pragma("cipher = 'aegis'");
      database.pragma(`key='raw:${key.toString("hex")}'`);
      database.exec(sql);
      database.close();
    },
    remove: () => rm(folder, { recursive: true }),
  };
}

async function createDatabase(rooms: string): Promise<TestPlace> {
  const server = await startTestPostgres();
  const name = `t${process.pid}_${++counter}`;
  await server.run("postgres", `create database ${name}`);
  const url = server.urlOf(name);
  return {
    environment: { CADUCEE_DATABASE_URL: url },
    open: () => openPostgres({ url, rooms, secrets, connections: 5, log: silentLog }),
    alter: async (sql) => void (await server.run(name, sql)),
    remove: async () => void (await server.run("postgres", `drop database ${name} with (force)`)),
  };
}
