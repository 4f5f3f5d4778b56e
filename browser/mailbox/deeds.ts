import type { Mail } from "../data/mail.ts";
import { folderWithRole, type Moved } from "../data/moves.ts";
import type { Folder, Member, Row } from "../data/shapes.ts";
import { folderName } from "./folder-name.ts";
import { words } from "./words.ts";

/** What can be done with the conversations of a folder, as far as the server lets the person. */
export interface Deeds {
  /** Where they can be taken, but for where they are. */
  targets: readonly Folder[];
  archive: Folder | null;
  bin: Folder | null;
}

const nothing: Deeds = { targets: [], archive: null, bin: null };

export function deedsIn(mail: Mail, folder: Folder | null): Deeds {
  const accountId = mail.place.value?.accountId;
  if (!accountId || !folder || !mail.offer.canChange(accountId)) return nothing;
  const isTarget = (one: Folder | null) => one !== null && one.id !== folder.id;
  const archive = folderWithRole(mail.folders, accountId, "archive");
  const bin = folderWithRole(mail.folders, accountId, "trash");
  const isWork = folder.role === "drafts" || folder.role === "sent";
  return {
    // What is being written, and what has left, belongs to folders of its own.
    targets: (mail.folders.of(accountId) ?? []).filter(
      (one) => isTarget(one) && one.role !== "drafts" && one.role !== "sent",
    ),
    archive: isTarget(archive) && !isWork ? archive : null,
    bin: isTarget(bin) ? bin : null,
  };
}

/** Takes conversations elsewhere, and says so with the way back. What is open of them closes. */
export async function moveRows(mail: Mail, rows: readonly Row[], target: Folder): Promise<boolean> {
  const accountId = mail.place.peek()?.accountId;
  const from = mail.folder.peek();
  if (!accountId || !from || rows.length === 0) return false;
  const moved = await mail.moves.move(accountId, rows, from, target);
  const open = mail.place.peek()?.threadId;
  if (moved && rows.some((row) => row.newest.threadId === open)) mail.openThread(null);
  tellMoved(mail, moved, from.role === "drafts");
  return moved !== null;
}

/** Says what was moved, and offers the way back. */
export function tellMoved(mail: Mail, moved: Moved | null, isDraft = true): void {
  if (!moved) return mail.notices.show({ text: words.moveFailed, undo: null });
  const undo = async () => {
    const isBack = await mail.moves.undo(moved);
    mail.notices.show({ text: isBack ? words.movedBack : words.moveBackFailed, undo: null });
  };
  mail.notices.show({
    text: sentenceFor(moved, isDraft),
    undo: { label: words.undo, act: () => void undo() },
  });
}

function sentenceFor({ target, count }: Moved, isDraft: boolean): string {
  if (target.role === "archive") return words.archived(count);
  if (target.role !== "trash") return words.moved(count, folderName(target));
  return isDraft && count === 1 ? words.draftBinned : words.binned(count);
}

/** The open conversation as a line of the list. */
export function openRow(mail: Mail): Row | null {
  const messages = mail.conversation.value?.messages.value ?? [];
  const newest = messages.at(-1);
  return newest ? { newest: { ...newest, attachmentCount: 0 }, members: [...messages] } : null;
}

/** Whether somebody of the team follows a conversation. */
export function isFollowed(members: readonly Member[]): boolean {
  return members.some((member) => "$flagged" in member.keywords);
}
