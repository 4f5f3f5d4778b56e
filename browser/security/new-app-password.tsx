import { useEffect, useRef, useState } from "preact/hooks";
import type { AppPasswordList, AppPasswordMade } from "../../contracts/app-passwords.ts";
import { isRefusal } from "../../contracts/refusals.ts";
import { Icon } from "../controls/icon.tsx";
import { Modal } from "../controls/modal.tsx";
import { ask, isUnreachable } from "../sign-in/ask.ts";
import { sentenceOf } from "../sign-in/sentence.ts";
import { words } from "./words.ts";

/** Days that are offered, as far as the operator allows. */
const lives = [30, 90, 365];

/** The dialog of a new password: for which program, which mailbox, how long. */
export function NewAppPasswordDialog(props: {
  list: AppPasswordList;
  onMade(made: AppPasswordMade): void;
  onCancel(): void;
}) {
  const { mailboxes, mostDays } = props.list;
  const name = useRef<HTMLInputElement>(null);
  const mailbox = useRef<HTMLSelectElement>(null);
  const life = useRef<HTMLSelectElement>(null);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const offered = [...lives.filter((days) => days < mostDays), mostDays];

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (busy) return;
    const given = name.current?.value.trim() ?? "";
    if (given === "") {
      setError(words.programs.nameMissing);
      name.current?.focus();
      return;
    }
    setBusy(true);
    const answer = await ask<AppPasswordMade>("new-app-password", {
      mailbox: mailbox.current?.value ?? "",
      name: given,
      days: Number(life.current?.value),
    });
    setBusy(false);
    if (!isUnreachable(answer) && !isRefusal(answer)) return props.onMade(answer);
    setError(sentenceOf(answer));
  }

  return (
    <Modal id="new-app-password" title={words.programs.makeTitle} onCancel={props.onCancel}>
      <form noValidate onSubmit={(event) => void submit(event)}>
        <div class="field mt-4">
          <label class="label" for="program-name">
            {words.programs.name}
          </label>
          <input
            class="input"
            id="program-name"
            ref={name}
            maxLength={60}
            autocomplete="off"
            placeholder={words.programs.nameExample}
            aria-invalid={error !== null}
            {...(error ? { "aria-describedby": "program-error" } : {})}
          />
          {error && (
            <p class="error" id="program-error" role="alert">
              <Icon name="late" small />
              <span>{error}</span>
            </p>
          )}
        </div>
        <div class="field">
          <label class="label" for="program-mailbox">
            {words.programs.mailbox}
          </label>
          <select class="input" id="program-mailbox" ref={mailbox}>
            {mailboxes.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label class="label" for="program-life">
            {words.programs.life}
          </label>
          <select class="input" id="program-life" ref={life} defaultValue={String(mostDays)}>
            {offered.map((days) => (
              <option key={days} value={days} selected={days === mostDays}>
                {words.programs.days(days)}
              </option>
            ))}
          </select>
        </div>
        <div class="dialog-acts">
          <button type="button" class="btn btn-quiet" onClick={props.onCancel}>
            {words.cancel}
          </button>
          <button type="submit" class="btn btn-main" aria-busy={busy}>
            {words.programs.create}
          </button>
        </div>
      </form>
    </Modal>
  );
}

/** The one time that a secret is shown. */
export function AppPasswordMadeDialog({ made, onDone }: { made: AppPasswordMade; onDone(): void }) {
  const copyButton = useRef<HTMLButtonElement>(null);
  const [isCopied, setCopied] = useState(false);
  useEffect(() => copyButton.current?.focus(), []);
  const copy = async () => {
    await navigator.clipboard.writeText(made.secret);
    setCopied(true);
  };
  return (
    <Modal id="app-password-made" title={words.programs.doneTitle} onCancel={onDone}>
      <p class="mt-2">{words.programs.doneText}</p>
      <dl class="entries mt-4">
        <dt>{words.programs.address}</dt>
        <dd>
          <code>{made.session}</code>
        </dd>
        <dt>{words.programs.user}</dt>
        <dd>
          <code>{made.user}</code>
        </dd>
        <dt>{words.programs.secret}</dt>
        <dd>
          <code>{made.secret}</code>
        </dd>
      </dl>
      <p role="status" class="small">
        {isCopied && words.programs.copied}
      </p>
      <div class="dialog-acts">
        <button type="button" class="btn" ref={copyButton} onClick={() => void copy()}>
          {words.programs.copy}
        </button>
        <button type="button" class="btn btn-main" onClick={onDone}>
          {words.programs.done}
        </button>
      </div>
    </Modal>
  );
}
