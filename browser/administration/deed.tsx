import { Icon } from "../controls/icon.tsx";

/** Why it was not done, brought into sight. */
export function Complaint({ error }: { error: string | null }) {
  if (error === null) return null;
  return (
    <p key={error} class="error mt-4" role="alert" ref={bringIntoSight}>
      <Icon name="late" small />
      <span>{error}</span>
    </p>
  );
}

function bringIntoSight(shown: HTMLElement | null): void {
  shown?.scrollIntoView({ block: "nearest" });
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
