import { type Store, remoteChanges } from "../../server/foundations/database/operation.ts";
import { systemChance } from "../../server/foundations/chance.ts";
import { newId, newIdAt } from "../../server/foundations/ids.ts";
import type { Envelope } from "../../server/formats/mime/envelope.ts";
import { readEnvelope } from "../../server/formats/mime/envelope.ts";
import { createMimeParser } from "../../server/formats/mime/parser.ts";
import { makeEntry } from "../../server/mailboxes/search/entry.ts";
import { sealText } from "../../server/mailboxes/search/kept-text.ts";
import { readText } from "../../server/mailboxes/search/read-text.ts";
import type { MailboxesStore } from "../../server/mailboxes/store.ts";
import { indexOf } from "../../server/mailboxes/store/search-index.ts";
import { message } from "./mail.ts";

/** Stands in four messages of any mailbox, spread over it. */
export const rareWord = "xérophtalmie";

/** One message every ten minutes, the last one a few minutes ago. */
const everyMs = 600_000;
const atOnce = 100;

/**
 * Puts messages into a mailbox through the store itself, rows and index, so that 100,000 take minutes, not hours.
 * `key`, the mailbox's, seals their texts as the program would, and `keep` keeps the bytes of each; without them there
 * are none, which neither the list nor the search looks at.
 */
export async function fillMailbox(
  store: Store,
  mailboxId: string,
  { from, count, key = null }: { from: number; count: number; key?: Uint8Array | null },
  keep: (blobId: string, raw: Buffer) => Promise<void> = async () => {},
): Promise<void> {
  const changes = remoteChanges<MailboxesStore["changes"]>(store, "mailboxes");
  const index = indexOf(store.dialect);
  for (let first = from; first < from + count; first += atOnce) {
    const made = await Promise.all(
      Array.from({ length: Math.min(atOnce, from + count - first) }, (_, place) =>
        make(mailboxId, first + place, isRare(first + place - from, count), keep),
      ),
    );
    const trace = { at: 0, actor: "command", action: "message.brought" };
    const incoming = made.map((one) => one.incoming);
    await Promise.all(incoming.map((one) => changes.receive({ incoming: [one], trace })));
    const prepared = made.map(({ incoming: { messageId }, entry, text }) => ({
      messageId,
      words: index.prepare(mailboxId, entry),
      text: key && sealText(key, messageId, text, systemChance),
    }));
    await changes.writeIndexed({ prepared });
  }
}

function isRare(index: number, count: number): boolean {
  return count > 4 && index % Math.floor(count / 4) === 1;
}

async function make(
  mailboxId: string,
  index: number,
  rare: boolean,
  keep: (blobId: string, raw: Buffer) => Promise<void>,
) {
  const raw = Buffer.from(message(index, "accueil@a.example"));
  const parser = createMimeParser();
  parser.write(raw);
  const parsed = parser.end();
  const envelope: Envelope = readEnvelope(parsed.header);
  const text = await readText(parsed.root, async function* (start, end) {
    yield raw.subarray(start, end);
  });
  const receivedAt = Date.UTC(2024, 0, 1) + index * everyMs;
  const messageId = newIdAt(systemChance, receivedAt, "m");
  const incoming = {
    messageId,
    mailboxId,
    newThreadId: newIdAt(systemChance, receivedAt, "t"),
    folderId: null,
    blobId: newId(systemChance, "b"),
    size: raw.length,
    receivedAt,
    preview: parsed.preview,
    hasAttachment: parsed.hasAttachment,
    envelope: JSON.stringify(envelope),
    structure: JSON.stringify(parsed.root),
    headerEnd: parsed.root.headerEnd,
    keywords: "[]",
    threadKeys: { own: [], met: [] },
    fingerprint: messageId,
    keepUntil: 0,
    seenByAll: false,
  };
  await keep(incoming.blobId, raw);
  const indexed = rare ? `${text} ${rareWord}` : text;
  return { incoming, entry: makeEntry(envelope, parsed.root, indexed), text: indexed };
}
