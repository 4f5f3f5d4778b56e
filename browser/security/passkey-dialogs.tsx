import type { RefObject } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Factors } from "../../contracts/security.ts";
import { Icon } from "../controls/icon.tsx";
import { Modal } from "../controls/modal.tsx";
import { addPasskey } from "../passkeys/add-passkey.ts";
import { words } from "./words.ts";

/** The name of a new passkey, then what the device asks. */
export function AddPasskeyDialog(props: { onAdded(factors: Factors): void; onCancel(): void }) {
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const name = useRef<HTMLInputElement>(null);

  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setError(null);
    const added = await addPasskey(name.current?.value ?? "", words.passkeys.cancelled);
    setBusy(false);
    if (typeof added === "string") setError(added);
    else props.onAdded(added);
  };
  return (
    <Modal id="passkey-title" title={words.passkeys.add} onCancel={props.onCancel}>
      <form onSubmit={submit} noValidate>
        <p class="mt-2">{words.passkeys.explain}</p>
        <NameField field={name} value="" />
        {error && (
          <p class="error" role="alert">
            <Icon name="late" small />
            <span>{error}</span>
          </p>
        )}
        <Acts onCancel={props.onCancel} label={words.passkeys.goOn} busy={busy} />
      </form>
    </Modal>
  );
}

/** Another name for a passkey. */
export function RenamePasskeyDialog(props: { name: string; onRename(name: string): void; onCancel(): void }) {
  const name = useRef<HTMLInputElement>(null);
  return (
    <Modal id="passkey-title" title={words.passkeys.renameTitle} onCancel={props.onCancel}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          props.onRename(name.current?.value ?? "");
        }}
        noValidate
      >
        <NameField field={name} value={props.name} />
        <Acts onCancel={props.onCancel} label={words.passkeys.save} busy={false} />
      </form>
    </Modal>
  );
}

function NameField({ field, value }: { field: RefObject<HTMLInputElement | null>; value: string }) {
  return (
    <div class="field mt-4">
      <label class="label" for="passkey-name">
        {words.passkeys.name}
      </label>
      <input
        class="input"
        id="passkey-name"
        ref={field}
        maxLength={60}
        defaultValue={value}
        autocomplete="off"
        placeholder={words.passkeys.nameExample}
      />
    </div>
  );
}

function Acts({ onCancel, label, busy }: { onCancel(): void; label: string; busy: boolean }) {
  return (
    <div class="dialog-acts">
      <button type="button" class="btn btn-quiet" onClick={onCancel}>
        {words.cancel}
      </button>
      <button type="submit" class="btn btn-main" aria-busy={busy}>
        {busy && <span class="spin" aria-hidden="true" />}
        {label}
      </button>
    </div>
  );
}
