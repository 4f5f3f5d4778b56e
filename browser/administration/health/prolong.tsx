import { useState } from "preact/hooks";
import type { HealthList } from "../../../contracts/administration-health.ts";
import { isRefusal } from "../../../contracts/refusals.ts";
import { Icon } from "../../controls/icon.tsx";
import { Modal } from "../../controls/modal.tsx";
import { isUnreachable } from "../../sign-in/ask.ts";
import { askAccess, sayWhy } from "../ask.ts";
import { Field } from "../field.tsx";
import { words } from "./words.ts";

/** Gives a right that ends soon another last day. */
export function ProlongDialog(props: {
  right: HealthList["rights"][number];
  onDone(sentence: string): Promise<void>;
  onCancel(): void;
}) {
  const { personId, person, mailboxId, mailbox, right } = props.right;
  const [until, setUntil] = useState(props.right.until);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function save(): Promise<void> {
    if (busy) return;
    if (until === "") return setError(words.noDay);
    setBusy(true);
    const changes = [{ personId, mailboxId, right, from: null, until }];
    const answer = await askAccess<{ changed: number }>("rights", { changes });
    setBusy(false);
    if (isUnreachable(answer) || isRefusal(answer)) return setError(sayWhy(answer));
    await props.onDone(words.prolonged);
  }

  return (
    <Modal id="prolong-title" title={words.prolongTitle(person, mailbox)} onCancel={props.onCancel}>
      <form
        class="mt-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field name="prolong-day" label={words.lastDay} type="date" value={until} onInput={setUntil} />
        {error && (
          <p class="error mt-4" role="alert">
            <Icon name="late" small />
            <span>{error}</span>
          </p>
        )}
        <div class="dialog-acts">
          <button type="button" class="btn btn-quiet" onClick={props.onCancel}>
            {words.cancel}
          </button>
          <button type="submit" class="btn btn-main" aria-busy={busy}>
            {busy ? words.saving : words.save}
          </button>
        </div>
      </form>
    </Modal>
  );
}
