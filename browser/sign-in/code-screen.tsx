import type { CodeMethod, CodeStep, Method, Open, Operator } from "../../contracts/sign-in.ts";
import { useEffect, useRef, useState } from "preact/hooks";
import { clockTime } from "../controls/clock-time.ts";
import { Icon } from "../controls/icon.tsx";
import { words } from "../words/words.ts";
import { useChallenge } from "./challenge.ts";
import { CodeField } from "./code-field.tsx";
import { PasskeyAsked } from "./passkey-asked.tsx";
import { Track } from "./track.tsx";

/** The order of the guide. */
const order: readonly CodeMethod[] = ["totp", "sms", "email"];

/** The second screen of the 2022 guide: the type of verification, then its code. */
export function CodeScreen(props: {
  operator: Operator;
  step: CodeStep;
  onStep(step: CodeStep): void;
  onCancel(): void;
  onAnswer(open: Open): void;
}) {
  const { step } = props;
  const challenge = useChallenge<Open>({ ...props, operation: "code" });
  const { error, busy, field } = challenge;
  const [selected, select] = useState<Method>(step.method);
  const first = useRef<HTMLInputElement>(null);
  /** Set by an arrow: the click that the browser makes of it only moves the selection. */
  const isMoving = useRef(false);
  const main = useRef<HTMLButtonElement>(null);
  const methods = order.filter((method) => props.operator.methods.includes(method));
  const hasApp = step.ways.some(({ method, state }) => method === "totp" && state === "ready");
  const hasPasskey = step.ways.some(({ method, state }) => method === "passkey" && state === "ready");
  const isAsked = selected === step.method;

  useEffect(() => {
    (hasApp ? field : first).current?.focus();
  }, []);
  useEffect(() => {
    // The button that asked for it is gone.
    if (step.method === "passkey") main.current?.focus();
  }, [step.method]);
  useEffect(() => {
    document.title = error ? words.code.errorTitle : words.code.pageTitle;
  }, [error]);

  /** Chooses for good: a code leaves, where one has to. */
  const choose = (method: Method) => {
    select(method);
    if (method !== step.method) void challenge.change(method);
  };
  const move = (method: Method) => {
    // An application's code is not sent: showing it is choosing it.
    if (method === "totp") choose(method);
    else select(method);
  };
  const onKeyDown = (event: KeyboardEvent, method: Method) => {
    isMoving.current = event.key.startsWith("Arrow");
    if (event.key !== " " && event.key !== "Enter") return;
    event.preventDefault();
    choose(method);
  };
  const onClick = (method: Method) => {
    const moved = isMoving.current;
    isMoving.current = false;
    if (moved) move(method);
    else choose(method);
  };
  const submit = (event: Event) => {
    if (isAsked) return challenge.submit(event);
    event.preventDefault();
    first.current?.form?.querySelector<HTMLInputElement>("input:checked")?.focus();
  };

  return (
    <form class="door-form" noValidate onSubmit={submit}>
      <p class="crumb">
        <button type="button" class="as-link" onClick={props.onCancel}>
          {words.screens.changeLogin}
        </button>
      </p>
      <h1 class="mt-2">{words.door.title}</h1>
      <fieldset class="field mt-5">
        <legend class="label">{words.screens.type}</legend>
        <div class="choices-line">
          {methods.map((method, index) => (
            <label
              key={method}
              class={method === selected ? "choice is-on" : "choice"}
              onPointerDown={() => (isMoving.current = false)}
            >
              <input
                type="radio"
                name="method"
                {...(index === 0 ? { ref: first } : {})}
                checked={method === selected}
                onKeyUp={() => (isMoving.current = false)}
                onKeyDown={(event) => onKeyDown(event, method)}
                onClick={() => onClick(method)}
              />
              <span>{words.screens.method[method]}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {isAsked ? (
        selected === "passkey" ? null : selected === "totp" ? (
          !hasApp && (
            <p class="say mt-4">{methods.includes("totp") ? words.screens.noApp : words.screens.choose}</p>
          )
        ) : (
          <>
            {step.sending && (
              <p class="mt-4">
                {words.code.sentTo} <b class="nowrap">{step.destination}</b>.
              </p>
            )}
            <Track step={step} />
          </>
        )
      ) : (
        <p class="hint mt-4">{words.screens.ask}</p>
      )}
      <p role="status" class={challenge.note ? "mt-2" : ""}>
        {challenge.note}
      </p>
      {selected === "passkey" ? (
        <PasskeyAsked error={error} />
      ) : (
        <CodeField
          label={words.screens.code[selected]}
          field={field}
          error={error}
          onInput={challenge.pasted}
        >
          {isAsked && step.sending ? (
            <>
              {words.code.until(clockTime(step.expiresAt, document.documentElement.lang))}{" "}
              <button type="button" class="as-link" onClick={challenge.resend}>
                {words.code.resend}
              </button>
            </>
          ) : (
            words.code.appHint
          )}
        </CodeField>
      )}
      {isAsked && selected !== "passkey" && <p class="hint mt-2">{words.code.spare}</p>}
      <button class="btn btn-main btn-wide btn-l mt-5" type="submit" ref={main} aria-busy={busy}>
        {busy && <span class="spin" aria-hidden="true" />}
        {busy ? words.door.busy : selected === "passkey" ? words.passkey.use : words.door.submit}
      </button>
      {hasPasskey && selected !== "passkey" && (
        <p class="mt-4">
          <button type="button" class="btn btn-s" onClick={() => choose("passkey")}>
            <Icon name="key" small />
            {words.code.change.passkey}
          </button>
        </p>
      )}
    </form>
  );
}
