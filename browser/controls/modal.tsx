import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/** A dialog over the page, which nothing but itself answers; Escape cancels. `isWide`: it holds a form of several columns. */
export function Modal(props: {
  id: string;
  title: string;
  isWide?: boolean;
  onCancel(): void;
  children: ComponentChildren;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  return (
    <dialog
      class={props.isWide ? "dialog dialog-wide" : "dialog"}
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
