import { useRef, useState } from "preact/hooks";
import type { PasswordSet } from "../../contracts/forgotten-password.ts";
import { shortest, weigh } from "../../contracts/password.ts";
import { isRefusal, type RefusalCode } from "../../contracts/refusals.ts";
import { Modal } from "../controls/modal.tsx";
import { PasswordField } from "../controls/password-field.tsx";
import { ask, isUnreachable } from "../sign-in/ask.ts";
import { sentenceOf } from "../sign-in/sentence.ts";
import { words as shell } from "../words/words.ts";
import { words } from "./words.ts";

type Fault = { sentence: string; isCurrent: boolean };

/** Those that speak of the password of now; the others of the new one. */
const ofCurrent: readonly RefusalCode[] = ["wrong-password", "too-many-passwords"];

/** The dialog of a new password: the one of now, then the new one. */
export function ChangePasswordDialog(props: { onChanged(): void; onSignedOut(): void; onCancel(): void }) {
  const current = useRef<HTMLInputElement>(null);
  const chosen = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);

  function refuse(sentence: string, isCurrent: boolean): void {
    setFault({ sentence, isCurrent });
    (isCurrent ? current : chosen).current?.focus();
  }

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (busy) return;
    const given = { current: current.current?.value ?? "", password: typed };
    if (given.current === "") return refuse(words.password.missing, true);
    if (given.password === "") return refuse(words.password.missingNew, false);
    setBusy(true);
    const answer = await ask<PasswordSet>("change-password", given);
    setBusy(false);
    if (!isUnreachable(answer) && !isRefusal(answer)) return props.onChanged();
    const code = isRefusal(answer) ? answer.refusal.code : null;
    if (code === "signed-out") return props.onSignedOut();
    refuse(sentenceOf(answer), code !== null && ofCurrent.includes(code));
  }

  const clear = () => setFault(null);
  const faultOf = (isCurrent: boolean) => (fault?.isCurrent === isCurrent ? fault.sentence : null);
  return (
    <Modal id="change-password" title={words.password.dialogTitle} onCancel={props.onCancel}>
      <form noValidate onSubmit={(event) => void submit(event)}>
        <p class="mt-2 mb-4" id="change-password-lead">
          {words.password.lead}
        </p>
        <PasswordField
          id="current-password"
          label={words.password.current}
          autocomplete="current-password"
          field={current}
          error={faultOf(true)}
          showLabel={words.password.showCurrent}
          onInput={clear}
        />
        <PasswordField
          id="chosen-password"
          label={words.password.chosen}
          autocomplete="new-password"
          field={chosen}
          error={faultOf(false)}
          describedBy="change-password-lead"
          showLabel={words.password.showChosen}
          hint={typed !== "" && fault === null && sayStrength(typed)}
          onInput={(text) => {
            clear();
            setTyped(text);
          }}
        />
        <div class="dialog-acts">
          <button type="button" class="btn btn-quiet" onClick={props.onCancel}>
            {words.cancel}
          </button>
          <button type="submit" class="btn btn-main" aria-busy={busy}>
            {busy && <span class="spin" aria-hidden="true" />}
            {busy ? shell.code.busy : words.password.save}
          </button>
        </div>
      </form>
    </Modal>
  );
}

function sayStrength(password: string): string {
  return words.password.strength[weigh(password)](shortest - [...password.normalize("NFC")].length);
}
