import { mkdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isListening } from "./commands/socket.ts";
import { type Configuration, pathOf } from "./configuration/configuration.ts";
import type { Secrets } from "./configuration/secrets.ts";
import type { Chance } from "./foundations/chance.ts";
import { openEmbedded } from "./foundations/database/embedded.ts";
import type { Store } from "./foundations/database/operation.ts";
import { openPostgres } from "./foundations/database/postgres.ts";
import { noneIfMissing, syncFolder, writeDurable } from "./foundations/durable-files.ts";
import { newId } from "./foundations/ids.ts";
import type { Log } from "./foundations/log.ts";
import { type Sealing, createSealing } from "./foundations/sealing.ts";
import { roomsModule, storeThread } from "./places.ts";

/** What a store is opened with. */
export interface StoreParts {
  configuration: Configuration;
  secrets: Secrets;
  chance: Chance;
  log: Log;
}

/** A store, and what lies beside it. */
export interface OpenedStore {
  store: Store;
  sealing: Sealing;
  /** The name of this node, kept in its data folder: its part of what comes into the folders of messages. */
  node: string;
  /** The folders of message files, by the name that they have in an export. */
  folders: { blobs: string; queue: string };
}

/** Another program has this data folder open. */
export class AlreadyRunning extends Error {
  override name = "AlreadyRunning";
}

/** The socket of a data folder, where a running program takes commands. */
export function commandSocket(configuration: Configuration): string {
  return join(configuration.data, "caducee.sock");
}

/**
 * Opens the store on the engine that the operator chose: his PostgreSQL, or the one that is built in. With `alone`,
 * nobody else has it open. Throws `AlreadyRunning`, `StoreFailed`, `PostgresRefused`.
 */
export async function openStore(parts: StoreParts, { alone = false } = {}): Promise<OpenedStore> {
  const { configuration, secrets, chance, log } = parts;
  const { data, values } = configuration;
  mkdirSync(data, { recursive: true, mode: 0o700 });
  if (await isListening(commandSocket(configuration))) throw new AlreadyRunning(data);
  const sealing = createSealing(secrets.sealingKeys, chance);
  const node = (await once(join(data, "node"), () => Buffer.from(newId(chance, "n")))).toString();
  const messages = values["messages.folder"] ? pathOf(configuration, values["messages.folder"]) : data;
  const beside = {
    sealing,
    node,
    folders: { blobs: join(messages, "blobs"), queue: join(messages, "queue") },
  };
  const given = { rooms: roomsModule.href, secrets: { audit: sealing.derive("audit heads") } };
  if (secrets.databaseUrl !== null) {
    const [url, connections] = [secrets.databaseUrl, values["database.connections"]];
    return {
      ...beside,
      store: await openPostgres({ ...given, url, connections, presence: { node, alone }, log }),
    };
  }
  // The database's own key is chance, kept sealed beside it, so that a new sealing key rewraps 32 bytes.
  const place = { table: "store", column: "key", row: "embedded" };
  const sealed = await once(join(data, "store.key"), () => sealing.seal(place, chance.bytes(32)));
  const key = sealing.open(place, sealed);
  const store = await openEmbedded({ ...given, file: join(data, "store.db"), key, thread: storeThread });
  return { ...beside, store };
}

/** What a file holds; made, for good, when it is not there. */
async function once(path: string, make: () => Buffer): Promise<Buffer> {
  const held = await readFile(path).catch(noneIfMissing);
  if (held) return held;
  const made = make();
  await writeDurable(path, made);
  await syncFolder(join(path, ".."));
  return made;
}
