import { useEffect, useRef } from "preact/hooks";
import type { Conversation } from "../data/conversation.ts";
import type { Mail } from "../data/mail.ts";
import { isDraft, isSeen, type Message } from "../data/shapes.ts";
import { folderName } from "./folder-name.ts";
import { Icon } from "./icons.tsx";
import { hasLetterKeys, isForAField } from "./keys.ts";
import { Tile } from "./marks.tsx";
import { MessageView } from "./message.tsx";
import { AfterAWhile, Empty } from "./states.tsx";
import { answered, Answers, TalkDeeds } from "./talk-deeds.tsx";
import { words } from "./words.ts";

/** The open conversation, its messages hung on the thread. */
export function Talk({ mail }: { mail: Mail }) {
  const conversation = mail.conversation.value;
  if (!conversation)
    return <Empty icon="inbox" title={words.noConversationTitle} text={words.noConversationText} />;
  return (
    <OpenTalk
      key={`${conversation.accountId} ${conversation.threadId}`}
      mail={mail}
      conversation={conversation}
    />
  );
}

interface TalkProps {
  mail: Mail;
  conversation: Conversation;
}

function OpenTalk({ mail, conversation }: TalkProps) {
  const scroll = useRef<HTMLDivElement>(null);
  const messages = conversation.messages.value;
  const state = conversation.state.value;
  const start = conversation.startsAt.value;
  const markUnread = useSeenMarks(mail, conversation);

  useEffect(() => {
    // Opens on the first unread; a conversation that begins there shows its subject.
    if (start === null || messages[0]?.id === start) return;
    const element = scroll.current?.querySelector(`[data-message="${CSS.escape(start)}"]`);
    const folded = element?.previousElementSibling ?? element;
    if (messages.length > 4) folded?.scrollIntoView({ block: "start" });
  }, [start]);

  return (
    <>
      <TalkBar mail={mail} conversation={conversation} onUnread={state === "ready" ? markUnread : null} />
      <div class="talk-scroll" ref={scroll} tabIndex={0} role="group" aria-label={words.thread}>
        {state === "ready" ? (
          <Thread mail={mail} conversation={conversation} messages={messages} />
        ) : (
          <Unready mail={mail} conversation={conversation} />
        )}
      </div>
      {state === "ready" && <Answers mail={mail} conversation={conversation} />}
    </>
  );
}

function Thread({ mail, conversation, messages }: TalkProps & { messages: readonly Message[] }) {
  const mailbox = mail.mailbox.value;
  const opened = conversation.opened.value;
  const bodies = conversation.bodies.value;
  const { accountId } = conversation;
  const last = answered(conversation);
  const answer = ({ id }: Message) =>
    id === last?.id || !mail.canWrite(accountId)
      ? null
      : (kind: "reply" | "forward") => mail.write({ kind, accountId, messageId: id });
  return (
    <div class="talk-inner">
      <h2 class="talk-title" id="talk-title" tabIndex={-1}>
        {messages[0]?.subject?.trim() || words.noSubject}
      </h2>
      {mailbox && (
        <p class="talk-sub">
          <Tile mail={mail} mailbox={mailbox} size="s" />
          <span>{mailbox.name}</span>
          <span aria-hidden="true">·</span>
          <span>{words.messages(messages.length)}</span>
        </p>
      )}
      <div class="thread">
        {messages.map((message) => (
          <MessageView
            key={message.id}
            mail={mail}
            accountId={accountId}
            message={message}
            body={bodies.get(message.id)}
            isOpen={opened.has(message.id)}
            isAlone={messages.length === 1}
            now={Date.now()}
            onToggle={() => conversation.toggle(message.id)}
            onAnswer={answer(message)}
          />
        ))}
      </div>
    </div>
  );
}

