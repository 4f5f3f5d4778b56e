import { type AccessOpened, conditionsVersion } from "../../../contracts/first-access.ts";
import { shortest, weigh } from "../../../contracts/password.ts";
import { isRefusal } from "../../../contracts/refusals.ts";
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../../controls/icon.tsx";
import { words as shell } from "../../words/words.ts";
import { ask, isUnreachable } from "../ask.ts";
import { sayWhy } from "./say-why.ts";
import { words } from "./words.ts";

const shares = { short: 15, common: 30, fair: 55, good: 75, fine: 95 } as const;

/** The password, shown when wanted, weighed while it is typed. Sending it uses the link up. */
export function PasswordStep(props: { link: string; onBack(): void; onOver(): void; onOpen(): void }) {
  const [typed, setTyped] = useState("");
  const [shown, setShown] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);

  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    if (typed === "") {
      field.current?.focus();
      return setError(shell.refusals["password-short"]({}));
    }
    setBusy(true);
    const question = { link: props.link, password: typed, conditions: conditionsVersion };
    const answer = await ask<AccessOpened>("first-access-finish", question);
    setBusy(false);
    if (!isUnreachable(answer) && !isRefusal(answer)) return props.onOpen();
    if (isRefusal(answer) && answer.refusal.code === "link-over") return props.onOver();
    setError(sayWhy(answer));
    field.current?.focus();
  };

  return (
    <form noValidate onSubmit={submit}>
      <h1 ref={heading} tabIndex={-1}>
        {words.passwordTitle}
      </h1>
      <p class="muted mt-2">{words.passwordLead}</p>
      <div class="field mt-5">
        <label class="label" for="password">
          {words.password}
        </label>
        <span class="input-with">
          <input
            class="input"
            id="password"
            name="new-password"
            ref={field}
            {...(shown ? { type: "text" as const } : { type: "password" as const })}
            autocomplete="new-password"
            autocapitalize="none"
            spellcheck={false}
            maxLength={1024}
            aria-invalid={error !== null}
            aria-describedby={error ? "password-error password-told" : "password-told"}
            onInput={(event) => {
              setError(null);
              setTyped(event.currentTarget.value);
            }}
          />
          <button
            type="button"
            class="btn btn-icon btn-s"
            aria-label={shell.door.showPassword}
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
          >
            <Icon name="eye" />
          </button>
        </span>
        {error && (
          <p class="error" id="password-error" role="alert">
            <Icon name="late" small />
            <span>{error}</span>
          </p>
        )}
        <Strength typed={typed} />
      </div>
      <ul class="rules mt-4">
        {words.rules.map((rule) => (
          <li key={rule}>
            <Icon name="check" small />
            {rule}
          </li>
        ))}
      </ul>
      <div class="dialog-acts">
        <button type="button" class="btn btn-quiet" onClick={props.onBack}>
          {words.back}
        </button>
        <button type="submit" class="btn btn-main btn-l" aria-busy={busy}>
          {busy && <span class="spin" aria-hidden="true" />}
          {busy ? words.saving : words.next}
        </button>
      </div>
    </form>
  );
}

function Strength({ typed }: { typed: string }) {
  const strength = weigh(typed);
  const count = [...typed.normalize("NFC")].length;
  const told = words.strength[strength](shortest - count);
  const isEnough = strength !== "short" && strength !== "common";
  const dress = isEnough ? "meter meter-done" : "meter meter-doing";
  return (
    <>
      <div class={dress} role="img" aria-label={typed === "" ? "" : words.strengthName(told)}>
        <i style={{ width: typed === "" ? "0" : `${shares[strength]}%` }} />
      </div>
      <p class="hint" id="password-told" role="status">
        {typed !== "" && (
          <>
            {words.characters(count)} · <b class={isEnough ? "ok" : ""}>{told}</b>
          </>
        )}
      </p>
    </>
  );
}
