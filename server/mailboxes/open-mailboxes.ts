import { recoverBlobs } from "../foundations/blob-recovery.ts";
import type { Blobs } from "../foundations/blobs.ts";
import type { Chance } from "../foundations/chance.ts";
import type { Clock } from "../foundations/clock.ts";
import { type Store, StoreFailed, remoteChanges, remoteReads } from "../foundations/database/operation.ts";
import { parseAddress } from "../formats/addresses/address.ts";
import { newId } from "../foundations/ids.ts";
import type { Log } from "../foundations/log.ts";
import type { Sealing } from "../foundations/sealing.ts";
import { type Copy, takeIn } from "./arrival.ts";
import type { Delivery, MailboxesDoor, Receipt } from "./door.ts";
import { openExport } from "./export.ts";
import { ask } from "./rules/scope.ts";
import { createFreshBytes } from "./search/fresh-bytes.ts";
import { openSearch } from "./search/open-search.ts";
import { createSettling } from "./settling.ts";
import type { Incoming, IncomingAudit } from "./store/delivery.ts";
import { indexOf } from "./store/search-index.ts";
import type { MailboxesStore } from "./store.ts";
import { sweepDue } from "./sweep-due.ts";
import type { FolderRole, Who } from "./views.ts";
import { openWriting } from "./writing.ts";

export interface MailboxesParts {
  store: Store;
  blobs: Blobs;
  sealing: Sealing;
  clock: Clock;
  chance: Chance;
  log: Log;
}

/** A peer that lost our answer sends again within this time (RFC 5321 §4.5.4.1 gives up after 4 to 5 days). */
const sentAgainMs = 5 * 86_400_000;
/** What was brought over is known for good: an import that is run again adds nothing. */
const forGood = Number.MAX_SAFE_INTEGER;
/** Readings are kept beyond the longest session. */
const readingsMs = 86_400_000;
const readingsHeld = 10_000;

/** Arrivals that wait to be indexed: those of a second, and more when they are short. Octets. */
const freshBytes = 2 * 1024 * 1024;

/** The folders that every mailbox has. */
const firstFolders: { role: FolderRole; name: string; sortOrder: number }[] = [
  { role: "inbox", name: "Réception", sortOrder: 10 },
  { role: "drafts", name: "Brouillons", sortOrder: 20 },
  { role: "sent", name: "Envoyés", sortOrder: 30 },
  { role: "archive", name: "Archives", sortOrder: 40 },
  { role: "junk", name: "Indésirables", sortOrder: 80 },
  { role: "trash", name: "Corbeille", sortOrder: 90 },
];

