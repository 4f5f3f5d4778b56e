import assert from "node:assert/strict";
import { createStillClock, systemClock } from "../../server/foundations/clock.ts";
import { type Rooms, openRooms } from "../../server/house.ts";
import type { MessageView, Who } from "../../server/mailboxes/views.ts";
import { partsOf } from "../house.ts";

const page = 500;

/** The rooms as the next start opens them, an hour after the last end: whatever was held is free again. */
export function openLater(environment: Record<string, string>, folder: string): Promise<Rooms> {
  return openRooms({
    ...partsOf(environment, folder),
    clock: createStillClock(systemClock.now() + 3_600_000),
  });
}

/** Every message of a mailbox, oldest first. */
export async function allMessages(rooms: Rooms, who: Who, mailboxId: string): Promise<MessageView[]> {
  const query = {
    folderId: null,
    collapse: false,
    ascending: true,
    anchor: null,
    anchorOffset: 0,
    limit: page,
  };
  const messages: MessageView[] = [];
  for (let position = 0, total = 1; position < total; position += page) {
    const found = await rooms.mailboxes.query(who, mailboxId, { ...query, position });
    assert.ok(found && typeof found === "object");
    total = found.total;
    messages.push(...((await rooms.mailboxes.messages(who, mailboxId, found.ids))?.messages ?? []));
  }
  return messages;
}

/**
 * Holds a mailbox's counters, its index of words and its trace against its rows. `word` stands in every message.
 */
export async function checkAgreement(
  rooms: Rooms,
  who: Who,
  mailboxId: string,
  { messages, word }: { messages: MessageView[]; word: string },
): Promise<void> {
  const folders = (await rooms.mailboxes.folders(who, mailboxId, null))?.folders ?? [];
  for (const { id, name, ...counted } of folders) {
    const own = messages.filter(({ folderIds }) => folderIds.includes(id));
    const unread = own.filter(({ keywords }) => !keywords.includes("$seen"));
    assert.deepEqual(
      [counted.messages, counted.unreadMessages, counted.threads],
      [own.length, unread.length, new Set(own.map(({ threadId }) => threadId)).size],
      `the counters of ${name} agree with its rows`,
    );
  }
  const indexing = rooms.mailboxes.startIndexing();
  await indexing.settled();
  await indexing.close();
  const asked = {
    folderId: null,
    collapse: false,
    ascending: true,
    anchor: null,
    anchorOffset: 0,
    limit: page,
  };
  const bounds = { after: null, before: null, hasAttachment: null, withTotal: true };
  const texts = [{ typed: word, part: "any" as const }];
  const met: string[] = [];
  for (let position = 0, total = 1; position < total; position += page) {
    const found = await rooms.mailboxes.search(who, [mailboxId], { ...asked, ...bounds, texts, position });
    assert.ok(found && typeof found === "object" && found.unindexed === 0);
    total = found.total ?? 0;
    met.push(...found.found.map(({ messageId }) => messageId));
  }
  assert.deepEqual(met.toSorted(), messages.map(({ id }) => id).toSorted(), "the index agrees with the rows");
  assert.deepEqual(await rooms.audit.verify([`mailbox:${mailboxId}`]), []);
}
