import { useRef, useState } from "preact/hooks";
import { isRefusal } from "../../contracts/refusals.ts";
import type { Factors, NewApp } from "../../contracts/security.ts";
import { Icon } from "../controls/icon.tsx";
import { Modal } from "../controls/modal.tsx";
import { ask, isUnreachable } from "../sign-in/ask.ts";
import { sentenceOf } from "../sign-in/sentence.ts";
import { Qr } from "./qr.tsx";
import { words } from "./words.ts";

/** The dialog of a new app: what it has to know, three ways, then its first code. */
export function NewAppDialog(props: { app: NewApp; onAdded(factors: Factors): void; onCancel(): void }) {
  const { app } = props;
  const name = useRef<HTMLInputElement>(null);
  const code = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<string | null>(null);
  const [isCopied, setCopied] = useState(false);
  const [busy, setBusy] = useState(false);

  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const answer = await ask<Factors>("confirm-app", {
      id: app.id,
      code: code.current?.value ?? "",
      name: name.current?.value ?? "",
    });
    setBusy(false);
    if (!isUnreachable(answer) && !isRefusal(answer)) return props.onAdded(answer);
    setError(sentenceOf(answer));
    code.current?.focus();
    code.current?.select();
  };
  const copy = async () => {
    await navigator.clipboard.writeText(app.key);
    setCopied(true);
  };
  return (
    <Modal id="new-app-title" title={words.newTitle} onCancel={props.onCancel}>
      <form onSubmit={submit} noValidate>
        <p class="mt-2">
          {words.install} {words.scan}
        </p>
        <Qr text={app.link} />
        <p>
          <a href={app.link}>{words.samePhone}</a>
        </p>
        <p class="mt-2">{words.key}</p>
        <p class="key">
          <code>{app.key.replace(/(.{4})(?=.)/g, "$1 ")}</code>
          <button type="button" class="btn btn-s" onClick={() => void copy()}>
            {words.copy}
          </button>
        </p>
        <p role="status" class="small">
          {isCopied && words.copied}
        </p>
        <div class="field">
          <label class="label" for="app-name">
            {words.name}
          </label>
          <input class="input" id="app-name" ref={name} maxLength={60} placeholder={words.nameExample} />
        </div>
        <div class="field">
          <label class="label" for="app-code">
            {words.code}
          </label>
          <input
            class="input input-code"
            id="app-code"
            ref={code}
            inputMode="numeric"
            autocomplete="off"
            maxLength={24}
            aria-invalid={error !== null}
            aria-describedby={error ? "app-error app-hint" : "app-hint"}
          />
          {error && (
            <p class="error" id="app-error" role="alert">
              <Icon name="late" small />
              <span>{error}</span>
            </p>
          )}
          <p class="hint" id="app-hint">
            {words.codeHint}
          </p>
        </div>
        <div class="dialog-acts">
          <button type="button" class="btn btn-quiet" onClick={props.onCancel}>
            {words.cancel}
          </button>
          <button type="submit" class="btn btn-main" aria-busy={busy}>
            {words.confirm}
          </button>
        </div>
      </form>
    </Modal>
  );
}
