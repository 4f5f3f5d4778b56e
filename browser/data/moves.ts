import type { Folders } from "./folders.ts";
import { answerOf, type Jmap } from "./jmap.ts";
import type { Folder, Row } from "./shapes.ts";

/** Where messages were, so that they can go back. */
export interface Moved {
  accountId: string;
  /** Conversations that were moved. */
  count: number;
  target: Folder;
  /** The folder that each message left. */
  former: ReadonlyMap<string, string>;
}

export interface Moves {
  /** Takes the messages of conversations that are in `from` to `target`; null when nothing could be moved. */
  move(accountId: string, rows: readonly Row[], from: Folder, target: Folder): Promise<Moved | null>;
  /** Takes them back; false when it could not be done. */
  undo(moved: Moved): Promise<boolean>;
  /** Puts one draft in the bin. */
  discard(accountId: string, messageId: string): Promise<Moved | null>;
  /** Sets a mark that the whole team sees, or takes it off. */
  flag(accountId: string, ids: readonly string[], isSet: boolean): Promise<boolean>;
}

export function createMoves(
  jmap: Jmap,
  folders: Folders,
  refresh: (accountId: string) => void,
): Moves {
  /** Messages that the server has moved; the others stay where they are. */
  async function place(accountId: string, targets: ReadonlyMap<string, string>): Promise<Set<string>> {
    const done = new Set<string>();
    const entries = [...targets];
    for (let start = 0; start < entries.length; start += mostAtOnce) {
      const some = entries.slice(start, start + mostAtOnce);
      const update = Object.fromEntries(some.map(([id, folderId]) => [id, { mailboxIds: { [folderId]: true } }]));
      const responses = await jmap.send([["Email/set", { accountId, update }, "move"]]);
      const { updated } = answerOf<{ updated: Record<string, unknown> | null }>(responses, "move");
      for (const id of Object.keys(updated ?? {})) done.add(id);
    }
    return done;
  }

  async function moveIds(
    accountId: string,
    ids: readonly string[],
    from: Folder,
    target: Folder,
    count: number,
  ): Promise<Moved | null> {
    try {
      const done = await place(accountId, new Map(ids.map((id) => [id, target.id])));
      if (done.size === 0) return null;
      return { accountId, count, target, former: new Map([...done].map((id) => [id, from.id])) };
    } catch {
      return null;
    } finally {
      refresh(accountId);
    }
  }

  return {
    move(accountId, rows, from, target) {
      const members = rows.flatMap((row) => row.members);
      const ids = members.filter((member) => from.id in member.mailboxIds).map((member) => member.id);
      return moveIds(accountId, ids, from, target, rows.length);
    },
    async undo({ accountId, former }) {
      try {
        return (await place(accountId, former)).size === former.size;
      } catch {
        return false;
      } finally {
        refresh(accountId);
      }
    },
    async discard(accountId, messageId) {
      const drafts = folderWithRole(folders, accountId, "drafts");
      const bin = folderWithRole(folders, accountId, "trash");
      return drafts && bin ? moveIds(accountId, [messageId], drafts, bin, 1) : null;
    },
    async flag(accountId, ids, isSet) {
      const update = Object.fromEntries(ids.map((id) => [id, { "keywords/$flagged": isSet || null }]));
      try {
        const responses = await jmap.send([["Email/set", { accountId, update }, "flag"]]);
        return answerOf<{ notUpdated: unknown }>(responses, "flag").notUpdated === null;
      } catch {
        return false;
      }
    },
  };
}

/** Messages changed in one request: the server takes 500 (RFC 8620 §2 maxObjectsInSet). */
const mostAtOnce = 400;

export function folderWithRole(folders: Folders, accountId: string, role: Folder["role"]): Folder | null {
  return folders.of(accountId)?.find((folder) => folder.role === role) ?? null;
}
