import type { OpenMailbox } from "../../contracts/sign-in.ts";
import { seenOf } from "../data/conversation-list.ts";
import type { EmailAddress, Folder, Row } from "../data/shapes.ts";
import { isFollowed } from "./deeds.ts";
import { formatFull, formatShort } from "./dates.ts";
import { Icon } from "./icons.tsx";
import { kindOf, nameOf } from "./kinds.ts";
import { Face } from "./marks.tsx";
import { language, words } from "./words.ts";

export interface RowProps {
  row: Row;
  /** Messages that show when it is opened. */
  count: number;
  index: number;
  total: number;
  top: number;
  folder: Folder;
  mailboxes: readonly OpenMailbox[];
  /** Whether others read this mailbox too. */
  isShared: boolean;
  /** When the list is drawn, milliseconds since 1970. */
  now: number;
  isOpen: boolean;
  isActive: boolean;
  isNew: boolean;
  isChosen: boolean;
  /** Puts it among the chosen ones or takes it off; null where nothing can be done with several. */
  onChoose: ((isRange: boolean) => void) | null;
  onOpen: () => void;
}

const nobody: EmailAddress = { name: null, email: "" };

/** One conversation in the list: marks, who, when, subject, first words; its accessible name says them in that order. */
export function ListRow(props: RowProps) {
  const { row, count, index, total, top, folder, isOpen, isActive, isNew, onChoose } = props;
  const { newest, members } = row;
  const seen = seenOf(row, folder.id);
  const isOurs = folder.role === "sent" || folder.role === "drafts";
  const who = (isOurs ? newest.to : newest.from)?.[0] ?? nobody;
  const kind = kindOf(who, props.mailboxes);
  const at = Date.parse(newest.receivedAt);
  const classes = [
    "row",
    isOpen && "is-open",
    props.isChosen && "is-chosen",
    seen !== "read" && "is-unread",
    isNew && "is-new",
  ];
  return (
    <div
      id={`row-${index}`}
      class={classes.filter(Boolean).join(" ")}
      role="option"
      aria-selected={onChoose ? props.isChosen : isOpen}
      aria-current={onChoose && isOpen ? "true" : undefined}
      aria-setsize={total}
      aria-posinset={index + 1}
      tabIndex={isActive ? 0 : -1}
      style={{ top: `${top}px` }}
      onClick={(event) => {
        const isChoice = onChoose && (event.ctrlKey || event.metaKey || event.shiftKey || isOnFace(event));
        if (isChoice) onChoose(event.shiftKey);
        else props.onOpen();
      }}
    >
      <SeenMark seen={seen} isShared={props.isShared} />
      {props.isChosen ? (
        <span class="row-box">
          <Icon name="check" />
        </span>
      ) : (
        <Face address={who} kind={kind} />
      )}
      <span class="sr">{words.kindsInList[kind]}</span>
      <span class="row-lines">
        <span class="row-line">
          <span class="row-from">{isOurs ? toWhom(newest.to) : nameOf(who) || words.noSender}</span>
          {kind === "patient" && (
            <span class="kind kind-patient" aria-hidden="true">
              {words.kinds.patient}
            </span>
          )}
          {count > 1 && (
            <span class="row-n">
              <span aria-hidden="true">{count}</span>
              <span class="sr">{words.messagesInConversation(count)}</span>
            </span>
          )}
          {isFollowed(members) && (
            <span class="row-flag">
              <Icon name="flag" small />
              <span class="sr">{words.followed}</span>
            </span>
          )}
          <time dateTime={newest.receivedAt} title={formatFull(at, language)}>
            {formatShort(at, props.now, words, language)}
          </time>
        </span>
        <span class="row-line">
          <span class="row-subject">{newest.subject?.trim() || words.noSubject}</span>
        </span>
        <span class="row-line row-more">
          <span class="row-preview">{newest.preview}</span>
          {newest.attachmentCount > 0 && <Clip count={newest.attachmentCount} />}
        </span>
      </span>
    </div>
  );
}

/** The mark of who writes is the box of the mouse, as the space bar is that of the keyboard. */
function isOnFace(event: MouseEvent): boolean {
  return event.target instanceof Element && event.target.closest(".face, .row-box") !== null;
}

function SeenMark({ seen, isShared }: { seen: "read" | "unread" | "team"; isShared: boolean }) {
  if (seen === "read")
    return (
      <span class="row-seen">
        <span class="sr">{words.read}</span>
      </span>
    );
  const unread = isShared ? words.unreadByAll : words.unreadAlone;
  return (
    <span class="row-seen">
      <span class={seen === "team" ? "seen seen-team" : "seen seen-none"} />
      <span class="sr">{seen === "team" ? words.unreadByMe : unread}</span>
    </span>
  );
}

function Clip({ count }: { count: number }) {
  return (
    <span class="row-clip">
      <Icon name="clip" small />
      <span aria-hidden="true">{count}</span>
      <span class="sr">{words.attachments(count)}</span>
    </span>
  );
}

function toWhom(to: readonly EmailAddress[] | null): string {
  const [first, ...others] = to ?? [];
  if (!first) return words.nobody;
  const name = nameOf(first);
  return words.to(others.length > 0 ? words.andOthers(name, others.length) : name);
}
