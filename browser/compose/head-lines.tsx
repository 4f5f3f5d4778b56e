import { useId, useState } from "preact/hooks";
import type { OpenMailbox } from "../../contracts/sign-in.ts";
import type { Mail } from "../data/mail.ts";
import { Tile } from "../mailbox/marks.tsx";
import type { WrittenMessage } from "./message.ts";
import { RecipientLine } from "./recipient-field.tsx";
import type { Problem } from "./send.ts";
import { words } from "./words.ts";

interface HeadProps {
  mail: Mail;
  message: WrittenMessage;
  problem: Problem | null;
  /** Whether the message may leave from another mailbox: an answer leaves from the one that received. */
  canMove: boolean;
  onMailbox: (mailbox: OpenMailbox) => void;
}

/** From whom, to whom, and about what. */
export function HeadLines({ mail, message, problem, canMove, onMailbox }: HeadProps) {
  const { to, cc, bcc } = message.recipients;
  const [showsCopies, setShowsCopies] = useState(cc.peek().length + bcc.peek().length > 0);
  const subjectId = useId();
  const common = { mailboxes: mail.open.mailboxes, onChange: message.touch };
  const problemAt = (where: Problem["where"]) => (problem?.where === where ? problem.text : null);
  return (
    <>
      <FromLine {...{ mail, message, canMove, onMailbox }} />
      <RecipientLine
        label={words.to}
        name="to"
        recipients={to}
        problem={problemAt("to")}
        more={
          !showsCopies && (
            <button class="as-link small" type="button" onClick={() => setShowsCopies(true)}>
              {words.showCopies}
            </button>
          )
        }
        {...common}
      />
      {showsCopies && (
        <>
          <RecipientLine label={words.cc} name="cc" recipients={cc} problem={problemAt("cc")} {...common} />
          <RecipientLine
            label={words.bcc}
            name="bcc"
            recipients={bcc}
            problem={problemAt("bcc")}
            {...common}
          />
        </>
      )}
      <div class="line-field">
        <label class="label" for={subjectId}>
          {words.subject}
        </label>
        <input
          id={subjectId}
          class="bare bare-subject"
          type="text"
          autocomplete="off"
          value={message.subject.value}
          onInput={({ currentTarget }) => {
            message.subject.value = currentTarget.value;
            message.touch();
          }}
        />
      </div>
    </>
  );
}

/** The mailbox from which the message leaves; chosen among those that may send, while nothing hangs on it. */
function FromLine({ mail, message, canMove, onMailbox }: Omit<HeadProps, "problem">) {
  const id = useId();
  const { mailbox } = message;
  const others = mail.open.mailboxes.filter((one) => mail.canWrite(one.accountId));
  const isChoice = canMove && others.length > 1 && message.files.list.value.length === 0;
  return (
    <div class="line-field">
      <label class="label" for={isChoice ? id : undefined}>
        {words.from}
      </label>
      <span class="from">
        <Tile mail={mail} mailbox={mailbox} size="s" />
        {isChoice ? (
          <select
            id={id}
            value={mailbox.accountId}
            onChange={({ currentTarget }) => {
              const to = others.find(({ accountId }) => accountId === currentTarget.value);
              if (to) onMailbox(to);
            }}
          >
            {others.map(({ accountId, name, address }) => (
              <option key={accountId} value={accountId}>
                {name} · {address}
              </option>
            ))}
          </select>
        ) : (
          <span class="clip">
            <b>{mailbox.name}</b> <span class="muted">{mailbox.address}</span>
          </span>
        )}
      </span>
    </div>
  );
}
