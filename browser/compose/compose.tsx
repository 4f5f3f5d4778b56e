import { useEffect, useRef, useState } from "preact/hooks";
import type { OpenMailbox } from "../../contracts/sign-in.ts";
import type { Mail } from "../data/mail.ts";
import type { Writing } from "../data/writing.ts";
import "../look/compose.css";
import { formatFull } from "../mailbox/dates.ts";
import { Icon } from "../mailbox/icons.tsx";
import { AfterAWhile, Empty } from "../mailbox/states.tsx";
import { language } from "../mailbox/words.ts";
import { type Beginning, begin } from "./begin.ts";
import { ComposeForm } from "./form.tsx";
import { createMessage, type WrittenMessage } from "./message.ts";
import { chooseComposeWords, words } from "./words.ts";

interface ComposeProps {
  mail: Mail;
  writing: Writing;
}

type State =
  | { kind: "waiting" | "gone" | "failed" }
  | { kind: "ready"; beginning: Beginning; message: WrittenMessage };

/** The page on which one writes: it prepares what is answered or gone on with, then shows the form. */
export function Compose({ mail, writing }: ComposeProps) {
  const [state, setState] = useState<State>({ kind: "waiting" });
  const [tries, setTries] = useState(0);
  const current = useRef<WrittenMessage | null>(null);
  const isKnown = mail.folders.of(writing.accountId) !== null;

  useEffect(() => {
    if (!isKnown) return;
    let isOver = false;
    void prepare(mail, writing).then((now) => isOver || show(now));
    return () => {
      isOver = true;
      const message = current.current;
      // What was typed last is stored, although the page no longer shows it.
      if (message) void message.saver.flush().finally(message.close);
    };
  }, [isKnown, tries]);

  function show(now: State): void {
    current.current = now.kind === "ready" ? now.message : null;
    setState(now);
  }

  if (state.kind === "ready")
    return (
      <ComposeForm
        key={state.message.mailbox.accountId}
        mail={mail}
        writing={writing}
        message={state.message}
        onMailbox={(mailbox) => show(moveTo(mail, state.message, mailbox, state))}
      />
    );
  return <Unready state={state.kind} onClose={mail.stopWriting} onRetry={() => setTries(tries + 1)} />;
}

async function prepare(mail: Mail, writing: Writing): Promise<State> {
  await chooseComposeWords();
  const mailbox = mail.open.mailboxes.find((one) => one.accountId === writing.accountId);
  const draftsId = draftsOf(mail, writing.accountId);
  if (!mailbox || draftsId === null) return { kind: "failed" };
  try {
    const formatDate = (date: string) => formatFull(Date.parse(date), language);
    const beginning = await begin(mail.jmap, writing, mailbox, words, formatDate);
    if (!beginning) return { kind: "gone" };
    return {
      kind: "ready",
      beginning,
      message: createMessage(mail.jmap, mail.offer, mailbox, draftsId, beginning),
    };
  } catch {
    return { kind: "failed" };
  }
}

/** A new message that leaves from another mailbox: its draft follows. */
function moveTo(mail: Mail, former: WrittenMessage, mailbox: OpenMailbox, state: State): State {
  const draftsId = draftsOf(mail, mailbox.accountId);
  if (draftsId === null || former.files.list.peek().length > 0) return state;
  const beginning: Beginning = {
    ...former.beginning,
    draftId: null,
    to: former.recipients.to.peek(),
    cc: former.recipients.cc.peek(),
    bcc: former.recipients.bcc.peek(),
    subject: former.subject.peek(),
    text: former.text.peek(),
  };
  const message = createMessage(mail.jmap, mail.offer, mailbox, draftsId, beginning);
  void replaceDraft(mail, former, message);
  return { kind: "ready", beginning, message };
}

/** The draft is destroyed in the former mailbox once it is stored in the other one. */
async function replaceDraft(mail: Mail, former: WrittenMessage, message: WrittenMessage): Promise<void> {
  former.close();
  const wasTouched = former.saved.peek().kind !== "untouched";
  if (wasTouched) message.touch();
  if (!wasTouched || !(await message.saver.flush())) return;
  const id = former.saver.draftId();
  const { accountId } = former.mailbox;
  if (id) await mail.jmap.send([["Email/set", { accountId, destroy: [id] }, "leave"]]).catch(() => undefined);
}

export function draftsOf(mail: Mail, accountId: string): string | null {
  return mail.folders.of(accountId)?.find((folder) => folder.role === "drafts")?.id ?? null;
}

interface UnreadyProps {
  state: "waiting" | "gone" | "failed";
  onClose: () => void;
  onRetry: () => void;
}

function Unready({ state, onClose, onRetry }: UnreadyProps) {
  return (
    <>
      <div class="talk-bar">
        <span class="gap" />
        <button
          class="btn btn-icon btn-s"
          type="button"
          aria-label={words.close}
          title={words.close}
          onClick={onClose}
        >
          <Icon name="close" />
        </button>
      </div>
      {state === "waiting" && (
        <div class="talk-inner" aria-busy="true">
          <AfterAWhile>
            <p class="muted">{words.loading}</p>
          </AfterAWhile>
        </div>
      )}
      {state === "gone" && <Empty icon="draft" title={words.gone} text={words.goneText} />}
      {state === "failed" && (
        <Empty icon="late" title={words.loadFailed} text={words.loadFailedText}>
          <button class="btn btn-s" type="button" onClick={onRetry}>
            {words.retry}
          </button>
        </Empty>
      )}
    </>
  );
}
