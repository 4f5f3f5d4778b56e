import type {
  ContactCodeSent,
  ContactKind,
  ContactState,
  FirstAccessState,
} from "../../../contracts/first-access.ts";
import { isRefusal } from "../../../contracts/refusals.ts";
import { useRef, useState } from "preact/hooks";
import { clockTime } from "../../controls/clock-time.ts";
import { Icon } from "../../controls/icon.tsx";
import { ask, isUnreachable } from "../ask.ts";
import { sayWhy } from "./say-why.ts";
import { words } from "./words.ts";

/** Where one is reached, proved by codes; and the conditions of use. */
export function ContactsStep(props: {
  access: FirstAccessState;
  link: string;
  onAccess(access: FirstAccessState): void;
  onOver(): void;
  onNext(): void;
}) {
  const { access, link } = props;
  const [isAccepted, setAccepted] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const names = access.mailboxes;
  const to =
    names.length === 0
      ? ""
      : names.length === 1
        ? words.toMailbox(names[0] ?? "")
        : words.toMailboxes(names.join(", "));

  const submit = (event: Event) => {
    event.preventDefault();
    if (!access.email?.proved) return setError(words.proveMissing);
    if (!isAccepted) return setError(words.acceptMissing);
    props.onNext();
  };
  const contact = (kind: ContactKind, state: ContactState) => (
    <Contact
      kind={kind}
      state={state}
      link={link}
      onAccess={(next) => {
        setError(null);
        props.onAccess(next);
      }}
      onOver={props.onOver}
    />
  );
  return (
    <>
      <h1>{words.welcome(access.givenName)}</h1>
      <p class="muted mt-2">
        {words.openedBy(access.by, access.structure)}
        {to}
        {words.reach}
      </p>
      <p class="small mt-3">
        <span class="muted">{words.yourLogin}</span> <b class="login">{access.login}</b>
      </p>
      <section class="card mt-4">
        {access.email && contact("email", access.email)}
        {access.mobile && contact("mobile", access.mobile)}
      </section>
      <p class="hint mt-2">{words.wrongContact}</p>
      {access.mobile && !access.mobile.proved && access.email?.proved && (
        <p class="hint mt-2">{words.withoutMobile}</p>
      )}
      <form onSubmit={submit} noValidate>
        <details class="conditions mt-4">
          <summary>{words.conditionsTitle}</summary>
          <ul>
            {words.conditions.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </details>
        <label class="check mt-2">
          <input
            type="checkbox"
            checked={isAccepted}
            onChange={(event) => {
              setError(null);
              setAccepted(event.currentTarget.checked);
            }}
          />
          <span>{words.accept}</span>
        </label>
        {error && (
          <p class="error mt-2" role="alert">
            <Icon name="late" small />
            <span>{error}</span>
          </p>
        )}
        <div class="dialog-acts">
          <button type="submit" class="btn btn-main btn-l">
            {words.next}
          </button>
        </div>
      </form>
    </>
  );
}

/** One contact: its code is sent, typed, and the contact is verified. */
function Contact(props: {
  kind: ContactKind;
  state: ContactState;
  link: string;
  onAccess(access: FirstAccessState): void;
  onOver(): void;
}) {
  const { kind, state, link } = props;
  const [sentAt, setSentAt] = useState<number | null>(state.sent?.at ?? null);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState<"send" | "prove" | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const [label, codeLabel] =
    kind === "email" ? [words.email, words.emailCode] : [words.mobile, words.mobileCode];
  const isOpen = !state.proved && sentAt !== null;

  /** The answer, or null once it has been said why there is none. */
  async function get<Answer extends object>(
    operation: "first-access-send" | "first-access-prove",
    more: object,
    doing: "send" | "prove",
  ): Promise<Answer | null> {
    setBusy(doing);
    setError(null);
    const answer = await ask<Answer>(operation, { link, kind, ...more });
    setBusy(null);
    if (!isUnreachable(answer) && !isRefusal(answer)) return answer;
    if (isRefusal(answer) && answer.refusal.code === "link-over") props.onOver();
    setError(sayWhy(answer));
    return null;
  }

  const send = async () => {
    const sent = busy ? null : await get<ContactCodeSent>("first-access-send", {}, "send");
    if (!sent) return;
    if (sent.state === "failed") return setError(words.notSent);
    setSentAt(sent.at);
    requestAnimationFrame(() => field.current?.focus());
  };
  const prove = async (event: Event) => {
    event.preventDefault();
    const code = field.current?.value ?? "";
    const access = busy ? null : await get<FirstAccessState>("first-access-prove", { code }, "prove");
    if (access) return props.onAccess(access);
    field.current?.focus();
    field.current?.select();
  };

  return (
    <div class={isOpen ? "item item-open" : "item"}>
      <span class={state.proved ? "item-icon is-done" : "item-icon"}>
        <Icon name={kind === "email" ? "mail" : "phone"} />
      </span>
      <div>
        <h2>{label}</h2>
        <p>
          <span class="nowrap">{state.masked}</span>
          {isOpen && ` · ${words.sentAt(clockTime(sentAt, document.documentElement.lang))}`}
        </p>
      </div>
      <span role="status">
        {state.proved && (
          <span class="chip chip-done">
            <Icon name="check" />
            {words.verified}
          </span>
        )}
      </span>
      {!state.proved && (
        <div class="item-acts">
          <button
            type="button"
            class="btn btn-s"
            aria-label={isOpen ? undefined : words.sendTo(label)}
            aria-busy={busy === "send"}
            onClick={() => void send()}
          >
            {busy === "send" ? words.sending : isOpen ? words.sendAgain : words.send}
          </button>
        </div>
      )}
      {isOpen && (
        <form class="item-form" onSubmit={prove} noValidate>
          <div class="field">
            <label class="label" for={`code-${kind}`}>
              {codeLabel}
            </label>
            <input
              class="input input-code"
              id={`code-${kind}`}
              ref={field}
              inputMode="numeric"
              autocomplete="one-time-code"
              maxLength={24}
              aria-invalid={error !== null}
              {...(error && { "aria-describedby": `error-${kind}` })}
            />
          </div>
          <button type="submit" class="btn btn-l" aria-busy={busy === "prove"}>
            {words.verify}
          </button>
        </form>
      )}
      {error && (
        <p class="error item-error" id={`error-${kind}`} role="alert">
          <Icon name="late" small />
          <span>{error}</span>
        </p>
      )}
    </div>
  );
}
