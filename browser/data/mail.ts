import { computed, effect, type ReadonlySignal, signal, untracked } from "@preact/signals";
import type { Open, OpenMailbox, Out } from "../../contracts/sign-in.ts";
import { addresses, type Place, placeOf } from "../addresses.ts";
import { type Conversation, createConversation } from "./conversation.ts";
import { type Chosen, createChosen } from "./chosen.ts";
import { type ConversationList, createConversationList } from "./conversation-list.ts";
import { huesOf } from "../mailbox/kinds.ts";
import { createFolders, type Folders } from "./folders.ts";
import { type Call, createJmap, type Jmap } from "./jmap.ts";
import { createMoves, folderWithRole, type Moves } from "./moves.ts";
import { createNotices, type Notices } from "./notices.ts";
import { createOffer, type Offer } from "./offer.ts";
import { openPush, type Push } from "./push.ts";
import { isMailboxGone } from "./requests.ts";
import { createSearch, type Search } from "./search.ts";
import { createSearchPlace, type SearchPlace } from "./search-place.ts";
import { createSeen } from "./seen.ts";
import type { Folder, Member } from "./shapes.ts";
import type { Writing } from "./writing.ts";
import type { Leaving, View } from "../session/view.ts";


/** All that the page knows, and what it can do. */
export interface Mail {
  readonly open: Open;
  /** The hue of each mailbox's tile, by address. */
  readonly hues: ReadonlyMap<string, number>;
  readonly place: ReadonlySignal<Place | null>;
  readonly mailbox: ReadonlySignal<OpenMailbox | null>;
  readonly folders: Folders;
  readonly folder: ReadonlySignal<Folder | null>;
  readonly list: ReadonlySignal<ConversationList | null>;
  readonly conversation: ReadonlySignal<Conversation | null>;
  readonly lostSince: ReadonlySignal<number | null>;
  readonly download: Jmap["download"];
  readonly jmap: Jmap;
  readonly offer: Offer;
  readonly notices: Notices;
  readonly moves: Moves;
  readonly chosen: Chosen;
  readonly search: Search;
  /** Whether some mailbox can be searched. */
  canSearch(): boolean;
  readonly searchPlace: SearchPlace;
  /** What the person is writing; null while she reads. */
  readonly writing: ReadonlySignal<Writing | null>;
  /** Whether the person may write from a mailbox. */
  canWrite(accountId: string): boolean;
  write(writing: Writing): void;
  stopWriting(): void;
  /** Asks again for what shows of a mailbox that was changed from here. */
  refresh(accountId: string): void;
  /** `isFound`: it was found, and the search goes on. */
  go(place: Place, isFound?: boolean): void;
  /** Whether a message was thrown away, and the person looks from another folder than the bin. */
  isAside(member: Member): boolean;
  /** Opens the conversation of a line of the list, or closes the open one. */
  openThread(threadId: string | null): void;
  setSeen(ids: readonly string[], isSeen: boolean): void;
  /** Marks messages of the open conversation as followed by the team, or not. */
  follow(ids: readonly string[], isSet: boolean): Promise<void>;
  retry(): void;
  /** Ends the session; false when the server could not be reached. */
  signOut(): Promise<boolean>;
  /** Asks for the page to be locked. */
  lock(): void;
  /** What the session does with the page. */
  readonly view: View;
}

/** Milliseconds in which several changes make one request. */
const gatherMs = 150;

