import { type Signal, signal } from "@preact/signals";
import type { OpenMailbox } from "../../contracts/sign-in.ts";
import type { Place } from "../addresses.ts";
import { type Call, type Jmap, NetworkLost, type Responses, type SendOptions, SignedOut } from "./jmap.ts";
import { askFolders, askFolderState, readFolders, readFolderState } from "./requests.ts";
import type { Folder } from "./shapes.ts";

/** The folders of all the person's mailboxes, and what is unread in them. */
export interface Folders {
  readonly failed: Signal<boolean>;
  /** In the order of the page; null while they are not known. */
  of(accountId: string): readonly Folder[] | null;
  /** The folder of a place: the one it names, or the inbox of its mailbox. */
  find(place: Place | null): Folder | null;
  load(): Promise<void>;
  /** The same, with calls that go along in one request; their answers come back. Throws as `Jmap.send` does. */
  loadAlong(calls: Call[]): Promise<Responses>;
  ask(accountId: string): Call;
  read(responses: Responses, accountIds: readonly string[]): void;
  /** The mailboxes whose folders are no longer as they are known here; none while that cannot be told. */
  findMoved(): Promise<string[]>;
}

export function createFolders(
  jmap: Pick<Jmap, "send">,
  mailboxes: readonly Pick<OpenMailbox, "accountId">[],
): Folders {
  const known = signal<ReadonlyMap<string, readonly Folder[]>>(new Map());
  const failed = signal(false);
  /** The state of each mailbox's folders (RFC 8620 §5.1): it moves with every message that comes, goes or is read. */
  const states = new Map<string, string>();
  const everyone = mailboxes.map((mailbox) => mailbox.accountId);

  /** Asks each mailbox something, in as few requests as the server's limit allows. */
  async function askEach(
    ask: (accountId: string) => Call,
    options: SendOptions,
    take: (responses: Responses, accountIds: string[]) => void,
    along: Call[] = [],
  ): Promise<Responses> {
    let first: Responses | undefined;
    for (let start = 0; start < everyone.length; start += mostCalls) {
      const some = everyone.slice(start, start + mostCalls);
      const responses = await jmap.send([...some.map(ask), ...(first ? [] : along)], options);
      first ??= responses;
      take(responses, some);
    }
    return first ?? new Map();
  }

  async function loadAlong(calls: Call[]): Promise<Responses> {
    failed.value = false;
    try {
      return await askEach(askFolders, {}, read, calls);
    } catch (error) {
      failed.value = !(error instanceof NetworkLost || error instanceof SignedOut);
      throw error;
    }
  }

  function read(responses: Responses, accountIds: readonly string[]): void {
    const now = new Map(known.peek());
    for (const id of accountIds) {
      const folders = readFolders(responses, id);
      if (!folders) continue;
      now.set(id, inOrder(folders));
      states.set(id, readFolderState(responses, id));
    }
    known.value = now;
  }

  return {
    failed,
    of: (accountId) => known.value.get(accountId) ?? null,
    find(place) {
      const folders = place && known.value.get(place.accountId);
      if (!folders) return null;
      if (place.folderId !== null) return folders.find((folder) => folder.id === place.folderId) ?? null;
      return folders.find((folder) => folder.role === "inbox") ?? folders[0] ?? null;
    },
    // What failed is said by `failed`, or by the network's own notice.
    load: () =>
      loadAlong([]).then(
        () => undefined,
        () => undefined,
      ),
    loadAlong,
    ask: askFolders,
    read,
    async findMoved() {
      const moved: string[] = [];
      try {
        await askEach(askFolderState, { unattended: true }, (responses, ids) => {
          for (const id of ids)
            if (states.has(id) && states.get(id) !== readFolderState(responses, id)) moved.push(id);
        });
      } catch {
        // The network's return brings it all again.
      }
      return moved;
    },
  };
}

/** Mailboxes in one request: the server takes 32 calls, and the first list goes along. */
const mostCalls = 24;

/** Folders with a role come in the order that people know; each folder is followed by those inside it. */
const roles = ["inbox", "drafts", "sent", "archive"];
const lastRoles = ["junk", "trash"];

function inOrder(folders: readonly Folder[]): Folder[] {
  const rank = ({ role }: Folder) => {
    if (role === null) return roles.length;
    const at = roles.indexOf(role);
    return at >= 0 ? at : roles.length + 1 + lastRoles.indexOf(role);
  };
  const sorted = [...folders].sort(
    (a, b) => rank(a) - rank(b) || a.sortOrder - b.sortOrder || a.name.localeCompare(b.name, "fr"),
  );
  const ids = new Set(sorted.map((folder) => folder.id));
  const below = (parent: string | null): Folder[] =>
    sorted
      .filter((folder) => (folder.parentId && ids.has(folder.parentId) ? folder.parentId : null) === parent)
      .flatMap((folder) => [folder, ...below(folder.id)]);
  return below(null);
}
