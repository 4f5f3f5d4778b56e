import { isRefusal } from "../../contracts/refusals.ts";
import type { CodeStep, Open } from "../../contracts/sign-in.ts";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { clockTime } from "../controls/clock-time.ts";
import { Icon } from "../controls/icon.tsx";
import { words } from "../words/words.ts";
import { ask, isUnreachable } from "./ask.ts";
import { sentenceOf } from "./sentence.ts";

const pollMs = 1000;

/** The dialog of the one-time code: where it was sent, what became of the sending, one field, « Ok ». */
export function CodeDialog(props: {
  step: CodeStep;
  onStep(step: CodeStep): void;
  onCancel(): void;
  onOpen(open: Open): void;
}) {
  const { step } = props;
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const time = (at: number) => clockTime(at, document.documentElement.lang);

  // Before the page is painted, in and out: the focus is never nowhere.
  useLayoutEffect(() => {
    const opener = document.activeElement;
    const shown = dialog.current;
    shown?.showModal();
    field.current?.focus();
    return () => {
      // While it is open, what is behind it takes no focus.
      shown?.close();
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  useEffect(() => {
    document.title = error ? words.code.errorTitle : words.code.pageTitle;
  }, [error]);
  useEffect(() => {
    if (step.sending.state !== "sending") return;
    const timer = setInterval(async () => {
      const answer = await ask<CodeStep>("sending", { challenge: step.challenge });
      if (!isUnreachable(answer) && !isRefusal(answer)) props.onStep(answer);
    }, pollMs);
    return () => clearInterval(timer);
  }, [step]);

  const submit = async (event?: Event) => {
    event?.preventDefault();
    if (busy) return;
    setBusy(true);
    const answer = await ask<Open>("code", { challenge: step.challenge, code: field.current?.value ?? "" });
    setBusy(false);
    if (!isUnreachable(answer) && !isRefusal(answer)) return props.onOpen(answer);
    setError(sentenceOf(answer));
    field.current?.focus();
    field.current?.select();
  };
  /** Pasting the six digits is enough; typing them leaves the person the time to look once more. */
  const pasted = (event: InputEvent) => {
    if (event.inputType === "insertFromPaste" && /^\D*(\d\D*){6}$/.test(field.current?.value ?? ""))
      void submit();
  };

  return (
    <dialog
      class="dialog"
      ref={dialog}
      aria-labelledby="code-title"
      onCancel={(event) => {
        event.preventDefault();
        props.onCancel();
      }}
    >
      <form onSubmit={submit} noValidate>
        <h2 id="code-title">{words.code.title}</h2>
        <p class="mt-2">
          {words.code.sentTo} <b class="nowrap">{step.destination}</b>.
        </p>
        <Track step={step} time={time} />
        <div class="field">
          <label class="label" for="code">
            {words.code.label}
          </label>
          <input
            class="input input-code"
            id="code"
            name="code"
            ref={field}
            inputMode="numeric"
            autocomplete="one-time-code"
            maxLength={24}
            aria-invalid={error !== null}
            aria-describedby={error ? "code-error code-hint" : "code-hint"}
            onInput={pasted}
          />
          {error && (
            <p class="error" id="code-error" role="alert">
              <Icon name="late" small />
              <span>{error}</span>
            </p>
          )}
          <p class="hint" id="code-hint">
            {words.code.until(time(step.expiresAt))}
          </p>
        </div>
        <div class="dialog-acts">
          <button type="button" class="btn btn-quiet" onClick={props.onCancel}>
            {words.code.cancel}
          </button>
          <button type="submit" class="btn btn-main btn-ok" aria-busy={busy}>
            {busy && <span class="spin" aria-hidden="true" />}
            {busy ? words.code.busy : words.code.submit}
          </button>
        </div>
        <div class="dialog-more">
          <p>
            <b>{words.code.nothing}</b> {words.code.nothingText}
          </p>
        </div>
      </form>
    </dialog>
  );
}

function Track({ step, time }: { step: CodeStep; time(at: number): string }) {
  const { state, at } = step.sending;
  if (state === "failed")
    return (
      <p class="say say-late mt-4" role="status">
        <Icon name="late" />
        <span>{words.code.failed}</span>
      </p>
    );
  return (
    <div role="status">
      <ol class="track" aria-label={words.code.trackName}>
        <li class="is-done">
          <Icon name="check" />
          <span>{words.code.left}</span>
        </li>
        <li class={state === "handed" ? "is-done is-now" : "is-now"}>
          <Icon name={state === "handed" ? "check" : "wait"} />
          <span>{state === "handed" ? words.code.handed : words.code.sending}</span>
          {state === "handed" && <time>{time(at)}</time>}
        </li>
      </ol>
    </div>
  );
}
