import { useLayoutEffect, useRef } from "preact/hooks";
import { words } from "./words.ts";

/** The question before an app is removed. */
export function RemoveAppDialog(props: { name: string; onRemove(): void; onCancel(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  return (
    <dialog
      class="dialog"
      ref={dialog}
      aria-labelledby="remove-title"
      onCancel={(event) => {
        event.preventDefault();
        props.onCancel();
      }}
    >
      <h2 id="remove-title">{words.removeTitle(props.name)}</h2>
      <p class="mt-2">{words.removeText}</p>
      <div class="dialog-acts">
        <button type="button" class="btn btn-quiet" onClick={props.onCancel}>
          {words.cancel}
        </button>
        <button type="button" class="btn btn-danger" onClick={props.onRemove}>
          {words.remove}
        </button>
      </div>
    </dialog>
  );
}
