import type { Mail } from "../data/mail.ts";
import type { Conversation } from "../data/conversation.ts";
import { type Folder, isDraft, type Message } from "../data/shapes.ts";
import { hasOthers } from "../compose/answer.ts";
import { deedsIn, isFollowed, moveRows, openRow } from "./deeds.ts";
import { type IconName, Icon } from "./icons.tsx";
import { MoveMenu } from "./move-menu.tsx";
import { words } from "./words.ts";

/** Archive, move, throw away: what the server lets the person do with the open conversation. */
export function TalkDeeds({ mail }: { mail: Mail }) {
  const { archive, bin, targets } = deedsIn(mail, mail.folder.value);
  const move = (target: Folder) => {
    const row = openRow(mail);
    if (row) void moveRows(mail, [row], target);
  };
  return (
    <>
      {archive && <Deed icon="archive" name={words.archive} shortcut="e" onClick={() => move(archive)} />}
      <MoveMenu targets={targets} onChosen={move} />
      {bin && <Deed icon="trash" name={words.toBin} shortcut="Delete" onClick={() => move(bin)} />}
      <Follow mail={mail} />
    </>
  );
}

/** The flag that the whole team sees (`$flagged`, RFC 8621 §4.1.1). */
function Follow({ mail }: { mail: Mail }) {
  const conversation = mail.conversation.value;
  const messages = conversation?.messages.value ?? [];
  const last = messages.at(-1);
  if (!conversation || !last || !mail.offer.canChange(conversation.accountId)) return null;
  const isOn = isFollowed(messages);
  return (
    <button
      class="btn btn-icon btn-s talk-follow"
      type="button"
      aria-pressed={isOn}
      aria-label={words.follow}
      title={isOn ? words.unfollow : words.follow}
      onClick={() => {
        const flagged = messages.filter((message) => "$flagged" in message.keywords).map(({ id }) => id);
        void mail.follow(isOn ? flagged : [last.id], !isOn);
      }}
    >
      <Icon name="flag" />
    </button>
  );
}

interface DeedProps {
  icon: IconName;
  name: string;
  shortcut?: string;
  onClick: () => void;
}

export function Deed({ icon, name, shortcut, onClick }: DeedProps) {
  return (
    <button
      class="btn btn-quiet btn-s"
      type="button"
      title={name}
      aria-keyshortcuts={shortcut}
      onClick={onClick}
    >
      <Icon name={icon} />
      <span class="talk-word">{name}</span>
    </button>
  );
}

/** The message that an answer answers: the last that is no draft. */
export function answered(conversation: Conversation): Message | null {
  return conversation.messages.value.findLast((message) => !isDraft(message)) ?? null;
}

/** The answers, at the thumb. */
export function Answers({ mail, conversation }: { mail: Mail; conversation: Conversation }) {
  const { accountId } = conversation;
  const message = answered(conversation);
  const mailbox = mail.mailbox.value;
  if (!message || !mailbox || !mail.canWrite(accountId)) return null;
  const write = (kind: "reply" | "reply-all" | "forward") => () =>
    mail.write({ kind, accountId, messageId: message.id });
  return (
    <div class="reply" role="group" aria-label={words.answers}>
      <button class="btn btn-main" type="button" aria-keyshortcuts="r" onClick={write("reply")}>
        <Icon name="reply" />
        {words.reply}
      </button>
      {hasOthers(message, mailbox.address) && (
        <button class="btn" type="button" aria-keyshortcuts="a" onClick={write("reply-all")}>
          <Icon name="reply-all" />
          {words.replyAll}
        </button>
      )}
      <button class="btn" type="button" aria-keyshortcuts="f" onClick={write("forward")}>
        <Icon name="forward" />
        {words.forward}
      </button>
    </div>
  );
}