/** Opens the mailboxes of a session; `leave` is called when the page can no longer show them. */
export function openMail(open: Open, leave: (why: Leaving) => void): Mail {
  const jmap = createJmap(open.person.id, () => (isSigningOut ? end("signed-out") : leave("shut")));
  const place = signal<Place | null>(firstPlace(open));
  const accountId = computed(() => place.value?.accountId ?? null);
  const folders = createFolders(jmap, open.mailboxes);
  const folder = computed(() => folders.find(place.value));
  const inboxOf = (account: string | null) =>
    open.mailboxes.find((mailbox) => mailbox.accountId === account)?.inboxId ?? null;
  const folderId = computed(() => place.value?.folderId ?? inboxOf(accountId.value));
  const threadId = computed(() => place.value?.threadId ?? null);
  const list = computed(() =>
    accountId.value && folderId.value
      ? createConversationList(jmap, accountId.value, folderId.value)
      : null,
  );
  const conversation = signal<Conversation | null>(null);
  const seen = createSeen(jmap, list, conversation, folders);
  const offer = createOffer(jmap);
  const writing = signal<Writing | null>(null);
  const moves = createMoves(jmap, folders, touch);
  const chosen = createChosen();
  const search = createSearch(jmap, open.mailboxes, offer.canSearch);
  const searchPlace = createSearchPlace(search, place, (to) => show(to, "push"));
  const touched = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  let isSigningOut = false;

  let push: Push | undefined;

  function listen(): Push {
    return openPush(open.person.id, {
      onChanges(changes) {
        for (const [id, types] of Object.entries(changes)) if (!seen.isOurs(id, types["Email"])) touched.add(id);
        gather();
      },
      onOpen: () => void touchMoved(),
      onReturn() {
        touchAll();
        // A right may be another by now, and a mailbox closed or open again.
        void offer.load();
      },
      onCut: () => void jmap.send([["Core/echo", {}, "echo"]], { unattended: true }).catch(() => undefined),
      onSigningOut: (isAsked) => void (isSigningOut = isAsked),
      onSignedOut: () => end("signed-out"),
      onReplaced: () => end("replaced"),
    });
  }

  const stops = [
    searchPlace.stop,
    effect(() => {
      const [account, thread] = [accountId.value, threadId.value];
      untracked(() => openConversation(account, thread));
    }),
    effect(() => {
      const now = place.value;
      if (now && now.folderId === null && folderId.value)
        show({ ...now, folderId: folderId.value }, "replace");
    }),
    effect(() => {
      const now = list.value;
      untracked(() => {
        // The folders are not known yet: they come with the first list.
        now?.want(0, 1, push ? undefined : folders.loadAlong);
        chosen.clear();
      });
    }),
    effect(() => {
      // The first list goes before the stream and the rest: it is what the person waits for.
      const now = list.value;
      const isThere = now?.failed.value || (now?.total.value ?? null) !== null;
      if (push || !(isThere || folders.failed.value || place.value === null)) return;
      push = untracked(listen);
      void offer.load();
    }),
    jmap.onBack(() => {
      touchAll();
      void offer.load();
      list.peek()?.retry();
      if (conversation.peek()?.state.peek() === "waiting") void conversation.peek()?.load();
    }),
  ];

  function openConversation(account: string | null, thread: string | null): void {
    const now = list.peek();
    const row = thread && now ? now.rowAt(now.indexOf(thread)) : undefined;
    conversation.value = account && thread ? createConversation(jmap, account, thread, row?.members ?? [], isAside) : null;
    void conversation.value?.load();
  }

  function isAside(member: Member): boolean {
    const bin = accountId.value && folderWithRole(folders, accountId.value, "trash");
    return bin ? bin.id in member.mailboxIds && folderId.value !== bin.id : false;
  }

  function end(why: Leaving): void {
    if (isOver) return;
    isOver = true;
    leave(why);
  }

  function touchAll(): void {
    for (const mailbox of open.mailboxes) touched.add(mailbox.accountId);
    gather();
  }

  /** Between the first list and the stream, or from one tab's stream to the next's, something may have come. */
  async function touchMoved(): Promise<void> {
    for (const id of await folders.findMoved()) touched.add(id);
    gather();
  }

  function touch(account: string): void {
    touched.add(account);
    gather();
  }

  function gather(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void refresh(), gatherMs);
  }

  /** One request for all that moved: the folders' counts, and what is on the page. */
  async function refresh(): Promise<void> {
    const accounts = [...touched];
    touched.clear();
    if (accounts.length === 0) return;
    const isHere = accounts.includes(accountId.peek() ?? "");
    const now = isHere ? list.peek() : null;
    const talk = isHere ? conversation.peek() : null;
    const calls: Call[] = [...accounts.map(folders.ask), ...(now?.askTop() ?? []), ...(talk?.ask() ?? [])];
    try {
      const responses = await jmap.send(calls, { unattended: true });
      // A right has ended: the page begins anew, with the mailboxes that are still hers.
      if (accounts.some((id) => isMailboxGone(responses, id))) return location.reload();
      folders.read(responses, accounts);
      if (now === list.peek()) now?.readTop(responses);
      if (talk === conversation.peek()) talk?.read(responses);
    } catch {
      // The network's return brings it all again.
    }
  }

  function show(now: Place, how: "push" | "replace"): void {
    const address = now.folderId
      ? now.threadId
        ? addresses.conversation(now.accountId, now.folderId, now.threadId)
        : addresses.folder(now.accountId, now.folderId)
      : addresses.mailbox(now.accountId);
    if (how === "push") history.pushState(null, "", address);
    else history.replaceState(null, "", address);
    place.value = now;
  }

  /** The page on which one writes stands before the one that reads: « back » leaves it. */
  function write(what: Writing): void {
    if (!isWritingState()) history.pushState({ isWriting: true }, "");
    writing.value = what;
  }

  function stopWriting(): void {
    if (writing.peek() === null) return;
    writing.value = null;
    if (isWritingState()) history.back();
  }

  function onPopState(): void {
    if (!isWritingState()) writing.value = null;
    place.value = placeOf(location.pathname) ?? firstPlace(open);
  }

  // A page that was loaded again has nothing under way.
  if (isWritingState()) history.replaceState(null, "");
  window.addEventListener("popstate", onPopState);

  return {
    open,
    hues: huesOf(open.mailboxes.map((mailbox) => mailbox.address)),
    place,
    mailbox: computed(() => open.mailboxes.find((one) => one.accountId === accountId.value) ?? null),
    folders,
    folder,
    list,
    conversation,
    lostSince: jmap.lostSince,
    download: jmap.download,
    jmap,
    offer,
    notices: createNotices(),
    moves,
    chosen,
    search,
    canSearch: () => open.mailboxes.some(({ accountId: id }) => offer.canSearch(id)),
    searchPlace,
    writing,
    canWrite: (account) =>
      offer.canSend(account) && folderWithRole(folders, account, "drafts") !== null,
    write,
    stopWriting,
    refresh: touch,
    go(to, isFound = false) {
      writing.value = null;
      if (!isFound) searchPlace.close();
      show(to, "push");
    },
    isAside,
    openThread(thread) {
      writing.value = null;
      const now = place.peek();
      if (now && now.threadId !== thread)
        show({ ...now, folderId: folderId.peek(), threadId: thread }, "push");
    },
    setSeen: seen.set,
    async follow(ids, isSet) {
      const account = accountId.peek();
      if (!account) return;
      await moves.flag(account, ids, isSet);
      touch(account);
    },
    retry() {
      list.peek()?.retry();
      void conversation.peek()?.load();
      void folders.load();
    },
    async signOut() {
      isSigningOut = true;
      push?.tellSigningOut(true);
      const response = await fetch(addresses.signIn("out"), {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: "{}",
      }).catch(() => null);
      // Already over is over too.
      if (!response?.ok && response?.status !== 401) {
        isSigningOut = false;
        push?.tellSigningOut(false);
        return false;
      }
      push?.tellSignedOut();
      end("signed-out");
      // Pro Santé Connect ends its own session too, and sends the browser back.
      const { next = null }: Partial<Out> = response?.ok ? await response.json().catch(() => ({})) : {};
      if (next !== null) location.assign(next);
      return true;
    },
    lock: () => leave("lock"),
    view: { close, keep: jmap.keep, shut: jmap.shut, reopen: jmap.reopen },
  };

  function close(): void {
    isOver = true;
    window.removeEventListener("popstate", onPopState);
    clearTimeout(timer);
    for (const stop of stops) stop();
    push?.close();
    jmap.close();
  }
}

function isWritingState(): boolean {
  return (history.state as { isWriting?: boolean } | null)?.isWriting === true;
}

/** The place that the address names, where it is one of the person's; else her first mailbox. */
function firstPlace(open: Open): Place | null {
  const named = placeOf(location.pathname);
  if (named && open.mailboxes.some((mailbox) => mailbox.accountId === named.accountId)) return named;
  const first = open.mailboxes[0];
  return first ? { accountId: first.accountId, folderId: null, threadId: null } : null;
}
