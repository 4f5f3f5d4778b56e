import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { PrintedPaper } from "../../../contracts/administration-papers.ts";
import type { PeopleView } from "../../../contracts/administration.ts";
import { isRefusal } from "../../../contracts/refusals.ts";
import { Icon } from "../../controls/icon.tsx";
import { isUnreachable } from "../../sign-in/ask.ts";
import { askAccess, sayWhy } from "../ask.ts";
import { Field } from "../field.tsx";
import { Printed } from "./printed.tsx";
import { words } from "./words.ts";

/** Who had access to a mailbox between two days: a mailbox, two days, and the paper. */
export function AttestationDialog(props: { mailboxes: PeopleView["mailboxes"]; onCancel(): void }) {
  const { mailboxes, onCancel } = props;
  const [typed, setTyped] = useState({ mailboxId: mailboxes[0]?.id ?? "", from: "", until: today() });
  const [paper, setPaper] = useState<PrintedPaper | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);

  const put = (name: keyof typeof typed) => (value: string) => {
    // A paper is of what was asked: another question takes it away.
    setPaper(null);
    setError(null);
    setTyped((before) => ({ ...before, [name]: value }));
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    if (typed.from === "" || typed.until === "") return setError(words.attestationMissing);
    setBusy(true);
    const answer = await askAccess<PrintedPaper>("attestation", typed);
    setBusy(false);
    if (isUnreachable(answer) || isRefusal(answer)) return setError(sayWhy(answer));
    setPaper(answer);
  };

  return (
    <dialog
      class="dialog dialog-person"
      ref={dialog}
      aria-labelledby="attestation-title"
      onCancel={(event) => {
        event.preventDefault();
        onCancel();
      }}
    >
      <form onSubmit={submit} noValidate>
        <h2 id="attestation-title">{words.attestationTitle}</h2>
        <p class="muted mt-2">{words.attestationLead}</p>
        <div class="field mt-4">
          <label class="label" for="attestation-mailbox">
            {words.attestationMailbox}
          </label>
          <select
            class="input"
            id="attestation-mailbox"
            value={typed.mailboxId}
            onChange={(event) => put("mailboxId")(event.currentTarget.value)}
          >
            {mailboxes.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <div class="form-2 mt-3">
          <Field
            name="attestation-from"
            label={words.from}
            value={typed.from}
            type="date"
            onInput={put("from")}
          />
          <Field
            name="attestation-until"
            label={words.until}
            value={typed.until}
            type="date"
            onInput={put("until")}
          />
        </div>
        {error && (
          <p class="error mt-3" role="alert">
            <Icon name="late" small />
            <span>{error}</span>
          </p>
        )}
        {paper && (
          <Printed
            paper={paper}
            title={words.attestationReady}
            text={words.attestationText}
            open={words.openAttestation}
          />
        )}
        <div class="dialog-acts">
          <button type="button" class="btn btn-quiet" onClick={onCancel}>
            {words.close}
          </button>
          <button type="submit" class={paper ? "btn" : "btn btn-main"} aria-busy={busy}>
            {busy ? words.printing : words.attest}
          </button>
        </div>
      </form>
    </dialog>
  );
}

/** The day it is in France. */
function today(): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris" }).format(Date.now());
}
