import { useRef, useState } from "preact/hooks";
import type { ContactBegun, ContactWanted } from "../../contracts/own-contact.ts";
import { isRefusal } from "../../contracts/refusals.ts";
import type { Factors } from "../../contracts/security.ts";
import { clockTime } from "../controls/clock-time.ts";
import { Icon } from "../controls/icon.tsx";
import { Modal } from "../controls/modal.tsx";
import { ask, isUnreachable } from "../sign-in/ask.ts";
import { sentenceOf } from "../sign-in/sentence.ts";
import { words } from "./words.ts";

/** Another contact: where it is, then the code that came there. */
export function ContactDialog(props: {
  kind: ContactWanted["kind"];
  onChanged(factors: Factors): void;
  onSignedOut(): void;
  onCancel(): void;
}) {
  const { kind } = props;
  const [begun, setBegun] = useState<ContactBegun | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);

  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const typed = field.current?.value ?? "";
    const answer = begun
      ? await ask<Factors>("confirm-contact", { id: begun.id, code: typed })
      : await ask<ContactBegun>("begin-contact", { kind, address: typed });
    setBusy(false);
    if (isUnreachable(answer) || isRefusal(answer)) {
      if (isRefusal(answer) && ["signed-out", "locked"].includes(answer.refusal.code)) props.onSignedOut();
      setError(sentenceOf(answer));
      return field.current?.focus();
    }
    setError(null);
    if (!("masked" in answer)) return props.onChanged(answer);
    if (answer.state === "failed") return setError(words.contact.failed);
    setBegun(answer);
    if (field.current) field.current.value = "";
    field.current?.focus();
  };
  const isEmail = kind === "email";
  return (
    <Modal id="contact-title" title={words.contact.title[kind]} onCancel={props.onCancel}>
      <form onSubmit={submit} noValidate>
        <p class="mt-2" role="status">
          {begun
            ? words.contact.sent(whole(begun.masked), clockTime(begun.until, document.documentElement.lang))
            : words.contact.lead}
        </p>
        <div class="field mt-4">
          <label class="label" for="contact">
            {begun ? words.contact.code : words.contact.label[kind]}
          </label>
          <input
            key={begun ? "code" : "address"}
            class={begun ? "input input-code" : "input"}
            id="contact"
            ref={field}
            {...(begun
              ? { inputMode: "numeric" as const, autocomplete: "one-time-code" as const }
              : { inputMode: isEmail ? ("email" as const) : ("tel" as const), autocomplete: "off" as const })}
            spellcheck={false}
            maxLength={begun ? 24 : 320}
            aria-invalid={error !== null}
            {...(error && { "aria-describedby": "contact-error" })}
          />
          {error && (
            <p class="error" id="contact-error" role="alert">
              <Icon name="late" small />
              <span>{error}</span>
            </p>
          )}
        </div>
        <div class="dialog-acts">
          <button type="button" class="btn btn-quiet" onClick={props.onCancel}>
            {words.cancel}
          </button>
          <button type="submit" class="btn btn-main" aria-busy={busy}>
            {busy && <span class="spin" aria-hidden="true" />}
            {begun ? words.contact.confirm : words.contact.send}
          </button>
        </div>
      </form>
    </Modal>
  );
}

/** A masked contact that no line breaks in two (U+2060, word joiner). */
function whole(masked: string): string {
  return masked.replace("…", "…\u2060");
}
