import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "../controls/icon.tsx";

/** A dialog of « Accès », wide enough for a form; Escape is the harmless way. */
export function Sheet(props: { id: string; title: string; onCancel(): void; children: ComponentChildren }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  return (
    <dialog
      class="dialog dialog-wide"
      ref={dialog}
      aria-labelledby={props.id}
      onCancel={(event) => {
        event.preventDefault();
        props.onCancel();
      }}
    >
      <h2 id={props.id}>{props.title}</h2>
      {props.children}
    </dialog>
  );
}

/** Why it was not done. */
export function Complaint({ error }: { error: string | null }) {
  if (error === null) return null;
  return (
    <p class="error mt-4" role="alert">
      <Icon name="late" small />
      <span>{error}</span>
    </p>
  );
}

/** A button that turns while it works. */
export function Deed(props: { label: string; busyLabel: string; busy: boolean; danger?: boolean }) {
  return (
    <button
      type="submit"
      class={props.danger ? "btn btn-danger-full" : "btn btn-main"}
      aria-busy={props.busy}
    >
      {props.busy && <span class="spin" aria-hidden="true" />}
      {props.busy ? props.busyLabel : props.label}
    </button>
  );
}
