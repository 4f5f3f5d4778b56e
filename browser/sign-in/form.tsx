import { isRefusal, type RefusalCode } from "../../contracts/refusals.ts";
import type { CodeMethod, CodeStep, Open, Operator } from "../../contracts/sign-in.ts";
import { useEffect, useRef, useState } from "preact/hooks";
import { addresses } from "../addresses.ts";
import { Icon } from "../controls/icon.tsx";
import { words } from "../words/words.ts";
import { ask, isUnreachable } from "./ask.ts";
import { codeMethods, isSharedPost, keepLogin, keptLogin, lastMethod } from "./kept.ts";
import { Passkey } from "./passkey.tsx";
import { ProSanteConnect } from "./psc.tsx";
import { Remember } from "./remember.tsx";
import { sentenceOf } from "./sentence.ts";

type Field = "login" | "password";

/** Identifier, password, and the method left selected (2024 guide) or chosen after (2022 guide). */
export function SignInForm(props: {
  operator: Operator;
  notice: string | null;
  /** Why Pro Santé Connect has just opened nothing. */
  refused: RefusalCode | null;
  /** Over a page that waits: for whom; whatever leads away opens in another tab. */
  over?: { login: string };
  onCode(step: CodeStep): void;
  /** A passkey is being looked for: the time to load what comes after. */
  onWaiting(): void;
  onOpen(open: Open): void;
}) {
  const apart = props.over ? { target: "_blank", rel: "noopener" } : {};
  const { layout, sandboxUrl } = props.operator;
  const methods = codeMethods(props.operator.methods);
  const hasPasskeys = props.operator.methods.includes("passkey");
  const isTwoScreens = layout === "2022";
  const [method, setMethod] = useState<CodeMethod>(isTwoScreens ? "totp" : lastMethod(methods));
  const [remembers, setRemembers] = useState(keptLogin() !== "");
  const [error, setError] = useState<{ field: Field; sentence: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const [shown, setShown] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  const login = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);

  useEffect(() => {
    document.title = error ? words.door.errorTitle : words.door.pageTitle;
    if (props.over && !error) password.current?.focus();
    if (error) (error.field === "login" ? login : password).current?.focus();
  }, [error]);

  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    const given = { login: login.current?.value.trim() ?? "", password: password.current?.value ?? "" };
    if (given.login === "") return setError({ field: "login", sentence: words.door.loginMissing });
    if (given.password === "") return setError({ field: "password", sentence: words.door.passwordMissing });
    setError(null);
    setBusy(true);
    const remember = remembers && !isSharedPost();
    const answer = await ask<CodeStep | Open>("begin", { ...given, method, remember });
    setBusy(false);
    if (isUnreachable(answer) || isRefusal(answer)) {
      setError({ field: "password", sentence: sentenceOf(answer) });
      return;
    }
    if (password.current) password.current.value = "";
    keepLogin(remember ? given.login : "");
    // A browser that the person trusts asks for no code.
    if (answer.step === "open") props.onOpen(answer);
    else props.onCode(answer);
  };

  const wrong = (field: Field) =>
    error?.field === field ? { "aria-invalid": true, "aria-describedby": "door-error" } : {};
  const alert = (field: Field) =>
    error?.field === field && (
      <p class="error" id="door-error" role="alert">
        <Icon name="late" small />
        <span>{error.sentence}</span>
      </p>
    );
  const otherWays = (
    <>
      {props.operator.psc && <ProSanteConnect refused={props.refused} isApart={props.over !== undefined} />}
      {hasPasskeys && <Passkey onWaiting={props.onWaiting} onOpen={props.onOpen} />}
    </>
  );
  // A password opens nothing without a code.
  if (methods.length === 0)
    return (
      <div class="door-form">
        <h1>{words.door.title}</h1>
        {props.notice && <Notice text={props.notice} />}
        <div class="mt-5">{otherWays}</div>
      </div>
    );
  return (
    <form class="door-form" noValidate onSubmit={submit}>
      {!props.over && <h1>{words.door.title}</h1>}
      {isTwoScreens && <p class="muted mt-2">{words.screens.lead}</p>}
      {props.notice && <Notice text={props.notice} />}
      <div class="field mt-5">
        <label class="label" for="login">
          {isTwoScreens ? words.screens.login : words.door.login}
        </label>
        <input
          class="input"
          id="login"
          name="username"
          ref={login}
          autocomplete={hasPasskeys ? "username webauthn" : "username"}
          autocapitalize="none"
          spellcheck={false}
          defaultValue={props.over?.login ?? keptLogin()}
          placeholder={words.door.loginExample}
          {...wrong("login")}
        />
        {alert("login")}
      </div>
      <div class="field label-linked">
        <label class="label" for="password">
          {words.door.password}
        </label>
        <span class="input-with">
          <input
            class="input"
            id="password"
            name="password"
            ref={password}
            {...(shown ? { type: "text" as const } : { type: "password" as const })}
            autocomplete="current-password"
            onKeyUp={(event) => setCapsLock(event.getModifierState("CapsLock"))}
            onBlur={() => setCapsLock(false)}
            {...wrong("password")}
          />
          <button
            type="button"
            class="btn btn-icon btn-s"
            aria-label={words.door.showPassword}
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
          >
            <Icon name="eye" />
          </button>
        </span>
        <a class="label-link" href={addresses.forgotten} {...apart}>
          {words.door.forgotten}
        </a>
        {capsLock && (
          <p class="hint" role="status">
            {words.door.capsLock}
          </p>
        )}
        {alert("password")}
      </div>
      {!isTwoScreens && (
        <fieldset class="field">
          <legend class="label">{words.door.methods}</legend>
          <div class="choices-line">
            {methods.map((one) => (
              <label key={one} class={one === method ? "choice is-on" : "choice"}>
                <input type="radio" name="method" checked={one === method} onChange={() => setMethod(one)} />
                <span>{words.door.method[one]}</span>
              </label>
            ))}
          </div>
        </fieldset>
      )}
      <Remember operator={props.operator} remembers={remembers} onChange={setRemembers} />
      <button class="btn btn-main btn-wide btn-l mt-5" type="submit" aria-busy={busy}>
        {busy && <span class="spin" aria-hidden="true" />}
        {busy ? words.door.busy : words.door.submit}
      </button>
      {(props.operator.psc || hasPasskeys) && <p class="or">{words.psc.or}</p>}
      {otherWays}
      {sandboxUrl && (
        <p class="hint mt-5">
          {words.door.sandbox}{" "}
          <a href={sandboxUrl} target="_blank" rel="noopener noreferrer">
            {words.door.sandboxLink}
          </a>
        </p>
      )}
    </form>
  );
}

function Notice({ text }: { text: string }) {
  return (
    <p class="say mt-4" role="status">
      <Icon name="laptop" />
      <span>{text}</span>
    </p>
  );
}
