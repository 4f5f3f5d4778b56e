import type { PasswordSet } from "../../../contracts/forgotten-password.ts";
import { shortest, weigh } from "../../../contracts/password.ts";
import { isRefusal } from "../../../contracts/refusals.ts";
import { useEffect, useRef, useState } from "preact/hooks";
import { PasswordField } from "../../controls/password-field.tsx";
import { words as shell } from "../../words/words.ts";
import { ask, isUnreachable } from "../ask.ts";
import { sentenceOf } from "../sentence.ts";
import { words } from "./words.ts";

/** The new password, typed once and shown when wanted. Sending it is what uses the link up; looking does not. */
export function NewPasswordForm(props: { link: string; onOver(): void; onSet(): void }) {
  const [typed, setTyped] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    document.title = error ? words.errorTitle : words.newPageTitle;
    if (error) field.current?.focus();
  }, [error]);

  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    if (typed === "") {
      field.current?.focus();
      return setError(words.missing);
    }
    setBusy(true);
    const answer = await ask<PasswordSet>("new-password", { link: props.link, password: typed });
    setBusy(false);
    if (isRefusal(answer) && answer.refusal.code === "link-over") return props.onOver();
    if (isUnreachable(answer) || isRefusal(answer)) {
      field.current?.focus();
      return setError(sentenceOf(answer));
    }
    props.onSet();
  };

  return (
    <form noValidate onSubmit={submit}>
      <h1>{words.newTitle}</h1>
      <p class="mt-4 mb-4" id="password-lead">
        {words.newLead}
      </p>
      <PasswordField
        id="password"
        label={words.label}
        autocomplete="new-password"
        field={field}
        error={error}
        describedBy="password-lead"
        showLabel={shell.door.showPassword}
        hint={typed !== "" && !error && sayStrength(typed)}
        onInput={(text) => {
          setError(null);
          setTyped(text);
        }}
      />
      <button class="btn btn-main btn-wide btn-l mt-5" type="submit" aria-busy={busy}>
        {busy && <span class="spin" aria-hidden="true" />}
        {busy ? words.saving : words.save}
      </button>
    </form>
  );
}

function sayStrength(password: string): string {
  return words.strength[weigh(password)](shortest - [...password.normalize("NFC")].length);
}
