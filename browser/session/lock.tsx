import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Key, Locked } from "../../contracts/lock.ts";
import { isRefusal } from "../../contracts/refusals.ts";
import type { CodeStep, Method, Open, Operator, Out } from "../../contracts/sign-in.ts";
import { Icon, Logo } from "../controls/icon.tsx";
import { NoticeLinks } from "../controls/notice-links.tsx";
import { ask, isUnreachable } from "../sign-in/ask.ts";
import { CodeDialog } from "../sign-in/code-dialog.tsx";
import { sentenceOf } from "../sign-in/sentence.ts";
import { words } from "./words.ts";

export interface LockParts {
  /** Null while the server has not said what opens it. */
  locked: Locked | null;
  operator: Operator;
  onOpen(open: Open): void;
  /** One factor opens it no more. */
  onOver(): void;
  onLeft(): void;
}

/** The lock over a covered page: one factor opens it, or one leaves. */
export function Lock({ locked: known, operator, onOpen, onOver, onLeft }: LockParts) {
  const [locked, setLocked] = useState(known);
  const [step, setStep] = useState<CodeStep | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const keys: readonly Key[] = locked?.keys ?? ["password"];

  useLayoutEffect(() => {
    dialog.current?.showModal();
    field.current?.focus();
  }, []);
  useEffect(() => {
    if (!locked) void look();
  }, []);
  useEffect(() => {
    if (!step) document.title = error ? words.lockErrorTitle : words.lockPageTitle;
  }, [error, step]);

  async function look(): Promise<void> {
    const answer = await ask<Locked>("locked", {});
    if (!isUnreachable(answer) && !isRefusal(answer)) setLocked(answer);
    else if (isRefusal(answer)) await lose();
  }

  /** The cookie no longer opens anything: another tab was first, or the session is over. */
  async function lose(): Promise<void> {
    const answer = await ask<Open>("session", {});
    if (!isUnreachable(answer) && !isRefusal(answer)) onOpen(answer);
    else onOver();
  }

  /** The answer, or null once the lock has said why there is none. */
  async function get<Answer extends object>(
    operation: "unlock" | "unlock-begin",
    question: object,
  ): Promise<Answer | null> {
    if (busy) return null;
    setBusy(true);
    const answer = await ask<Answer>(operation, question);
    setBusy(false);
    if (!isUnreachable(answer) && !isRefusal(answer)) return answer;
    if (isRefusal(answer) && ["signed-out", "unlock-over"].includes(answer.refusal.code)) {
      await lose();
      return null;
    }
    setError(sentenceOf(answer));
    field.current?.select();
    return null;
  }

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const password = field.current?.value ?? "";
    field.current?.focus();
    if (password === "") return setError(words.passwordMissing);
    setError(null);
    const open = await get<Open>("unlock", { password });
    if (open) onOpen(open);
  }

  async function askCode(method: Method): Promise<void> {
    setError(null);
    setStep(await get<CodeStep>("unlock-begin", { method }));
  }

  async function leave(): Promise<void> {
    const answer = await ask<Out>("out", {});
    if (isUnreachable(answer)) return setError(words.signOutFailed);
    onLeft();
    if (!isRefusal(answer) && answer.next !== null) location.assign(answer.next);
  }

  const methods = keys.filter((key) => key !== "password");
  const hasPassword = keys.includes("password");
  return (
    <dialog
      class="dialog shut"
      ref={dialog}
      aria-labelledby="shut-title"
      onCancel={(event) => event.preventDefault()}
    >
      <p class="brand">
        {operator.logo ? <img class="brand-mark" src={operator.logo} alt="" /> : <Logo />}
        <span>{operator.name}</span>
      </p>
      <h1 id="shut-title">{words.lockTitle}</h1>
      {locked && <p class="shut-who">{locked.person.name}</p>}
      <p class="muted mt-2">{words.lockText}</p>
      <form class="mt-4" noValidate onSubmit={submit}>
        {/* A password manager looks for whose password it is. */}
        <input
          type="text"
          name="username"
          autocomplete="username"
          value={locked?.person.login ?? ""}
          hidden
          readOnly
        />
        {hasPassword && (
          <div class="field">
            <label class="label" for="unlock">
              {words.password}
            </label>
            <input
              class="input"
              id="unlock"
              name="password"
              type="password"
              ref={field}
              autocomplete="current-password"
              aria-invalid={error !== null}
              {...(error ? { "aria-describedby": "unlock-error" } : {})}
            />
          </div>
        )}
        {error && (
          <p class="error" id="unlock-error" role="alert">
            <Icon name="late" small />
            <span>{error}</span>
          </p>
        )}
        {hasPassword && (
          <button type="submit" class="btn btn-main btn-wide btn-l mt-4" aria-busy={busy}>
            {busy && <span class="spin" aria-hidden="true" />}
            {busy ? words.unlocking : words.unlock}
          </button>
        )}
      </form>
      {methods.length > 0 && (
        <p class="shut-keys mt-4">
          {hasPassword && <span class="muted small">{words.otherKeys}</span>}
          {methods.map((method) => (
            <button key={method} type="button" class="btn btn-s" onClick={() => void askCode(method)}>
              {words.codeBy[method]}
            </button>
          ))}
        </p>
      )}
      <p class="shut-leave">
        {words.notYou}{" "}
        <button type="button" class="as-link" onClick={() => void leave()}>
          {words.signOut}
        </button>
      </p>
      <NoticeLinks isApart />
      {step && (
        <CodeDialog<Open>
          step={step}
          operation="unlock-code"
          onStep={setStep}
          onCancel={() => setStep(null)}
          onAnswer={onOpen}
        />
      )}
    </dialog>
  );
}
