import { Icon } from "../controls/icon.tsx";

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
