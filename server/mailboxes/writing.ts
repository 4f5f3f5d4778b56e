import type { Blobs } from "../foundations/blobs.ts";
import type { Chance } from "../foundations/chance.ts";
import type { Clock } from "../foundations/clock.ts";
import type { Remote } from "../foundations/database/operation.ts";
import { newId } from "../foundations/ids.ts";
import type { Log } from "../foundations/log.ts";
import { takeIn } from "./arrival.ts";
import type { MailboxesDoor } from "./door.ts";
import { ask } from "./rules/scope.ts";
import type { FreshBytes } from "./search/fresh-bytes.ts";
import type { MailboxesStore } from "./store.ts";
import type { Who } from "./views.ts";

interface WritingParts {
  changes: Remote<MailboxesStore["changes"]>;
  reads: Remote<MailboxesStore["reads"]>;
  blobs: Blobs;
  fresh: FreshBytes;
  clock: Clock;
  chance: Chance;
  log: Log;
  keyOf(mailboxId: string): Promise<Uint8Array>;
}

/** An upload that no message took is forgotten after this time. */
const uploadMs = 3_600_000;

/** The part of the door where messages are written, brought and destroyed. */
export function openWriting(parts: WritingParts): Pick<
  MailboxesDoor,
  "make" | "destroy" | "upload" | "openUpload" | "close"
> & {
  discardBlobs(): Promise<void>;
} {
  const { changes, reads, blobs, fresh, clock, chance, log, keyOf } = parts;
  const asked = (who: Who, mailboxId: string) => ask(who, mailboxId, clock.now());

  /** Removes from the disk what nothing names any more; what fails is tried again later, or at the next start. */
  async function discardBlobs(): Promise<void> {
    for (let ids = await reads.discards(); ids.length > 0; ids = await reads.discards()) {
      await Promise.all(ids.map((id) => blobs.remove(id)));
      await changes.discarded({ ids });
    }
  }

  /** What is being removed while nobody waits for it. */
  let removing: Promise<void> = Promise.resolve();

  const settle = (id: string, kept: boolean) =>
    (kept ? blobs.settle(id) : blobs.remove(id)).catch((error) => log.defect("blob not moved", error));

  return {
    discardBlobs,
    close: () => removing,

    async make(who, mailboxId, { folderId, receivedAt, keywords }, bytes, ifInState) {
      // Asked before the bytes are written, and again in the change itself.
      const right = await reads.mayWrite(asked(who, mailboxId));
      if (right === null) return null;
      if (!right) return { outcome: "forbidden" };
      const copy = {
        mailboxId,
        mailboxKey: await keyOf(mailboxId),
        trace: Buffer.alloc(0),
        // Made once by one call: nothing else is ever the same.
        sameness: `made\0${newId(chance, "n")}`,
      };
      const [incoming] = await takeIn({ blobs, chance, fresh }, [copy], bytes, {
        folderId,
        receivedAt,
        keywords: JSON.stringify(keywords.filter((one) => one !== "$seen").toSorted()),
        keepUntil: 0,
        seenByAll: keywords.includes("$seen"),
      });
      if (!incoming) throw new Error("one copy was asked for");
      const { messageId, blobId, size } = incoming;
      try {
        const made = await changes.make({
          ...asked(who, mailboxId),
          incoming: { ...incoming, folderId },
          ifInState,
        });
        void settle(blobId, made?.outcome === "made");
        return made && made.outcome === "made" ? { ...made, id: messageId, blobId, size } : made;
      } catch (error) {
        await settle(blobId, false);
        throw error;
      }
    },

    async destroy(who, mailboxId, ids, ifInState) {
      const done = await changes.destroy({ ...asked(who, mailboxId), ids, ifInState });
      if (done && done !== "state-mismatch" && done.destroyed.length > 0)
        removing = removing.then(discardBlobs).catch((error) => log.defect("blobs not removed", error));
      return done;
    },

    async upload(who, mailboxId, type, bytes) {
      const right = await reads.mayWrite(asked(who, mailboxId));
      if (right === null) return null;
      if (!right) return "forbidden";
      const writer = await blobs.create(newId(chance, "u"), await keyOf(mailboxId));
      let size: number;
      try {
        for await (const chunk of bytes) await writer.write(chunk);
        ({ size } = await writer.finish());
      } catch (error) {
        await writer.abandon();
        throw error;
      }
      const blobId = writer.id;
      const kept = await changes.keepUpload({
        ...asked(who, mailboxId),
        blobId,
        type,
        size,
        expiresAt: clock.now() + uploadMs,
      });
      await settle(blobId, kept === "kept");
      return kept === "kept" ? { blobId, type, size } : kept;
    },

    async openUpload(who, mailboxId, blobId) {
      const found = await reads.upload({ ...asked(who, mailboxId), blobId });
      if (!found) return null;
      const key = await keyOf(mailboxId);
      return { blobId, ...found, read: () => blobs.read(blobId, key) };
    },
  };
}