/** Opens the room: messages, folders, rights. */
export function openMailboxes(parts: MailboxesParts): MailboxesDoor {
  const { store, blobs, sealing, clock, chance, log } = parts;
  const changes = remoteChanges<MailboxesStore["changes"]>(store, "mailboxes");
  const reads = remoteReads<MailboxesStore["reads"]>(store, "mailboxes");
  const keys = new Map<string, Uint8Array>();
  const recorded = new Set<string>();
  const fresh = createFreshBytes(freshBytes);
  const settling = createSettling(blobs, log);

  const asked = (who: Who, mailboxId: string) => ask(who, mailboxId, clock.now());

  async function keyOf(mailboxId: string): Promise<Uint8Array> {
    const held = keys.get(mailboxId);
    if (held) return held;
    const sealed = await reads.mailboxKey({ mailboxId });
    if (!sealed) throw new Error(`mailbox ${mailboxId} has no key`);
    const key = sealing.open(keyPlace(mailboxId), sealed);
    keys.set(mailboxId, key);
    return key;
  }

  const search = openSearch({
    changes,
    reads,
    index: indexOf(store.dialect),
    open(mailboxId, blobId) {
      const held = fresh.take(blobId);
      return async function* (start, end) {
        if (held) yield held.subarray(start, end);
        else yield* blobs.read(blobId, await keyOf(mailboxId), start, end);
      };
    },
    keyOf,
    clock,
    chance,
    log,
  });

  /** Writes the rows of copies that are on disk, and removes those that are not wanted after all. */
  async function commit(incoming: Incoming[], trace: IncomingAudit) {
    try {
      const outcome = await changes.receive({ incoming, trace });
      const stored = new Set(outcome.outcome === "stored" ? outcome.stored : []);
      for (const { blobId } of incoming)
        if (stored.has(blobId)) settling.settle(blobId);
        // What is not removed now is at the next start.
        else blobs.remove(blobId).catch((error) => log.defect("blob not removed", error));
      search.wake();
      return outcome;
    } catch (error) {
      // What may have its rows after all stays where the next start looks.
      if (!(error instanceof StoreFailed && error.unsure))
        await Promise.allSettled(incoming.map(({ blobId }) => blobs.remove(blobId)));
      throw error;
    }
  }

  async function receive(delivery: Delivery, bytes: AsyncIterable<Uint8Array>): Promise<Receipt> {
    const at = clock.now();
    const copies: Copy[] = [];
    for (const { mailboxId, address } of delivery.recipients)
      copies.push({
        mailboxId,
        mailboxKey: await keyOf(mailboxId),
        trace: Buffer.from(delivery.trace(address)),
        sameness: `smtp\0${delivery.from}\0${address}`,
      });
    const incoming = await takeIn({ blobs, chance, fresh }, copies, bytes, {
      folderId: null,
      receivedAt: at,
      keywords: "[]",
      keepUntil: at + sentAgainMs,
      seenByAll: false,
    });
    const outcome = await commit(incoming, {
      at,
      actor: `peer:${delivery.peer}`,
      action: "message.received",
    });
    if (outcome.outcome !== "stored") return outcome;
    const ids = incoming
      .filter(({ blobId }) => outcome.stored.includes(blobId))
      .map(({ messageId }) => messageId);
    return { outcome: "stored", messageIds: ids, again: outcome.again.length };
  }

  /** Whether the reading may go on; its trace is on disk when it may. */
  async function mayRead(who: Who, mailboxId: string, messageId: string): Promise<boolean> {
    const once = `${who.sessionId} ${messageId}`;
    if (recorded.has(once)) return (await reads.states(asked(who, mailboxId))) !== null;
    const done = await changes.recordReading({
      ...asked(who, mailboxId),
      messageId,
      sessionId: who.sessionId,
    });
    if (recorded.size >= readingsHeld) recorded.clear();
    if (done) recorded.add(once);
    return done;
  }

  function newMailbox() {
    const id = newId(chance, "a");
    const keySealed = sealing.seal(keyPlace(id), chance.bytes(32));
    return { id, keySealed, folders: firstFolders.map((folder) => ({ ...folder, id: newId(chance, "f") })) };
  }

  const writing = openWriting({ changes, reads, blobs, fresh, clock, chance, log, keyOf });

  return {
    async findRecipient(address, size) {
      const found = await reads.findMailbox({ address: asKept(address) });
      if (!found || found.status === "deleted") return { outcome: "unknown" };
      if (found.status !== "active") return { outcome: "closed" };
      if (found.used_bytes + size > found.quota_bytes) return { outcome: "full" };
      return { outcome: "found", mailboxId: found.id, address: found.address };
    },
    receive,

    async listMailboxes(personId, only) {
      const list = await reads.listMailboxes({ personId, now: clock.now() });
      return only === undefined ? list : list.filter(({ id }) => id === only);
    },
    countPeople: (ids) => reads.countPeople({ ids, now: clock.now() }),
    states: (who, mailboxId) => reads.states(asked(who, mailboxId)),
    folders: (who, mailboxId, ids) => reads.folders({ ...asked(who, mailboxId), ids }),
    query: (who, mailboxId, query) => reads.query({ ...asked(who, mailboxId), query }),
    search: search.search,
    snippets: search.snippets,
    startIndexing: search.startIndexing,
    messages: (who, mailboxId, ids, without = []) =>
      reads.messages({ ...asked(who, mailboxId), ids, without }),
    threads: (who, mailboxId, ids) => reads.threads({ ...asked(who, mailboxId), ids }),
    changes: (who, mailboxId, kind, since, most) =>
      reads.changes({ ...asked(who, mailboxId), kind, since, most }),
    setKeywords: (who, mailboxId, updates, ifInState) =>
      changes.setKeywords({ ...asked(who, mailboxId), updates, ifInState }),
    ...writing,

    findBlob: (who, mailboxId, blobId) => reads.findBlob({ ...asked(who, mailboxId), blobId }),

    async open(who, mailboxId, messageId, { start, end }, purpose) {
      const found = await reads.messages({
        ...asked(who, mailboxId),
        ids: [messageId],
        without: ["envelope", "structure"],
      });
      const message = found?.messages[0];
      if (!message) return null;
      if (purpose === "reading" && !(await mayRead(who, mailboxId, messageId))) return null;
      return blobs.read(message.blobId, await keyOf(mailboxId), start, end);
    },

    newMailbox,
    sweep: () => sweepDue({ changes, reads, clock }, writing.discardBlobs),
    ...openExport({ changes, reads, blobs, clock, chance, keyOf }),
    putMailbox: (wanted, actor) =>
      changes.putMailbox({
        ...wanted,
        ...newMailbox(),
        address: asKept(wanted.address),
        at: clock.now(),
        actor,
      }),
    putMembership: (wanted, actor) => changes.putMembership({ ...wanted, at: clock.now(), actor }),

    async bring(brought, bytes, actor) {
      const { mailboxId, folder } = brought;
      const at = clock.now();
      const wanted = "role" in folder ? folder : { ...folder, id: newId(chance, "f") };
      const folderId = await changes.putFolder({ mailboxId, folder: wanted, at, actor });
      const copy = {
        mailboxId,
        mailboxKey: await keyOf(mailboxId),
        trace: Buffer.alloc(0),
        sameness: `brought\0${folderId}\0${brought.receivedAt}`,
      };
      const incoming = await takeIn({ blobs, chance, fresh }, [copy], bytes, {
        folderId,
        receivedAt: brought.receivedAt,
        keywords: JSON.stringify(brought.keywords.toSorted()),
        keepUntil: forGood,
        seenByAll: brought.seen,
      });
      const outcome = await commit(incoming, { at, actor, action: "message.brought" });
      if (outcome.outcome !== "stored") return outcome.outcome;
      return outcome.stored.length > 0 ? "stored" : "again";
    },

    async findByAddress(address) {
      const found = await reads.findMailbox({ address: asKept(address) });
      return found ? { id: found.id, address: found.address, status: found.status } : null;
    },
    mailboxIds: () => reads.mailboxIds(),

    async recover() {
      const recovered = await recoverBlobs(blobs, clock.now(), (ids) => changes.blobsWithRow({ ids }));
      await writing.discardBlobs();
      return recovered;
    },
    async close() {
      await settling.close();
      await writing.close();
    },

    async forget() {
      await changes.forget({ now: clock.now(), readingsBefore: clock.now() - readingsMs });
      await writing.discardBlobs();
    },
  };
}

/** Where the key of a mailbox stands sealed. */
export function keyPlace(mailboxId: string) {
  return { table: "mailboxes_mailboxes", column: "key_sealed", row: mailboxId };
}

/** An address as it is kept and compared. Capitals tell no mailbox from another here (RFC 5321 §2.4 lets us choose). */
function asKept(address: string): string {
  return parseAddress(address)?.key ?? address;
}
