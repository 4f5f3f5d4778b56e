import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "../controls/icon.tsx";

/** A wide button that goes another way than the password, and what became of it. */
export function OtherWay(props: {
  id: string;
  icon: IconName;
  busy: boolean;
  error: string | null;
  onClick(): void;
  children: ComponentChildren;
  quiet?: boolean;
}) {
  const { busy, error } = props;
  const errorId = `${props.id}-error`;
  return (
    <>
      <button
        type="button"
        class={props.quiet ? "btn btn-wide mt-3" : "btn btn-wide btn-psc"}
        aria-busy={busy}
        {...(error ? { "aria-describedby": errorId } : {})}
        onClick={props.onClick}
      >
        {busy ? <span class="spin" aria-hidden="true" /> : <Icon name={props.icon} />}
        <span>{props.children}</span>
      </button>
      {error && (
        <p class="error mt-2" id={errorId} role="alert">
          <Icon name="late" small />
          <span>{error}</span>
        </p>
      )}
    </>
  );
}
