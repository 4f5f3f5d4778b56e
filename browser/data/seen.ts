import type { ReadonlySignal } from "@preact/signals";
import type { Conversation } from "./conversation.ts";
import type { ConversationList } from "./conversation-list.ts";
import type { Folders } from "./folders.ts";
import { answerOf, type Jmap, NetworkLost } from "./jmap.ts";
import { askSeen } from "./requests.ts";
import type { Member } from "./shapes.ts";

export interface Seen {
  /** Marks messages of the mailbox on the page as read or not: at once here, then on the server. */
  set(ids: readonly string[], isSeen: boolean): void;
  /** Whether a state that moved is one that we moved: then the page shows it already. */
  isOurs(accountId: string, state: string | undefined): boolean;
}

/** What the person has read. A mark made while the network is gone leaves when it returns. */
export function createSeen(
  jmap: Jmap,
  list: ReadonlySignal<ConversationList | null>,
  conversation: ReadonlySignal<Conversation | null>,
  folders: Folders,
): Seen {
  const waiting: { accountId: string; ids: readonly string[]; isSeen: boolean }[] = [];
  const ours = new Map<string, string>();

  async function send(accountId: string, ids: readonly string[], isSeen: boolean): Promise<void> {
    try {
      const responses = await jmap.send([askSeen(accountId, ids, isSeen), folders.ask(accountId)]);
      ours.set(accountId, answerOf<{ newState: string }>(responses, "seen").newState);
      folders.read(responses, [accountId]);
    } catch (error) {
      if (error instanceof NetworkLost) waiting.push({ accountId, ids, isSeen });
    }
  }

  jmap.onBack(() => {
    for (const { accountId, ids, isSeen } of waiting.splice(0)) void send(accountId, ids, isSeen);
  });

  return {
    set(ids, isSeen) {
      const accountId = conversation.peek()?.accountId ?? list.peek()?.accountId;
      if (!accountId || ids.length === 0) return;
      const marked = new Set(ids);
      const change = (member: Member) => {
        member.keywords = { ...member.keywords };
        if (isSeen) member.keywords["$seen"] = true;
        else delete member.keywords["$seen"];
        if (isSeen) member.teamSeen = true;
      };
      list.peek()?.patch(marked, change);
      conversation.peek()?.patch(marked, change);
      void send(accountId, ids, isSeen);
    },
    isOurs: (accountId, state) => state !== undefined && ours.get(accountId) === state,
  };
}
