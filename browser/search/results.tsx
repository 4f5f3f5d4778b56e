import { useEffect, useRef, useState } from "preact/hooks";
import type { Mail } from "../data/mail.ts";
import type { Found, SearchState } from "../data/search.ts";
import "../look/search.css";
import { formatFull, formatShort } from "../mailbox/dates.ts";
import { Icon } from "../mailbox/icons.tsx";
import { kindOf, nameOf } from "../mailbox/kinds.ts";
import { Face, Tile } from "../mailbox/marks.tsx";
import { formatCount } from "../mailbox/sizes.ts";
import { Empty, Say } from "../mailbox/states.tsx";
import { language, words as mailboxWords } from "../mailbox/words.ts";
import { Criteria } from "./criteria.tsx";
import { readMarked } from "./marked.ts";
import { chooseSearchWords, words } from "./words.ts";

/** What was found, in place of the list, while something is looked for. */
export function Results({ mail }: { mail: Mail }) {
  const [isReady, setReady] = useState(false);
  useEffect(() => void chooseSearchWords().then(() => setReady(true)), []);
  const state = mail.search.state.value;
  if (!isReady || !state) return null;
  return (
    <>
      <Head mail={mail} state={state} />
      <FoundRows mail={mail} state={state} />
    </>
  );
}

interface StateProps {
  mail: Mail;
  state: SearchState;
}

function namesOf(mail: Mail, accountIds: readonly string[]): string {
  const names = mail.open.mailboxes
    .filter((one) => accountIds.includes(one.accountId))
    .map(({ name }) => name);
  return new Intl.ListFormat(language, { type: "conjunction" }).format(names);
}

function Head({ mail, state }: StateProps) {
  const { found, pending, failed, unindexed, hasMore } = state;
  const isLooking = pending.length > 0;
  const count = words.count(found.length, hasMore, formatCount(found.length, language));
  return (
    <div class="search-head">
      <h1 class={count ? "search-count" : "sr"}>{count || words.results}</h1>
      <div role="status">
        {isLooking && (
          <p class="search-live">
            <span class="spin" aria-hidden="true" />
            {found.length > 0 ? words.lookingIn(namesOf(mail, pending)) : words.looking}
          </p>
        )}
        {!isLooking && unindexed > 0 && (
          <p class="search-live">
            <span class="spin" aria-hidden="true" />
            {words.reading(unindexed, formatCount(unindexed, language))}
          </p>
        )}
      </div>
      {failed.length > 0 && (
        <Say icon="late" tone="late">
          {words.failed(namesOf(mail, failed))}{" "}
          <button class="as-link" type="button" onClick={() => mail.search.look({ ...state.words })}>
            {words.retry}
          </button>
        </Say>
      )}
      <Criteria mail={mail} asked={state.words} />
    </div>
  );
}

function FoundRows({ mail, state }: StateProps) {
  const box = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const { found, pending, failed, unindexed, hasMore } = state;
  const place = mail.place.value;
  const current = Math.min(active, found.length - 1);
  if (found.length === 0) {
    // Nothing was found only once everybody has answered, and everything was read.
    if (pending.length > 0 || unindexed > 0 || failed.length > 0)
      return <div class="rows" aria-busy={pending.length > 0} />;
    return <Empty icon="search" title={words.nothingTitle} text={words.nothingText} />;
  }

  function open({ accountId, message }: Found): void {
    const folderId = Object.keys(message.mailboxIds)[0] ?? null;
    mail.go({ accountId, folderId, threadId: message.threadId }, true);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const moves: Record<string, number> = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      Home: 0,
      End: found.length - 1,
    };
    const to = moves[event.key];
    const here = found[current];
    if (to !== undefined) reach(Math.max(0, Math.min(found.length - 1, to)));
    else if (event.key === "Enter" && here) open(here);
    else if (event.key === "Escape") mail.searchPlace.leave();
    else return;
    event.preventDefault();
  }

  function reach(index: number): void {
    setActive(index);
    box.current?.querySelectorAll<HTMLElement>('[role="option"]')[index]?.focus();
  }

  return (
    <div class="rows">
      <div class="found-rows" role="listbox" aria-label={words.results} ref={box} onKeyDown={onKeyDown}>
        {found.map((one, index) => (
          <FoundRow
            key={`${one.accountId} ${one.message.id}`}
            mail={mail}
            found={one}
            isOpen={place?.threadId === one.message.threadId && place.accountId === one.accountId}
            isActive={index === current}
            onOpen={() => {
              setActive(index);
              open(one);
            }}
          />
        ))}
      </div>
      {hasMore ? (
        <p class="rows-end">
          <button class="btn btn-s" type="button" onClick={mail.search.more}>
            {words.more}
          </button>
        </p>
      ) : (
        pending.length === 0 && unindexed === 0 && <p class="rows-end">{words.end}</p>
      )}
    </div>
  );
}

interface RowProps {
  mail: Mail;
  found: Found;
  isOpen: boolean;
  isActive: boolean;
  onOpen: () => void;
}

const nobody = { name: null, email: "" };

function FoundRow({ mail, found, isOpen, isActive, onOpen }: RowProps) {
  const { message, accountId } = found;
  const from = message.from?.[0] ?? nobody;
  const kind = kindOf(from, mail.open.mailboxes);
  const at = Date.parse(message.receivedAt);
  const mailbox = mail.open.mailboxes.find((one) => one.accountId === accountId);
  return (
    <div
      class={isOpen ? "row found is-open" : "row found"}
      role="option"
      aria-selected={isOpen}
      tabIndex={isActive ? 0 : -1}
      onClick={onOpen}
    >
      <span />
      <Face address={from} kind={kind} />
      <span class="sr">{mailboxWords.kindsInList[kind]}</span>
      <span class="row-lines">
        <span class="row-line">
          {mailbox && mail.open.mailboxes.length > 1 && (
            <>
              <Tile mail={mail} mailbox={mailbox} size="s" />
              <span class="sr">{words.in(mailbox.name)}</span>
            </>
          )}
          <span class="row-from">{nameOf(from) || mailboxWords.noSender}</span>
          <time dateTime={message.receivedAt} title={formatFull(at, language)}>
            {formatShort(at, Date.now(), mailboxWords, language)}
          </time>
        </span>
        <span class="row-line">
          <span class="row-subject">
            <Marked html={found.subject} text={message.subject?.trim() || mailboxWords.noSubject} />
          </span>
        </span>
        <span class="row-line row-more">
          <span class="row-preview">
            <Marked html={found.preview} text={message.preview} />
          </span>
          {message.attachmentCount > 0 && (
            <span class="row-clip">
              <Icon name="clip" small />
              <span aria-hidden="true">{message.attachmentCount}</span>
              <span class="sr">{mailboxWords.attachments(message.attachmentCount)}</span>
            </span>
          )}
        </span>
      </span>
    </div>
  );
}

/** A text with what was found marked, or as it is. */
function Marked({ html, text }: { html: string | null; text: string }) {
  if (html === null) return <>{text}</>;
  return (
    <>
      {readMarked(html).map((piece, index) =>
        piece.isFound ? <mark key={index}>{piece.text}</mark> : piece.text,
      )}
    </>
  );
}
