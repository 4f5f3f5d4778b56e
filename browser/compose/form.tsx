import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { OpenMailbox } from "../../contracts/sign-in.ts";
import type { Mail } from "../data/mail.ts";
import { callBack, type Sending } from "../data/sendings.ts";
import type { Writing } from "../data/writing.ts";
import { tellMoved } from "../mailbox/deeds.ts";
import { Icon } from "../mailbox/icons.tsx";
import { formatSize } from "../mailbox/sizes.ts";
import { Say } from "../mailbox/states.tsx";
import { language } from "../mailbox/words.ts";
import { FileList } from "./file-list.tsx";
import { HeadLines } from "./head-lines.tsx";
import type { WrittenMessage } from "./message.ts";
import { Quoted } from "./quoted.tsx";
import { SaveLine } from "./save-line.tsx";
import { checkMessage, isProblem, type Problem, sendMessage } from "./send.ts";
import { useDrop } from "./drop.ts";
import { words } from "./words.ts";

interface FormProps {
  mail: Mail;
  writing: Writing;
  message: WrittenMessage;
  onMailbox: (mailbox: OpenMailbox) => void;
}

/** The form in which a message is written. */
export function ComposeForm({ mail, writing, message, onMailbox }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isSending, setSending] = useState(false);
  const isDropping = useDrop(form, message.files.add);
  const { accountId } = message.mailbox;
  const most = mail.offer.mostAttached(accountId);

  useEffect(() => {
    const first = message.recipients.to.peek().length === 0 ? '[name="to"]' : "textarea";
    form.current?.querySelector<HTMLElement>(first)?.focus();
  }, []);

  function stopAt(found: Problem): void {
    setSending(false);
    setProblem(found);
    const place = found.where === "files" ? ".compose-files button" : `[name="${found.where}"]`;
    // Once the sentence is there, for the field is described by it.
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>(place)?.focus());
  }

  async function send(): Promise<void> {
    if (isSending) return;
    (document.activeElement as HTMLElement | null)?.blur();
    const found = checkMessage(message, most, formatSize(most, language), words);
    const folders = foldersOf(mail, accountId);
    if (found || !folders) return stopAt(found ?? { where: "foot", text: words.notSent.other });
    setProblem(null);
    setSending(true);
    const outcome = await sendMessage(mail.jmap, message, folders, words, (size) =>
      formatSize(size, language),
    );
    if (isProblem(outcome)) return stopAt(outcome);
    leave(mail, message, outcome);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void send();
    } else if (event.key === "Escape" && !event.defaultPrevented) {
      event.preventDefault();
      mail.stopWriting();
    }
  }

  return (
    <form
      class={isDropping ? "compose-form is-dropping" : "compose-form"}
      ref={form}
      noValidate
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div class="talk-bar">
        <h1 class="sr narrow">{words.titleIn(words.title[writing.kind], message.mailbox.name)}</h1>
        <h2 class="compose-title clip">{words.title[writing.kind]}</h2>
        <span class="gap" />
        <SaveLine saved={message.saved} />
        <button
          class="btn btn-icon btn-s compose-close"
          type="button"
          aria-label={words.close}
          title={words.close}
          onClick={mail.stopWriting}
        >
          <Icon name="close" />
        </button>
      </div>
      <div class="talk-scroll">
        <div class="compose-in">
          <HeadLines {...{ mail, message, problem, onMailbox }} canMove={writing.kind === "new"} />
          <TextArea message={message} />
          <Quoted message={message} />
        </div>
      </div>
      <FileList
        files={message.files}
        most={mail.offer.mostUploaded()}
        mostTogether={most}
        problem={problem?.where === "files" ? problem.text : null}
      />
      {problem?.where === "foot" && (
        <div class="compose-say" role="alert">
          <Say icon="late" tone="late">
            {problem.text}
          </Say>
        </div>
      )}
      <div class="reply compose-acts">
        <button class="btn btn-main" type="submit" aria-busy={isSending} title={words.sendHint}>
          <Icon name="sent" />
          {isSending ? words.sending : words.send}
        </button>
        <button class="btn" type="button" onClick={() => chooser.current?.click()}>
          <Icon name="clip" />
          {words.attach}
        </button>
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          aria-label={words.attach}
          onChange={({ currentTarget }) => {
            message.files.add(currentTarget.files ?? []);
            currentTarget.value = "";
          }}
        />
        <button
          class="btn btn-icon push"
          type="button"
          aria-label={words.discard}
          title={words.discard}
          onClick={() => void discard(mail, message)}
        >
          <Icon name="trash" />
        </button>
      </div>
      <p class="drop-here" aria-hidden="true">
        {words.dropHere}
      </p>
    </form>
  );
}

/** The text, as tall as what is in it. */
function TextArea({ message }: { message: WrittenMessage }) {
  const area = useRef<HTMLTextAreaElement>(null);
  const text = message.text.value;
  useLayoutEffect(() => {
    const element = area.current;
    if (!element) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);
  return (
    <textarea
      class="editor"
      ref={area}
      rows={8}
      aria-label={words.text}
      value={text}
      onInput={({ currentTarget }) => {
        message.text.value = currentTarget.value;
        message.touch();
      }}
      onPaste={(event) => {
        const files = [...(event.clipboardData?.files ?? [])];
        // A cell of a sheet is pasted as text and as a picture: the text is what was meant.
        if (files.length === 0 || event.clipboardData?.getData("text")) return;
        event.preventDefault();
        message.files.add(files);
      }}
    />
  );
}

function foldersOf(mail: Mail, accountId: string) {
  const folders = mail.folders.of(accountId);
  const drafts = folders?.find(({ role }) => role === "drafts")?.id;
  const sent = folders?.find(({ role }) => role === "sent")?.id;
  return drafts && sent ? { drafts, sent } : null;
}

/** The message is on its way: the page closes, and a notice keeps the way back open for a moment. */
function leave(mail: Mail, message: WrittenMessage, sending: Sending): void {
  const { accountId } = sending;
  const { marks } = message.beginning;
  const folders = foldersOf(mail, accountId);
  message.saver.close();
  const mark = (isSet: boolean) =>
    marks &&
    void mail.jmap
      .send([
        [
          "Email/set",
          { accountId, update: { [marks.messageId]: { [`keywords/${marks.keyword}`]: isSet || null } } },
          "mark",
        ],
      ])
      .catch(() => undefined);
  mark(true);
  mail.stopWriting();
  mail.refresh(accountId);
  const undo = async () => {
    const isBack = await callBack(mail.jmap, sending, folders ?? { drafts: "", sent: "" }).catch(() => null);
    mail.refresh(accountId);
    if (!isBack)
      return mail.notices.show({ text: isBack === null ? words.undoFailed : words.tooLate, undo: null });
    mark(false);
    mail.notices.show({ text: words.calledBack, undo: null });
    mail.write({ kind: "draft", accountId, messageId: sending.messageId });
  };
  mail.notices.show({ text: words.sent, undo: { label: words.undo, act: () => void undo() } });
}

/** Throws the draft away, into the bin; what was never stored is gone. */
async function discard(mail: Mail, message: WrittenMessage): Promise<void> {
  const { accountId } = message.mailbox;
  message.close();
  // A store that is under way would leave a draft behind.
  await message.saver.settle();
  const id = message.saver.draftId();
  mail.stopWriting();
  if (id !== null) tellMoved(mail, await mail.moves.discard(accountId, id));
}
