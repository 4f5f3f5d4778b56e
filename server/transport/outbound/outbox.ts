import { recoverBlobs } from "../../foundations/blob-recovery.ts";
import { openBlobs } from "../../foundations/blobs.ts";
import type { Chance } from "../../foundations/chance.ts";
import type { Clock } from "../../foundations/clock.ts";
import { type Store, remoteChanges, remoteReads } from "../../foundations/database/operation.ts";
import { newId } from "../../foundations/ids.ts";
import { scanHeader } from "../../formats/mime/header.ts";
import type { Log } from "../../foundations/log.ts";
import type { MailboxesDoor } from "../../mailboxes/door.ts";
import type { KeywordUpdate, MessageView, Who } from "../../mailboxes/views.ts";
import type { TransportStore } from "../store.ts";
import type { SubmissionFilter } from "../store/views.ts";
import type { Certificates } from "../tls-profile.ts";
import type { SubmissionChanges, Submitted, SubmissionView, Unsent } from "../views.ts";
import { openConnections, type Route } from "./connections.ts";
import { readEnvelope, type WantedEnvelope } from "./envelope.ts";
import { startQueue } from "./queue.ts";
import { createSender } from "./sender.ts";
import { stripBcc } from "./strip-bcc.ts";

/** How mail leaves. Times in milliseconds. */
export interface OutboxSettings {
  hostname: string;
  domains: readonly string[];
  /** By domain, in lower case. */
  routes: Readonly<Record<string, Route>>;
  mostRecipients: number;
  /** How long a message can be called back. */
  undoMs: number;
  /** How long a recipient is tried. */
  lifetimeMs: number;
  connectionsPerDestination: number;
}

export interface OutboxParts {
  store: Store;
  /** The folder of the bytes that are to leave, and this node's part of what comes into it. */
  folder: string;
  part: string;
  /** 32 bytes: seals them. */
  key: Uint8Array;
  mailboxes: Pick<MailboxesDoor, "findRecipient" | "receive" | "listMailboxes" | "messages" | "open">;
  certificates: () => Certificates;
  clock: Clock;
  chance: Chance;
  log: Log;
  settings: OutboxSettings;
}

/** Every function answers `null` when the person has no right on the mailbox. */
export interface Outbox {
  /**
   * Lets a message go: it is on disk when answered, and can be called back for a while. `after` is done to the message
   * along with it, or nothing is.
   */
  submit(
    who: Who,
    mailboxId: string,
    leaving: { messageId: string; envelope: WantedEnvelope | null; after: KeywordUpdate | null },
  ): Promise<Submitted | null>;
  unsend(who: Who, mailboxId: string, id: string, after: KeywordUpdate | null): Promise<Unsent | null>;
  submissionState(who: Who, mailboxId: string): Promise<string | null>;
  /** The newest first. */
  submissions(
    who: Who,
    mailboxId: string,
    filter: SubmissionFilter,
    limit: number,
  ): Promise<{ state: string; submissions: SubmissionView[] } | null>;
  submissionChanges(
    who: Who,
    mailboxId: string,
    since: string,
    most: number,
  ): Promise<SubmissionChanges | "too-old" | null>;
  /** Forgets submissions whose recipients' fates are all known. */
  forgetSubmissions(
    who: Who,
    mailboxId: string,
    ids: string[],
  ): Promise<{ state: string | null; destroyed: string[] }>;
}

