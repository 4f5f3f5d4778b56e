import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { RulesPreview } from "../../../contracts/administration-policy.ts";
import { Icon } from "../../controls/icon.tsx";
import { tellDay } from "../days.ts";
import { words } from "./words.ts";

/** « Avant d’enregistrer »: what changes, and who would stay outside, by name. */
export function PreviewDialog(props: {
  changes: string[];
  preview: RulesPreview;
  busy: boolean;
  /** Why it was not saved. */
  error: string | null;
  onSave(): void;
  onCancel(): void;
}) {
  const { changes, preview, busy, error, onSave, onCancel } = props;
  const { locked, total, waiting, keepsSelf } = preview;
  const [agrees, setAgrees] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  // Others than those who were confirmed.
  useLayoutEffect(() => setAgrees(false), [preview.seal]);
  const submit = (event: Event) => {
    event.preventDefault();
    if (busy || !keepsSelf) return;
    if (total > 0 && !agrees) return setAsked(true);
    onSave();
  };
  const told = error ?? (isAsked && !agrees ? words.agreeFirst : null);
  return (
    <dialog
      class="dialog dialog-wide"
      ref={dialog}
      aria-labelledby="preview-title"
      onCancel={(event) => {
        event.preventDefault();
        onCancel();
      }}
    >
      <form onSubmit={submit} noValidate>
        <h2 id="preview-title">{words.previewTitle}</h2>
        <h3 class="rule-sub">{words.changesTitle}</h3>
        <ul class="rule-changes">
          {changes.map((change) => (
            <li key={change}>{change}</li>
          ))}
        </ul>
        {!keepsSelf && <Say kind="late" sentence={words.selfShut} />}
        {total === 0 && keepsSelf && <Say kind="done" sentence={words.lockedNone} />}
        {total > 0 && (
          <>
            <Say kind="doing" sentence={words.lockedTitle(total)} />
            <LockedTable locked={locked} />
            {total > locked.length && <p class="muted mt-2">{words.lockedMore(total - locked.length)}</p>}
          </>
        )}
        {waiting > 0 && <p class="muted small mt-3">{words.waitingPeople(waiting)}</p>}
        {total > 0 && keepsSelf && (
          <label class="choice mt-4">
            <input
              type="checkbox"
              checked={agrees}
              onChange={(event) => setAgrees(event.currentTarget.checked)}
            />
            <span>{words.agree(total)}</span>
          </label>
        )}
        <div role="alert">
          {told && (
            <p class="error mt-3">
              <Icon name="late" small />
              <span>{told}</span>
            </p>
          )}
        </div>
        <div class="dialog-acts mt-5">
          <button type="button" class="btn" onClick={onCancel}>
            {words.cancel}
          </button>
          <button type="submit" class="btn btn-main" aria-busy={busy} disabled={!keepsSelf}>
            {busy && <span class="spin" aria-hidden="true" />}
            {busy ? words.saving : words.save}
          </button>
        </div>
      </form>
    </dialog>
  );
}

function LockedTable({ locked }: Pick<RulesPreview, "locked">) {
  return (
    <div class="rule-locked mt-3" tabIndex={0} role="region" aria-label={words.person}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.person}</th>
            <th scope="col">{words.from}</th>
            <th scope="col">{words.has}</th>
            <th scope="col">{words.needs}</th>
          </tr>
        </thead>
        <tbody>
          {locked.map(({ name, from, has, needs }, place) => (
            <tr key={place}>
              <th scope="row">{name}</th>
              <td data-label={words.from}>{from === null ? words.now : tellDay(from)}</td>
              <td data-label={words.has}>{has.map((one) => words.methods[one]).join(words.or)}</td>
              <td data-label={words.needs}>
                {needs.length > 0 ? needs.map((one) => words.methods[one]).join(words.or) : words.noNeed}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Say({ kind, sentence }: { kind: "done" | "doing" | "late"; sentence: string }) {
  return (
    <p class={`say say-${kind} mt-4`}>
      <Icon name={kind === "done" ? "check" : "late"} />
      <span>{sentence}</span>
    </p>
  );
}
