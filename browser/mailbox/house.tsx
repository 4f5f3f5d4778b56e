import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { clockTime } from "../controls/clock-time.ts";
import type { Mail } from "../data/mail.ts";
import type { Folder } from "../data/shapes.ts";
import { folderName } from "./folder-name.ts";
import { Icon } from "./icons.tsx";
import { ConversationRows } from "./list.tsx";
import { Tile } from "./marks.tsx";
import { BulkBar } from "./bulk-bar.tsx";
import { HelpSheet } from "./help.tsx";
import { useKeys } from "./keys.ts";
import { NoticePlace } from "./notice.tsx";
import { Rail } from "./rail.tsx";
import { ResultsPlace } from "./results-place.tsx";
import { formatCount } from "./sizes.ts";
import { Empty, Say } from "./states.tsx";
import { TabBar } from "./tab-bar.tsx";
import { Talk } from "./talk.tsx";
import { TopBar } from "./top-bar.tsx";
import { language, words } from "./words.ts";
import { WritingPlace } from "./writing-place.tsx";

/** The house of mail: bar, mailboxes, list, conversation. */
export function House({ mail }: { mail: Mail }) {
  const threadId = mail.place.value?.threadId ?? null;
  const writing = mail.writing.value;
  const isSearching = mail.search.state.value !== null;
  const help = useRef<HTMLDialogElement>(null);
  const boxes = useRef<HTMLDialogElement>(null);
  useTitle(mail);
  useFocus(mail, threadId);
  useKeys(mail, () => help.current?.showModal());
  if (mail.open.mailboxes.length === 0)
    return (
      <div class="house house-bare">
        <TopBar mail={mail} />
        <main class="work" id="main" tabIndex={-1}>
          <h1 class="sr">{words.noMailboxTitle}</h1>
          <Empty icon="inbox" title={words.noMailboxTitle} text={words.noMailboxText} />
        </main>
      </div>
    );
  return (
    <div
      class="house"
      data-view={writing || threadId ? "talk" : "list"}
      data-search={isSearching || mail.searchPlace.isOpen.value ? "open" : "closed"}
    >
      <a class="skip" href="#main">
        {words.skip}
      </a>
      <TopBar mail={mail} onHelp={() => help.current?.showModal()} />
      <NetworkBanner mail={mail} />
      <nav class="rail" aria-label={words.rail}>
        <Rail mail={mail} />
      </nav>
      <main class="work" id="main" tabIndex={-1}>
        <section class="list" aria-label={words.list}>
          {isSearching ? <ResultsPlace mail={mail} /> : <ListSide mail={mail} boxes={boxes} />}
        </section>
        <section class="talk" aria-label={writing ? words.write : words.conversation}>
          {writing ? <WritingPlace mail={mail} writing={writing} /> : <Talk mail={mail} />}
        </section>
      </main>
      <TabBar mail={mail} onBoxes={() => showBoxes(mail, boxes)} />
      <NoticePlace mail={mail} />
      <HelpSheet mail={mail} sheet={help} />
    </div>
  );
}

function showBoxes(mail: Mail, sheet: RefObject<HTMLDialogElement | null>): void {
  mail.searchPlace.leave();
  // The list, and the sheet with it, may have to come back first.
  requestAnimationFrame(() => sheet.current?.showModal());
}

function ListSide({ mail, boxes }: { mail: Mail; boxes: RefObject<HTMLDialogElement | null> }) {
  const mailbox = mail.mailbox.value;
  const folder = mail.folder.value;
  const list = mail.list.value;
  const isKnown = mailbox !== null && mail.folders.of(mailbox.accountId) !== null;
  return (
    <>
      <ListHead mail={mail} folder={folder} total={list?.total.value ?? null} sheet={boxes} />
      <BulkBar mail={mail} />
      {folder && list && (
        <ConversationRows mail={mail} list={list} folder={folder} onEntered={() => wantTitleFocus()} />
      )}
      {!folder && mail.folders.failed.value && (
        <Empty icon="late" title={words.listFailedTitle} text={words.listFailedText}>
          <button class="btn btn-s" type="button" onClick={() => mail.retry()}>
            {words.retry}
          </button>
        </Empty>
      )}
      {!folder && isKnown && <Empty icon="folder" title={words.noFolderTitle} text={words.noFolderText} />}
    </>
  );
}