function Unready({ mail, conversation }: TalkProps) {
  if (conversation.state.value === "waiting")
    return (
      <div class="talk-inner" aria-busy="true">
        <AfterAWhile>
          <span class="sr">{words.bodyLoading}</span>
          <span class="skeleton skeleton-title" />
          <span class="skeleton" />
          <span class="skeleton" />
        </AfterAWhile>
      </div>
    );
  if (conversation.state.value === "gone")
    return <Empty icon="folder" title={words.conversationGoneTitle} text={words.conversationGoneText} />;
  return (
    <Empty icon="late" title={words.conversationFailedTitle} text={words.listFailedText}>
      <button class="btn btn-s" type="button" onClick={() => mail.retry()}>
        {words.retry}
      </button>
    </Empty>
  );
}

function TalkBar({ mail, conversation, onUnread }: TalkProps & { onUnread: (() => void) | null }) {
  const list = mail.list.value;
  void list?.version.value;
  const folder = mail.folder.value;
  const at = list?.indexOf(conversation.threadId) ?? -1;
  const before = at > 0 ? list?.rowAt(at - 1) : undefined;
  const after = at >= 0 ? list?.rowAt(at + 1) : undefined;
  const place = folder ? folderName(folder) : "";
  useEffect(() => {
    // Where the list does not show, nothing else asks for the lines beside this one.
    if (at >= 0) list?.want(Math.max(0, at - 1), Math.min(list.total.peek() ?? 0, at + 2));
  }, [list, at]);
  return (
    <div class="talk-bar">
      <h1 class="sr narrow">{words.place(mail.mailbox.value?.name ?? "", place)}</h1>
      <button
        class="btn btn-quiet btn-s narrow talk-back"
        type="button"
        aria-label={words.back(place)}
        onClick={() => mail.openThread(null)}
      >
        <Icon name="left" />
        <span class="clip">{place}</span>
      </button>
      {onUnread && <TalkDeeds mail={mail} />}
      {onUnread && (
        <button
          class="btn btn-quiet btn-s"
          type="button"
          aria-keyshortcuts="u"
          title={words.markUnreadHint}
          onClick={onUnread}
        >
          <Icon name="unread" />
          <span class="talk-word">{words.markUnread}</span>
        </button>
      )}
      <span class="gap" />
      <Step mail={mail} icon="up" name={words.previous} threadId={before?.newest.threadId} />
      <Step mail={mail} icon="down" name={words.next} threadId={after?.newest.threadId} />
    </div>
  );
}

interface StepProps {
  mail: Mail;
  icon: "up" | "down";
  name: string;
  threadId: string | undefined;
}

/** To the conversation above or below; at the end of the list it stays where it is, and does nothing. */
function Step({ mail, icon, name, threadId }: StepProps) {
  return (
    <button
      class="btn btn-icon btn-s"
      type="button"
      aria-label={name}
      title={name}
      aria-disabled={threadId === undefined}
      onClick={() => threadId !== undefined && mail.openThread(threadId)}
    >
      <Icon name={icon} />
    </button>
  );
}

/** Marks as read what shows, while somebody can see it; gives the deed that marks the last message as unread. */
function useSeenMarks(mail: Mail, conversation: Conversation): () => void {
  /** What the person has put back as unread stays so until she opens it again. */
  const kept = useRef(new Set<string>());
  const messages = conversation.messages.value;
  const opened = conversation.opened.value;
  const bodies = conversation.bodies.value;

  useEffect(() => {
    const mark = () => {
      if (document.visibilityState !== "visible") return;
      const shown = messages.filter(({ id }) => opened.has(id) && typeof bodies.get(id) === "object");
      const unread = shown.filter((message) => !isSeen(message) && !kept.current.has(message.id));
      if (unread.length > 0)
        mail.setSeen(
          unread.map((message) => message.id),
          true,
        );
    };
    mark();
    document.addEventListener("visibilitychange", mark);
    return () => document.removeEventListener("visibilitychange", mark);
  }, [messages, opened, bodies]);

  const markUnread = () => {
    const last = messages.findLast((message) => !isDraft(message));
    if (!last) return;
    kept.current.add(last.id);
    mail.setSeen([last.id], false);
  };

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "u" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isForAField(event) || !hasLetterKeys()) return;
      markUnread();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  });
  return markUnread;
}
