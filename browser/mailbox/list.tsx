import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ConversationList } from "../data/conversation-list.ts";
import type { Mail } from "../data/mail.ts";
import { type Folder, isDraft, type Member, type Row } from "../data/shapes.ts";
import { deedsIn } from "./deeds.ts";
import { formatDay } from "./dates.ts";
import { ListRow } from "./row.tsx";
import { AfterAWhile, Empty, GreyRow } from "./states.tsx";
import { folderIcon, folderName } from "./folder-name.ts";
import { scrollFor, windowOf } from "./window.ts";
import { language, words } from "./words.ts";

interface ListProps {
  mail: Mail;
  list: ConversationList;
  folder: Folder;
  /** Called when a conversation was opened by the keyboard: the reading begins there. */
  onEntered: () => void;
}

/** The conversations of the open folder; only the lines around those that show exist. */
export function ConversationRows(props: ListProps) {
  const { mail, list, folder } = props;
  if (list.failed.value)
    return (
      <Empty icon="late" title={words.listFailedTitle} text={words.listFailedText}>
        <button class="btn btn-s" type="button" onClick={() => mail.retry()}>
          {words.retry}
        </button>
      </Empty>
    );
  if (list.total.value === null)
    return (
      <div class="rows" aria-busy="true">
        <AfterAWhile>
          {[0, 1, 2, 3, 4, 5].map((index) => (
            <GreyRow key={index} top={index * 74} />
          ))}
        </AfterAWhile>
      </div>
    );
  if (list.total.value === 0) {
    const title = words.emptyTitle[folder.role ?? "other"];
    const text = words.emptyText[folder.role === "inbox" ? "inbox" : "other"];
    return <Empty icon={folderIcon(folder)} title={title} text={text} />;
  }
  return <Rows key={`${list.accountId} ${list.folderId}`} {...props} total={list.total.value} />;
}

