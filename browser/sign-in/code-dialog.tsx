import type { CodeStep } from "../../contracts/sign-in.ts";
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { clockTime } from "../controls/clock-time.ts";
import { Icon } from "../controls/icon.tsx";
import { words } from "../words/words.ts";
import { useChallenge } from "./challenge.ts";
import { CodeField } from "./code-field.tsx";
import { PasskeyAsked } from "./passkey-asked.tsx";
import { Track } from "./track.tsx";

/** The dialog of the one-time code: where it was sent, what became of the sending, one field, « Ok ». */
export function CodeDialog<Answer extends object>(props: {
  step: CodeStep;
  /** What is asked with the code: a session, a proof inside one, or a locked one again. */
  operation: "code" | "proof" | "unlock-code";
  /** Beside the other methods: one that has no code and leaves this page. */
  elsewhere?: ComponentChildren;
  onStep(step: CodeStep): void;
  onCancel(): void;
  onAnswer(answer: Answer): void;
}) {
  const { step } = props;
  const challenge = useChallenge<Answer>(props);
  const isSent = step.method !== "totp";
  /** A code of twelve digits is typed even where the method asked for has no field, or the person none. */
  const [isSpare, setSpare] = useState(false);
  const isPasskey = step.method === "passkey" && !isSpare;
  const { error, busy, field } = challenge;
  const dialog = useRef<HTMLDialogElement>(null);
  const main = useRef<HTMLButtonElement>(null);
  const isReady =
    isSpare || step.ways.some(({ method, state }) => method === step.method && state === "ready");
  const hasSpare = props.operation !== "unlock-code" && !isSpare;
  const others = step.ways.filter(({ method, state }) => method !== step.method && state === "ready");

  // Before the page is painted, in and out: the focus is never nowhere.
  useLayoutEffect(() => {
    const opener = document.activeElement;
    const shown = dialog.current;
    shown?.showModal();
    return () => {
      // While it is open, what is behind it takes no focus.
      shown?.close();
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  useLayoutEffect(() => (field.current ?? main.current)?.focus(), [step.method, isSpare]);
  useEffect(() => {
    document.title = error ? words.code.errorTitle : words.code.pageTitle;
  }, [error]);

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
      <form onSubmit={challenge.submit} noValidate>
        <h2 id="code-title">
          {isPasskey ? words.passkey.title : isSent ? words.code.title : words.code.appTitle}
        </h2>
        {step.sending && (
          <p class="mt-2">
            {words.code.sentTo} <b class="nowrap">{step.destination}</b>.
          </p>
        )}
        <Track step={step} />
        {isReady && isPasskey && <PasskeyAsked error={error} />}
        {isReady && !isPasskey && (
          <CodeField label={words.code.label} field={field} error={error} onInput={challenge.pasted}>
            {isSpare
              ? words.code.twelve
              : isSent
                ? words.code.until(clockTime(step.expiresAt, document.documentElement.lang))
                : words.code.appHint}
          </CodeField>
        )}
        <div class="dialog-acts">
          <button type="button" class="btn btn-quiet" onClick={props.onCancel}>
            {words.code.cancel}
          </button>
          {isReady && (
            <button type="submit" class="btn btn-main btn-ok" ref={main} aria-busy={busy}>
              {busy && <span class="spin" aria-hidden="true" />}
              {busy ? words.code.busy : isPasskey ? words.passkey.use : words.code.submit}
            </button>
          )}
        </div>
        <div class="dialog-more">
          {step.sending && (
            <p>
              <b>{words.code.nothing}</b> {words.code.nothingText[step.method]}
            </p>
          )}
          {props.operation === "code" && isReady && !isPasskey && !isSpare && (
            <p class="mt-2">{words.code.spare}</p>
          )}
          <p class="line mt-2">
            {step.sending && (
              <button type="button" class="btn btn-s" onClick={challenge.resend}>
                <Icon name="refresh" small />
                {words.code.resend}
              </button>
            )}
            {hasSpare && (isPasskey || !isReady || props.operation === "proof") && (
              <button type="button" class="btn btn-s" onClick={() => setSpare(true)}>
                {words.code.useSpare}
              </button>
            )}
            {others.map(({ method }) => (
              <button key={method} type="button" class="btn btn-s" onClick={() => challenge.change(method)}>
                {words.code.change[method]}
              </button>
            ))}
          </p>
          {props.elsewhere}
          <p role="status" class={challenge.note ? "mt-2" : ""}>
            {challenge.note}
          </p>
        </div>
      </form>
    </dialog>
  );
}
