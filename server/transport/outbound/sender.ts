import { Readable } from "node:stream";
import type { Blobs } from "../../foundations/blobs.ts";
import type { Chance } from "../../foundations/chance.ts";
import type { Clock } from "../../foundations/clock.ts";
import type { Remote } from "../../foundations/database/operation.ts";
import type { Log } from "../../foundations/log.ts";
import type { MailboxesDoor } from "../../mailboxes/door.ts";
import type { TransportStore } from "../store.ts";
import type { Settled, Work } from "../store/queue.ts";
import { writeBounce } from "./bounce.ts";
import type { Connections, Route } from "./connections.ts";
import { deliverHere } from "./deliver-here.ts";
import { waitAfter } from "./rules/backoff.ts";
import { causeOf, type Reply, verdictOf } from "./rules/verdict.ts";

export interface SenderParts {
  changes: Remote<TransportStore["changes"]>;
  blobs: Blobs;
  /** Seals the blobs of the queue. */
  key: Uint8Array;
  mailboxes: Pick<MailboxesDoor, "findRecipient" | "receive">;
  connections: Connections;
  clock: Clock;
  chance: Chance;
  log: Log;
  hostname: string;
  /** The domains whose mailboxes are ours. */
  domains: readonly string[];
  routes: Readonly<Record<string, Route>>;
}

/** A mailbox too full to be told that a message failed is asked again after this time, milliseconds. */
const fullMs = 3_600_000;

/** Does one piece of work to its end, and writes down what became of it. */
export function createSender(parts: SenderParts) {
  const { changes, blobs, key, mailboxes, clock, chance, log, hostname } = parts;

  const open = (work: Work) => blobs.read(work.blobId, key);

  async function deliver(work: Work, signal: AbortSignal): Promise<Reply[]> {
    const { domain, sender, size } = work;
    const recipients = work.rows.map(({ recipient }) => recipient);
    if (parts.domains.includes(domain)) {
      const replies: Reply[] = [];
      for (const recipient of recipients) {
        const delivery = { from: sender, recipient, size, id: work.submissionId, at: clock.now(), hostname };
        replies.push(await deliverHere(mailboxes, { ...delivery, bytes: () => open(work) }));
      }
      return replies;
    }
    const route = Object.hasOwn(parts.routes, domain) ? parts.routes[domain] : undefined;
    if (!route) return recipients.map(() => "no reply (no route)");
    const bytes = () => Readable.from(open(work), { objectMode: false });
    return parts.connections.send({ route, from: sender, recipients, size, bytes, signal });
  }

  function judge(work: Work, replies: Reply[]): Settled[] {
    const taken = parts.domains.includes(work.domain) ? ("delivered" as const) : ("relayed" as const);
    const fraction = chance.bytes(4).readUInt32BE() / 2 ** 32;
    return work.rows.map(({ id, attempts, expiresAt }, place): Settled => {
      const reply = replies[place] ?? "";
      const verdict = verdictOf(reply);
      const notBefore = clock.now() + waitAfter(attempts, fraction);
      if (verdict === "taken") return { id, fate: taken, reply, notBefore };
      // The next attempt would come after the end of its life.
      const isOver = verdict === "refused" || notBefore >= expiresAt;
      return { id, fate: isOver ? "refused" : "again", reply, notBefore };
    });
  }

  /** The fields of a message in the queue: a megabyte at most are read. */
  async function readHeader(work: Work): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of blobs.read(work.blobId, key, 0, 1_048_576)) {
      chunks.push(chunk);
      const header = Buffer.concat(chunks);
      const end = header.indexOf("\r\n\r\n");
      if (end >= 0) return header.subarray(0, end + 2);
    }
    return Buffer.concat(chunks);
  }

  /** Tells the mailbox that sent it (RFC 5321 §6.1). Told again after a crash, the same bytes stand once. */
  async function giveBack(work: Work, lease: string, sentAt: number): Promise<void> {
    const header = await readHeader(work);
    const { submissionId, mailboxId, sender, domain } = work;
    for (const { id, recipient, reply, repliedAt } of work.rows) {
      const failedAt = repliedAt ?? clock.now();
      const bounce = await writeBounce({
        id,
        recipient,
        domain,
        reply,
        failedAt,
        sender,
        sentAt,
        header,
        hostname,
      });
      const told = await deliverHere(mailboxes, {
        // The null path: nothing ever answers it (RFC 5321 §4.5.5).
        from: "",
        recipient: sender,
        size: bounce.length,
        id,
        at: failedAt,
        hostname,
        bytes: () => Readable.from([bounce]),
      });
      // A mailbox that is suspended gets it when it is opened again; one that is deleted has nobody to tell.
      if (verdictOf(told) === "again" || causeOf(told) === "closed-mailbox") {
        await changes.postpone({ lease, notBefore: clock.now() + fullMs });
        return;
      }
      await changes.returned({ lease, now: clock.now(), id, submissionId, mailboxId });
    }
  }

  return async function work(one: Work, lease: string, signal: AbortSignal): Promise<void> {
    if (one.stage === "returning") return giveBack(one, lease, one.sentAt);
    const began = clock.now();
    let replies: Reply[];
    try {
      replies = await deliver(one, signal);
    } catch (error) {
      log.defect("transport.delivery-failed", error, { reference: one.submissionId });
      replies = one.rows.map(() => "no reply (defect)");
    }
    // Let go in the middle: another node has the rows, or this one is stopping and they are free when the lease ends.
    if (signal.aborted) return;
    const settled = judge(one, replies);
    const { submissionId, mailboxId } = one;
    await changes.settle({ lease, now: clock.now(), submissionId, mailboxId, settled });
    log.info("transport.settled", {
      reference: submissionId,
      count: settled.filter(({ fate }) => fate === "relayed" || fate === "delivered").length,
      attempt: Math.max(...one.rows.map(({ attempts }) => attempts)),
      bytes: one.size,
      ms: clock.now() - began,
    });
  };
}
