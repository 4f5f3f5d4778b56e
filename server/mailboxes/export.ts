import type { Blobs } from "../foundations/blobs.ts";
import type { Chance } from "../foundations/chance.ts";
import type { Clock } from "../foundations/clock.ts";
import type { Remote } from "../foundations/database/operation.ts";
import { newId } from "../foundations/ids.ts";
import { createZipWriter } from "../formats/zip.ts";
import type { MailboxesDoor } from "./door.ts";
import { nameExported } from "./rules/export-name.ts";
import type { ExportedMessage, ExportPlace } from "./store/exports.ts";
import type { MailboxesStore } from "./store.ts";
import type { Who } from "./views.ts";

interface ExportParts {
  changes: Remote<MailboxesStore["changes"]>;
  reads: Remote<MailboxesStore["reads"]>;
  blobs: Blobs;
  clock: Clock;
  chance: Chance;
  keyOf(mailboxId: string): Promise<Uint8Array>;
}

/** Messages between two looks at the right and the session, and two notes of how far it is. */
const atOnce = 50;

/** The copy of a mailbox was cut: its person manages it no more, or her session is over. */
export class ExportCut extends Error {
  override name = "ExportCut";
}

/** The part of the door where a whole mailbox leaves, as a ZIP of its messages. A program's password has no way here. */
export function openExport(
  parts: ExportParts,
): Pick<MailboxesDoor, "exportable" | "askExport" | "openExport" | "exportProgress"> {
  const { changes, reads, blobs, clock, chance, keyOf } = parts;

  async function* writeZip(
    { personId }: Who,
    exportId: string,
    { mailboxId, folders }: { mailboxId: string; folders: { id: string; name: string }[] },
    isAlive: () => Promise<boolean>,
  ): AsyncGenerator<Uint8Array> {
    const zip = createZipWriter();
    const names = new Map(folders.map(({ id, name }) => [id, name]));
    const key = await keyOf(mailboxId);
    const pageAfter = (after: ExportPlace | null): Promise<ExportedMessage[] | null> =>
      reads.exportPage({ personId, mailboxId, now: clock.now(), after, most: atOnce });
    let after: ExportPlace | null = null;
    let done = 0;
    for (;;) {
      const page: ExportedMessage[] | null = (await isAlive()) ? await pageAfter(after) : null;
      if (!page) throw new ExportCut("the right or the session has ended");
      for (const message of page) {
        done += 1;
        const folder = names.get(message.folderId) ?? null;
        yield zip.begin(nameExported({ ...message, folder, number: done }), message.receivedAt);
        for await (const bytes of blobs.read(message.blobId, key)) yield zip.data(bytes);
        yield zip.end();
      }
      const last = page.at(-1);
      if (!last) break;
      after = { receivedAt: last.receivedAt, id: last.id };
      await changes.countExported({ exportId, personId, now: clock.now(), done, isWhole: false });
    }
    yield* zip.finish();
    await changes.countExported({ exportId, personId, now: clock.now(), done, isWhole: true });
  }

  return {
    exportable: ({ personId, only }) =>
      only === undefined ? reads.exportable({ personId, now: clock.now() }) : Promise.resolve([]),

    async askExport({ personId, only }, mailboxId) {
      if (only !== undefined) return null;
      const id = newId(chance, "x");
      const asked = await changes.askExport({ id, personId, mailboxId, now: clock.now() });
      return asked && { exportId: id, ...asked };
    },

    async openExport(who, exportId, isAlive) {
      if (who.only !== undefined) return null;
      const now = clock.now();
      const begun = await changes.beginExport({ exportId, personId: who.personId, now });
      return begun && { address: begun.address, at: now, bytes: writeZip(who, exportId, begun, isAlive) };
    },

    exportProgress: ({ personId }, exportId) =>
      reads.exportProgress({ exportId, personId, now: clock.now() }),
  };
}
