import type { LinkAsked } from "../../../contracts/forgotten-password.ts";
import { isRefusal } from "../../../contracts/refusals.ts";
import { useEffect, useRef, useState } from "preact/hooks";
import { addresses } from "../../addresses.ts";
import { Icon } from "../../controls/icon.tsx";
import { words as shell } from "../../words/words.ts";
import { ask, isUnreachable } from "../ask.ts";
import { sentenceOf } from "../sentence.ts";
import { words } from "./words.ts";

/** Identifier only: the answer is the same for each. */
export function AskForm({ onAsked }: { onAsked(): void }) {
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    document.title = error ? words.errorTitle : words.askPageTitle;
    if (error) field.current?.focus();
  }, [error]);

  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    const login = field.current?.value.trim() ?? "";
    if (login === "") {
      field.current?.focus();
      return setError(shell.door.loginMissing);
    }
    setBusy(true);
    const answer = await ask<LinkAsked>("forgotten", { login });
    setBusy(false);
    if (isUnreachable(answer) || isRefusal(answer)) return setError(sentenceOf(answer));
    onAsked();
  };

  return (
    <form noValidate onSubmit={submit}>
      <h1>{words.askTitle}</h1>
      <p class="mt-4">{words.askLead}</p>
      <div class="field mt-5">
        <label class="label" for="login">
          {shell.door.login}
        </label>
        <input
          class="input"
          id="login"
          name="username"
          ref={field}
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          maxLength={320}
          placeholder={shell.door.loginExample}
          aria-invalid={error !== null}
          {...(error && { "aria-describedby": "login-error" })}
        />
        {error && (
          <p class="error" id="login-error" role="alert">
            <Icon name="late" small />
            <span>{error}</span>
          </p>
        )}
      </div>
      <button class="btn btn-main btn-wide btn-l mt-5" type="submit" aria-busy={busy}>
        {busy && <span class="spin" aria-hidden="true" />}
        {busy ? words.asking : words.ask}
      </button>
      <p class="mt-4">
        <a href={addresses.door}>{words.back}</a>
      </p>
    </form>
  );
}
