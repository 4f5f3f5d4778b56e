import type { OpenMailbox } from "../../contracts/sign-in.ts";
import type { EmailAddress, Message, MessageBody } from "../data/shapes.ts";
import { folderWithRole } from "../data/moves.ts";
import { isDraft, isSeen } from "../data/shapes.ts";
import type { Mail } from "../data/mail.ts";
import { formatFull, formatMoment } from "./dates.ts";
import { Deliveries } from "./deliveries.tsx";
import { Files } from "./files.tsx";
import { HtmlBody, isShownInline } from "./html-body.tsx";
import { Icon } from "./icons.tsx";
import { kindOf, nameOf } from "./kinds.ts";
import { Face } from "./marks.tsx";
import { AfterAWhile, Say } from "./states.tsx";
import { TextBody } from "./text-body.tsx";
import { language, words } from "./words.ts";

export interface MessageProps {
  mail: Mail;
  accountId: string;
  message: Message;
  body: MessageBody | "failed" | undefined;
  isOpen: boolean;
  /** Whether it stands alone: then there is nothing to fold it for. */
  isAlone: boolean;
  now: number;
  onToggle: () => void;
  /** Answers this message or passes it on; null where the conversation's own buttons do so, or nothing can. */
  onAnswer: ((kind: "reply" | "forward") => void) | null;
}

const nobody: EmailAddress = { name: null, email: "" };

/** One message on the thread: a line, or all of it. */
export function MessageView(props: MessageProps) {
  return props.isOpen ? <OpenMessage {...props} /> : <FoldedMessage {...props} />;
}

function FoldedMessage({ mail, message, now, onToggle }: MessageProps) {
  const { from, name, kind, at } = describe(message, mail.open.mailboxes);
  const full = formatFull(at, language);
  const isUnread = !isSeen(message);
  return (
    <article class="msg msg-closed" aria-label={words.messageOf(name, full)} data-message={message.id}>
      <button class="msg-head" type="button" aria-expanded={false} onClick={onToggle}>
        <Face address={from} kind={kind} small />
        <span class="msg-line clip">
          <b>{name}</b> <span class="muted">{message.preview}</span>
        </span>
        <span class="msg-date">
          {isUnread && <span class="kind kind-new">{words.unreadMark}</span>}
          {isDraft(message) && <span class="kind kind-draft">{words.draft}</span>}
          <time dateTime={message.receivedAt} title={full}>
            {formatMoment(at, now, words, language)}
          </time>
        </span>
      </button>
    </article>
  );
}

function OpenMessage(props: MessageProps) {
  const { mail, accountId, message, body, isAlone, now, onToggle, onAnswer } = props;
  const { from, name, kind, at } = describe(message, mail.open.mailboxes);
  const full = formatFull(at, language);
  const isUnsent = isDraft(message);
  const sent = folderWithRole(mail.folders, accountId, "sent");
  const isSent = sent !== null && sent.id in message.mailboxIds && mail.offer.canSend(accountId);
  return (
    <article class="msg" aria-label={words.messageOf(name, full)} data-message={message.id}>
      <div class="msg-head">
        <Face address={from} kind={kind} />
        <div class="msg-who">
          <p class="msg-from">
            <b>{name}</b>
            <span class={kind === "patient" ? "kind kind-patient" : "kind"}>{words.kinds[kind]}</span>
            {isUnsent && <span class="kind kind-draft">{words.draft}</span>}
          </p>
          <p class="msg-addr">{addressLine(message, from)}</p>
        </div>
        <p class="msg-date">
          <time dateTime={message.receivedAt} title={full}>
            {formatMoment(at, now, words, language)}
          </time>
          {!isAlone && (
            <button
              class="btn btn-icon btn-s"
              type="button"
              aria-label={words.foldMessage}
              title={words.foldMessage}
              aria-expanded={true}
              onClick={onToggle}
            >
              <Icon name="up" />
            </button>
          )}
        </p>
      </div>
      <Body mail={mail} accountId={accountId} body={body} from={name} />
      {isSent && <Deliveries mail={mail} accountId={accountId} message={message} />}
      {onAnswer && !isUnsent && (
        <p class="msg-acts">
          <button class="btn btn-quiet btn-s" type="button" onClick={() => onAnswer("reply")}>
            <Icon name="reply" />
            {words.replyToThis}
          </button>
          <button class="btn btn-quiet btn-s" type="button" onClick={() => onAnswer("forward")}>
            <Icon name="forward" />
            {words.forwardThis}
          </button>
        </p>
      )}
      {isUnsent && mail.canWrite(accountId) && (
        <p class="msg-resume">
          <button
            class="btn btn-s"
            type="button"
            onClick={() => mail.write({ kind: "draft", accountId, messageId: message.id })}
          >
            <Icon name="draft" />
            {words.resume}
          </button>
        </p>
      )}
    </article>
  );
}

interface BodyProps {
  mail: Mail;
  accountId: string;
  body: MessageBody | "failed" | undefined;
  from: string;
}

function Body({ mail, accountId, body, from }: BodyProps) {
  if (body === undefined)
    return (
      <div class="msg-body" aria-busy="true">
        <AfterAWhile>
          <span class="sr">{words.bodyLoading}</span>
          <span class="skeleton" />
          <span class="skeleton" />
          <span class="skeleton skeleton-subject" />
        </AfterAWhile>
      </div>
    );
  if (body === "failed")
    return (
      <div class="msg-say">
        <Say icon="late" tone="late">
          {words.bodyFailed}
        </Say>
      </div>
    );
  return <LoadedBody mail={mail} accountId={accountId} body={body} from={from} />;
}

function LoadedBody({ mail, accountId, body, from }: BodyProps & { body: MessageBody }) {
  const values = body.htmlBody.flatMap((part) => {
    const value = part.partId === null ? undefined : body.bodyValues[part.partId];
    return value && value.value.trim() !== "" ? [{ part, ...value }] : [];
  });
  const htmls = values.filter(({ part }) => part.type === "text/html").map(({ value }) => value);
  const others = body.htmlBody.filter((part) => !part.type.startsWith("text/"));
  const attached = new Map([...others, ...body.attachments].map((part) => [part.blobId, part]));
  const files = [...attached.values()].filter((part) => !isShownInline(part, htmls));
  return (
    <>
      {values.map(({ part, value, isTruncated, isEncodingProblem }) => (
        <div key={part.partId}>
          {isEncodingProblem && <Note text={words.encodingProblem} />}
          {part.type === "text/html" ? (
            <HtmlBody
              html={value}
              parts={[...attached.values()]}
              {...{ from, accountId }}
              download={mail.download}
            />
          ) : (
            <TextBody text={value} />
          )}
          {isTruncated && <Note text={words.truncated} />}
        </div>
      ))}
      {values.length === 0 && <p class="msg-body muted">{words.emptyBody}</p>}
      {files.length > 0 && <Files accountId={accountId} files={files} />}
    </>
  );
}

function Note({ text }: { text: string }) {
  return (
    <div class="msg-say">
      <Say icon="info">{text}</Say>
    </div>
  );
}

function describe(message: Message, mailboxes: readonly OpenMailbox[]) {
  const from = message.from?.[0] ?? nobody;
  const name = nameOf(from) || words.noSender;
  return { from, name, kind: kindOf(from, mailboxes), at: Date.parse(message.receivedAt) };
}

function addressLine(message: Message, from: EmailAddress): string {
  return words.addresses(from.email, namesOf(message.to), namesOf(message.cc));
}

function namesOf(list: readonly EmailAddress[] | null): string {
  return (list ?? []).map(nameOf).join(", ");
}