function Rows({ mail, list, folder, onEntered, total }: ListProps & { total: number }) {
  const box = useRef<HTMLDivElement>(null);
  const lines = useRef<HTMLDivElement>(null);
  const hadFocus = useRef(false);
  const [view, setView] = useState({ scrollTop: 0, height: 800 });
  const [rowHeight, setRowHeight] = useState(74);
  const [active, setActive] = useState(0);
  const version = list.version.value;
  const openThread = mail.place.value?.threadId ?? null;
  const openIndex = openThread === null ? -1 : list.indexOf(openThread);
  const drawn = windowOf(total, rowHeight, view);
  const now = Date.now();
  const isShared = (mail.mailbox.value?.people ?? 1) > 1;
  const current = Math.min(active, total - 1);
  const chosen = mail.chosen.rows.value;
  const canChoose = deedsIn(mail, folder).targets.length > 0;

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => {
      setView({ scrollTop: element.scrollTop, height: element.clientHeight });
      setRowHeight(Number.parseFloat(getComputedStyle(element).getPropertyValue("--row")) * rem());
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useEffect(() => list.want(drawn.first, drawn.last), [list, drawn.first, drawn.last, total]);
  useEffect(() => {
    if (openIndex >= 0) reach(openIndex, false);
  }, [openThread]);

  useEffect(() => {
    // The line that had the focus may have left with its conversation: the one in its place takes it.
    const isLost = hadFocus.current && document.activeElement === document.body;
    if (isLost || document.activeElement === lines.current) focusLine(current);
  }, [version, current]);

  function onScroll(): void {
    const element = box.current;
    if (!element) return;
    list.isAtTop = element.scrollTop < rowHeight / 2;
    setView({ scrollTop: element.scrollTop, height: element.clientHeight });
    if (list.isAtTop && list.hidden.peek() > 0) list.showHidden();
  }

  function reach(index: number, isFocused = true): void {
    const element = box.current;
    if (!element) return;
    setActive(index);
    const to = scrollFor(index, total, rowHeight, {
      scrollTop: element.scrollTop,
      height: element.clientHeight,
    });
    if (to !== null) element.scrollTop = to;
    if (isFocused) requestAnimationFrame(() => focusLine(index));
  }

  /** A line that has not come yet cannot take the focus: the list holds it meanwhile, and the keys with it. */
  function focusLine(index: number): void {
    const line = document.getElementById(`row-${index}`) ?? lines.current;
    line?.focus({ preventScroll: true });
  }

  function isDraftHere(member: Member): boolean {
    return isDraft(member) && folder.id in member.mailboxIds;
  }

  function enter(index: number): void {
    const row = list.rowAt(index);
    if (!row) return;
    const draft = folder.role === "drafts" ? row.members.find(isDraftHere) : undefined;
    if (draft && mail.canWrite(list.accountId))
      mail.write({ kind: "draft", accountId: list.accountId, messageId: draft.id });
    else mail.openThread(row.newest.threadId);
  }

  function choose(index: number, isRange: boolean): void {
    const row = list.rowAt(index);
    if (!row) return;
    if (isRange) mail.chosen.add(rowsBetween(list, current, index));
    else mail.chosen.toggle(row);
    setActive(index);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor(view.height / rowHeight) - 1);
    const moves: Record<string, number> = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: current + page,
      PageUp: current - page,
      Home: 0,
      End: total - 1,
    };
    const to = moves[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (to !== undefined) {
      const index = Math.min(total - 1, Math.max(0, to));
      if (event.shiftKey && canChoose) mail.chosen.add(rowsBetween(list, current, index));
      reach(index);
    } else if (event.key === " " && canChoose) choose(current, event.shiftKey);
    else if (event.key === "Escape" && chosen.size > 0) mail.chosen.clear();
    else if (event.key === "Enter") {
      enter(current);
      onEntered();
    } else return;
    event.preventDefault();
  }

  const indexes = Array.from({ length: drawn.last - drawn.first }, (_, place) => drawn.first + place);
  // The line that has the focus lives on out of sight, or the focus would be lost.
  if (current < drawn.first || current >= drawn.last) indexes.push(current);
  const topRow = list.rowAt(
    Math.min(total - 1, Math.round((view.scrollTop / Math.max(1, drawn.full)) * total)),
  );
  return (
    <>
      <p class="day" aria-hidden="true">
        {topRow ? formatDay(Date.parse(topRow.newest.receivedAt), now, words, language) : "\u00a0"}
      </p>
      <NewPill list={list} onShow={() => box.current?.scrollTo({ top: 0 })} />
      <div class="rows" ref={box} onScroll={onScroll} tabIndex={-1}>
        <div
          class="rows-all"
          ref={lines}
          tabIndex={-1}
          role="listbox"
          aria-label={folderName(folder)}
          aria-multiselectable={canChoose || undefined}
          style={{ height: `${drawn.full}px` }}
          onKeyDown={onKeyDown}
          onFocusIn={() => (hadFocus.current = true)}
          onFocusOut={({ relatedTarget }) => (hadFocus.current = relatedTarget === null)}
        >
          {indexes.map((index) => {
            const row = list.rowAt(index);
            const top = drawn.top + (index - drawn.first) * rowHeight;
            return row ? (
              <ListRow
                key={row.newest.threadId}
                {...{ row, index, total, top, folder, now, isShared }}
                count={row.members.filter((member) => !mail.isAside(member)).length}
                mailboxes={mail.open.mailboxes}
                isOpen={index === openIndex}
                isActive={index === current}
                isChosen={chosen.has(row.newest.threadId)}
                onChoose={canChoose ? (isRange) => choose(index, isRange) : null}
                isNew={list.arrived.has(row.newest.id)}
                onOpen={() => {
                  setActive(index);
                  enter(index);
                }}
              />
            ) : (
              <GreyRow key={`grey ${index}`} top={top} />
            );
          })}
        </div>
      </div>
    </>
  );
}

/** The lines from one to another, of those that have come. */
function rowsBetween(list: ConversationList, from: number, to: number): Row[] {
  const first = Math.min(from, to);
  const rows = Array.from({ length: Math.abs(to - from) + 1 }, (_, at) => list.rowAt(first + at));
  return rows.filter((row) => row !== undefined);
}

/** What came while the person was further down: it waits, and says so. */
function NewPill({ list, onShow }: { list: ConversationList; onShow: () => void }) {
  const count = list.hidden.value;
  return (
    <div class="pill-place" role="status">
      {count > 0 && (
        <button
          class="btn btn-main btn-s pill"
          type="button"
          onClick={() => {
            list.showHidden();
            onShow();
          }}
        >
          {words.newMessages(count)}
        </button>
      )}
    </div>
  );
}

function rem(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}
