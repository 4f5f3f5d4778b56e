import { useState } from "preact/hooks";
import type { GivenRight, RightsChange } from "../../contracts/administration.ts";
import { words } from "./words.ts";

/** A cell whose right was changed and not confirmed yet. */
export interface Cell {
  personId: string;
  givenName: string;
  mailboxId: string;
  mailbox: string;
  right: GivenRight | null;
}
/** By person and mailbox. */
export type Cells = ReadonlyMap<string, Cell>;

const toldAtMost = 3;

/** What waits for « Confirmer », summed up, with the days that it is all given for. */
export function Pending(props: {
  cells: Cells;
  onCancel(): void;
  onConfirm(changes: RightsChange[]): Promise<void>;
}) {
  const [days, setDays] = useState<{ from: string; until: string }>({ from: "", until: "" });
  const [busy, setBusy] = useState(false);
  const all = [...props.cells.values()];
  const rest = all.length - toldAtMost;
  const confirm = async () => {
    if (busy) return;
    setBusy(true);
    const changes = all.map(({ personId, mailboxId, right }) => ({
      personId,
      mailboxId,
      right,
      from: right && days.from ? days.from : null,
      until: right && days.until ? days.until : null,
    }));
    await props.onConfirm(changes);
    setBusy(false);
  };
  return (
    <div class="pending" role="region" aria-label={words.pendingRegion}>
      <div class="pending-text">
        <b role="status">{words.pending(all.length)}</b>
        <small>
          {all.slice(0, toldAtMost).map(tell).join(" ")} {rest > 0 && words.pendingMore(rest)}
        </small>
      </div>
      {(["from", "until"] as const).map((name) => (
        <label key={name} class="pending-day">
          <span>{name === "from" ? words.pendingFrom : words.pendingUntil}</span>
          <input
            class="input"
            type="date"
            value={days[name]}
            onInput={(event) => setDays({ ...days, [name]: event.currentTarget.value })}
          />
        </label>
      ))}
      <button type="button" class="btn btn-quiet" onClick={props.onCancel}>
        {words.cancelAll}
      </button>
      <button type="button" class="btn btn-main" aria-busy={busy} onClick={() => void confirm()}>
        {busy && <span class="spin" aria-hidden="true" />}
        {busy ? words.confirming : words.confirm}
      </button>
    </div>
  );
}

function tell({ givenName, mailbox, right }: Cell): string {
  return right === null
    ? words.pendingNone(givenName, mailbox)
    : words.pendingOne(givenName, words.rights[right], mailbox);
}
