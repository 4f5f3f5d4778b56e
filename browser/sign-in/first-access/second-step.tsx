import { isRefusal } from "../../../contracts/refusals.ts";
import type { Factors, NewApp } from "../../../contracts/security.ts";
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../../controls/icon.tsx";
import { Qr } from "../../security/qr.tsx";
import { ask, isUnreachable } from "../ask.ts";
import { sayWhy } from "./say-why.ts";
import { OwnDevice } from "./own-device.tsx";
import { words } from "./words.ts";

/** A second method beside the first: a passkey or an authenticator app. The session is open already; this may wait. */
export function SecondStep({ onDone }: { onDone(): void }) {
  const [app, setApp] = useState<NewApp | null>(null);
  const [error, setError] = useState<string | null>(null);
  /** Whether the operator accepts a passkey, and an application. */
  const [hasPasskey, setPasskey] = useState(false);
  const [hasApp, setOffered] = useState(true);
  const [isCopied, setCopied] = useState(false);
  const [busy, setBusy] = useState(false);
  const code = useRef<HTMLInputElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    const begin = async () => {
      const factors = await ask<Factors>("factors", {});
      if (!isUnreachable(factors) && !isRefusal(factors)) {
        setPasskey(factors.methods.includes("passkey"));
        if (!factors.methods.includes("totp")) return setOffered(false);
      }
      const answer = await ask<NewApp>("new-app", {});
      if (isUnreachable(answer) || isRefusal(answer)) return setError(sayWhy(answer));
      setApp(answer);
    };
    void begin();
  }, []);

  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy || !app) return;
    setBusy(true);
    const question = { id: app.id, code: code.current?.value ?? "", name: "" };
    const answer = await ask<Factors>("confirm-app", question);
    setBusy(false);
    if (!isUnreachable(answer) && !isRefusal(answer)) return onDone();
    setError(sayWhy(answer));
    code.current?.focus();
    code.current?.select();
  };
  const copy = async () => {
    if (!app) return;
    await navigator.clipboard.writeText(app.key);
    setCopied(true);
  };

  return (
    <form noValidate onSubmit={submit}>
      <h1 ref={heading} tabIndex={-1}>
        {words.secondTitle}
      </h1>
      <p class="muted mt-2">{words.secondLead}</p>
      {hasPasskey && <OwnDevice onDone={onDone} />}
      {hasApp && (
        <p class="mt-4">
          <b>{words.app}</b>
          <br />
          <span class="small muted">{words.appHint}</span>
        </p>
      )}
      {app && (
        <div class="totp mt-4">
          <Qr text={app.link} />
          <div>
            <p>
              <b>1.</b> {words.scan}
            </p>
            <p class="small muted mt-2">
              {words.onPhone} <a href={app.link}>{words.openApp}</a> {words.orKey}
            </p>
            <p class="line mt-2">
              <code class="key">{app.key.replace(/(.{4})(?=.)/g, "$1 ")}</code>
              <button type="button" class="btn btn-s" onClick={() => void copy()}>
                {words.copy}
              </button>
            </p>
            <p role="status" class="small">
              {isCopied && words.copied}
            </p>
            <div class="field mt-4">
              <label class="label" for="app-code">
                <span>2.</span> {words.typeCode}
              </label>
              <input
                class="input input-code"
                id="app-code"
                ref={code}
                inputMode="numeric"
                autocomplete="off"
                maxLength={24}
                aria-invalid={error !== null}
                {...(error && { "aria-describedby": "app-error" })}
              />
            </div>
          </div>
        </div>
      )}
      {error && (
        <p class="error mt-2" id="app-error" role="alert">
          <Icon name="late" small />
          <span>{error}</span>
        </p>
      )}
      <div class="dialog-acts">
        <button type="button" class="btn btn-quiet" onClick={onDone}>
          {words.later}
        </button>
        {hasApp && (
          <button type="submit" class="btn btn-main btn-l" aria-busy={busy} disabled={!app}>
            {words.finish}
          </button>
        )}
      </div>
    </form>
  );
}