/** Letters from which a name takes a smaller type, so that it shows whole. */
const longName = 28;

interface HeadProps {
  mail: Mail;
  folder: Folder | null;
  total: number | null;
  /** The sheet of mailboxes and folders. */
  sheet: RefObject<HTMLDialogElement | null>;
}

/** Where one is: the mailbox in large, then the folder and what is in it. Where the rail has no room, it opens here. */
function ListHead({ mail, folder, total, sheet }: HeadProps) {
  const mailbox = mail.mailbox.value;
  if (!mailbox) return null;
  const name = folder ? folderName(folder) : "\u00a0";
  const unread = folder?.unreadThreads ?? 0;
  const showsUnread = unread > 0 && folder?.role !== "drafts" && folder?.role !== "sent";
  return (
    <div class="list-head">
      <Tile mail={mail} mailbox={mailbox} size="l" />
      <div class="list-place">
        <h1 class={mailbox.name.length > longName ? "is-long" : ""}>{mailbox.name}</h1>
        <p class="list-sub">
          <strong class="wide">{name}</strong>
          <button
            class="folder-switch"
            type="button"
            aria-haspopup="dialog"
            aria-label={words.switchFolder(name)}
            onClick={() => sheet.current?.showModal()}
          >
            <strong>{name}</strong>
            <Icon name="down" small />
          </button>
          {showsUnread && (
            <b class="count-new">{words.unreadConversations(unread, formatCount(unread, language))}</b>
          )}
          {total !== null && (
            <span class="total">{words.conversations(total, formatCount(total, language))}</span>
          )}
        </p>
      </div>
      <dialog
        class="sheet"
        ref={sheet}
        aria-label={words.chooseFolder}
        onClick={(event) => event.target === sheet.current && sheet.current?.close()}
      >
        <div class="sheet-in">
          <button
            class="btn btn-icon sheet-close"
            type="button"
            aria-label={words.close}
            onClick={() => sheet.current?.close()}
          >
            <Icon name="close" />
          </button>
          <Rail mail={mail} onChosen={() => sheet.current?.close()} />
        </div>
      </dialog>
    </div>
  );
}

function NetworkBanner({ mail }: { mail: Mail }) {
  const since = mail.lostSince.value;
  return (
    <div class="house-say" role="status">
      {since !== null && (
        <Say icon="offline" tone="doing">
          <b>{words.networkLost(clockTime(since, language))}</b> {words.networkLostText}
        </Say>
      )}
    </div>
  );
}

function useTitle(mail: Mail): void {
  const mailbox = mail.mailbox.value?.name ?? "";
  const folder = mail.folder.value;
  const subject = mail.conversation.value?.messages.value[0]?.subject?.trim();
  const isNarrow = !matchMedia("(min-width: 64rem)").matches;
  const title =
    subject && isNarrow
      ? words.conversationTitle(subject, mailbox)
      : words.pageTitle(folder ? folderName(folder) : words.mailboxes, folder?.unreadThreads ?? 0, mailbox);
  useEffect(() => {
    document.title = title;
  }, [title]);
}

/** Set by the key that opens a conversation: the focus then goes to its title, once it shows. */
let isTitleWanted = false;

function wantTitleFocus(): void {
  isTitleWanted = true;
}

/** Where there is room for one view, the focus goes with it; Escape returns to the line one came from. */
function useFocus(mail: Mail, threadId: string | null): void {
  const before = useRef(threadId);
  const isReady = mail.conversation.value?.state.value === "ready";
  useEffect(() => {
    const isNarrow = !matchMedia("(min-width: 64rem)").matches;
    if (threadId && isReady && (isTitleWanted || (isNarrow && before.current !== threadId)))
      document.getElementById("talk-title")?.focus({ preventScroll: true });
    if (!threadId && before.current) focusRow();
    if (!threadId || isReady) {
      before.current = threadId;
      isTitleWanted = false;
    }
  }, [threadId, isReady]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      if (!(event.target instanceof Element) || event.target.closest("dialog, .account")) return;
      if (!event.target.closest(".talk")) return;
      if (matchMedia("(min-width: 64rem)").matches) focusRow();
      else mail.openThread(null);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

function focusRow(): void {
  document.querySelector<HTMLElement>('[role="option"][tabindex="0"]')?.focus({ preventScroll: true });
}