/** The outbox as the house holds it. */
export interface RunningOutbox extends Outbox {
  /** Whether mail can go to a domain. */
  reaches(domain: string): boolean;
  /** Looks for work now, and resolves when nothing that is due is left to this node. */
  run(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the way out: what people let go, and the queue that carries it. */
export async function openOutbox(parts: OutboxParts): Promise<RunningOutbox> {
  const { store, clock, chance, log, mailboxes, settings, key } = parts;
  const changes = remoteChanges<TransportStore["changes"]>(store, "transport");
  const reads = remoteReads<TransportStore["reads"]>(store, "transport");
  const blobs = await openBlobs(parts.folder, parts.part);
  await recoverBlobs(blobs, clock.now(), (ids) => changes.blobsWithRow({ ids }));
  if (store.dialect === "sqlite" || parts.part !== "") await changes.release({ node: parts.part });
  const connections = openConnections(settings.hostname, parts.certificates);
  const work = createSender({ ...parts, ...settings, changes, blobs, connections });
  const most = { atOnce: 16, perDestination: settings.connectionsPerDestination };
  const queue = startQueue({ node: parts.part, changes, reads, blobs, clock, chance, log, work, most });

  /** For a program let into another mailbox, there is no such mailbox. */
  const asked = ({ personId, sessionId, only }: Who, mailboxId: string) => ({
    personId,
    mailboxId: only === undefined || only === mailboxId ? mailboxId : "",
    now: clock.now(),
    ...(only !== undefined && { by: { program: sessionId } }),
  });
  const reaches = (domain: string) =>
    settings.domains.includes(domain) || Object.hasOwn(settings.routes, domain);

  /** The fields as they are in the bytes; null when the message is gone. */
  async function readHeader(who: Who, mailboxId: string, { id, headerEnd }: MessageView) {
    const bytes = await mailboxes.open(who, mailboxId, id, { start: 0, end: headerEnd }, "headers");
    if (!bytes) return null;
    const chunks: Buffer[] = [];
    for await (const chunk of bytes) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  /** The bytes as they leave: the message without its Bcc, durable when answered. */
  async function keepBytes(who: Who, mailboxId: string, message: MessageView, header: Buffer) {
    const range = { start: message.headerEnd, end: message.size };
    const body = await mailboxes.open(who, mailboxId, message.id, range, "headers");
    if (!body) return null;
    const writer = await blobs.create(newId(chance, "q"), key);
    try {
      await writer.write(stripBcc(header));
      for await (const chunk of body) await writer.write(chunk);
      return { blobId: writer.id, ...(await writer.finish()) };
    } catch (error) {
      await writer.abandon();
      throw error;
    }
  }

  return {
    reaches,
    async submit(who, mailboxId, { messageId, envelope, after }) {
      const mailbox = (await mailboxes.listMailboxes(who.personId, who.only)).find(
        ({ id }) => id === mailboxId,
      );
      if (!mailbox) return null;
      if (mailbox.right === "reader") return { outcome: "forbidden" };
      const found = await mailboxes.messages(who, mailboxId, [messageId]);
      const message = found?.messages[0];
      const header = message && (await readHeader(who, mailboxId, message));
      if (!header) return { outcome: "message-not-found" };
      const rules = { reaches, mostRecipients: settings.mostRecipients };
      const recipients = readEnvelope(scanHeader(header), mailbox.address, envelope, rules);
      if ("outcome" in recipients) return recipients;
      const candidate = { messageId, size: message.size, recipients };
      const obstacle = await reads.obstacle({ ...asked(who, mailboxId), leaving: candidate });
      if (obstacle) return obstacle;
      const kept = await keepBytes(who, mailboxId, message, header);
      if (!kept) return { outcome: "message-not-found" };
      const now = clock.now();
      const leaving = {
        ...kept,
        id: newId(chance, "s"),
        messageId,
        threadId: message.threadId,
        sender: mailbox.address,
        sendAt: now + settings.undoMs,
        expiresAt: now + settings.lifetimeMs,
        recipients: recipients.map((one) => ({ id: newId(chance, "r"), ...one })),
      };
      const done = await changes.submit({ ...asked(who, mailboxId), leaving, after });
      const moved = done?.outcome === "submitted" ? blobs.settle(kept.blobId) : blobs.remove(kept.blobId);
      // What does not move now is settled or removed at the next start.
      moved.catch((error) => log.defect("transport.blob-not-moved", error));
      queue.wake();
      return done;
    },
    unsend: (who, mailboxId, id, after) => changes.unsend({ ...asked(who, mailboxId), id, after }),
    submissionState: (who, mailboxId) => reads.submissionState(asked(who, mailboxId)),
    submissions: (who, mailboxId, filter, limit) =>
      reads.submissions({ ...asked(who, mailboxId), filter, limit }),
    submissionChanges: (who, mailboxId, since, limit) =>
      reads.submissionChanges({ ...asked(who, mailboxId), since, most: limit }),
    forgetSubmissions: (who, mailboxId, ids) => changes.forgetSubmissions({ ...asked(who, mailboxId), ids }),
    async run() {
      queue.wake();
      await queue.idle();
    },
    async close() {
      await queue.close();
      connections.close();
    },
  };
}
