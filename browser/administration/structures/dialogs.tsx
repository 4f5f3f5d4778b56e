import { useState } from "preact/hooks";
import type { StructureMade } from "../../../contracts/administration.ts";
import type {
  OperatorChanged,
  ReferentView,
  StructureView,
} from "../../../contracts/administration-operator.ts";
import { isRefusal } from "../../../contracts/refusals.ts";
import { isUnreachable } from "../../sign-in/ask.ts";
import { askAccess, sayWhy } from "../ask.ts";
import { Field } from "../field.tsx";
import { Complaint, Deed } from "../deed.tsx";
import { Modal } from "../../controls/modal.tsx";
import { readGigabytes, writeGigabytes } from "../sizes.ts";
import { words } from "./words.ts";

interface DialogProps {
  onDone(sentence: string): Promise<void>;
  onCancel(): void;
}

/** Asks one operation from a dialog, and keeps why it was not done. */
export function useDeed({ onDone }: Pick<DialogProps, "onDone">) {
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  return {
    error,
    busy,
    fail: setError,
    async act<Answer extends object>(
      operation: Parameters<typeof askAccess>[0],
      question: object,
      sentence: string,
    ): Promise<void> {
      if (busy) return;
      setBusy(true);
      const answer = await askAccess<Answer>(operation, question);
      setBusy(false);
      if (isUnreachable(answer) || isRefusal(answer)) return setError(sayWhy(answer));
      await onDone(sentence);
    },
  };
}

/** A structure: its name and its number. Its first référent comes next. */
export function NewStructureDialog(props: DialogProps) {
  const [name, setName] = useState("");
  const [finess, setFiness] = useState("");
  const { error, busy, fail, act } = useDeed(props);
  const submit = async (event: Event) => {
    event.preventDefault();
    const digits = finess.replace(/\s/g, "");
    if (name.trim() === "" || !/^\d{9}$/.test(digits)) return fail(words.missingStructure);
    await act<StructureMade>("make-structure", { name, finess: digits }, words.made(name.trim()));
  };
  return (
    <Modal isWide id="structure-title" title={words.makeTitle} onCancel={props.onCancel}>
      <form class="mt-4" onSubmit={submit} noValidate>
        <Field name="structure-name" label={words.structureName} value={name} onInput={setName} />
        <Field
          name="finess"
          label={words.structureFiness}
          value={finess}
          hint={words.finessHint}
          onInput={setFiness}
          numeric
        />
        <Complaint error={error} />
        <div class="dialog-acts">
          <button type="button" class="btn btn-quiet" onClick={props.onCancel}>
            {words.cancel}
          </button>
          <Deed label={words.make} busyLabel={words.making} busy={busy} />
        </div>
      </form>
    </Modal>
  );
}

/** How much the mailboxes of a structure may be given together. */
export function LimitDialog(props: DialogProps & { structure: StructureView }) {
  const { id, name, quotaBytes } = props.structure;
  const [typed, setTyped] = useState(quotaBytes === null ? "" : writeGigabytes(quotaBytes));
  const { error, busy, fail, act } = useDeed(props);
  const submit = async (event: Event) => {
    event.preventDefault();
    const quota = typed.trim() === "" ? null : readGigabytes(typed);
    if (typed.trim() !== "" && quota === null) return fail(words.limitWrong);
    const question = { structureId: id, quotaBytes: quota };
    await act<OperatorChanged>("structure-quota", question, words.limitSaved);
  };
  return (
    <Modal isWide id="limit-title" title={words.limitTitle(name)} onCancel={props.onCancel}>
      <form onSubmit={submit} noValidate>
        <p class="mt-3 mb-4">{words.limitText}</p>
        <Field
          name="limit"
          label={words.limitLabel}
          value={typed}
          hint={words.limitHint}
          onInput={setTyped}
        />
        <Complaint error={error} />
        <div class="dialog-acts">
          <button type="button" class="btn btn-quiet" onClick={props.onCancel}>
            {words.cancel}
          </button>
          <Deed label={words.save} busyLabel={words.saving} busy={busy} />
        </div>
      </form>
    </Modal>
  );
}

/** Takes the charge of référent back. */
export function ReleaseDialog(props: DialogProps & { referent: ReferentView }) {
  const { id, name } = props.referent;
  const { error, busy, act } = useDeed(props);
  const submit = async (event: Event) => {
    event.preventDefault();
    await act<OperatorChanged>("release-referent", { personId: id }, words.released(name));
  };
  return (
    <Modal isWide id="release-title" title={words.releaseTitle(name)} onCancel={props.onCancel}>
      <form onSubmit={submit}>
        <p class="mt-3">{words.releaseText}</p>
        <Complaint error={error} />
        <div class="dialog-acts">
          <button type="button" class="btn btn-quiet" onClick={props.onCancel}>
            {words.cancel}
          </button>
          <Deed label={words.releaseConfirm} busyLabel={words.saving} busy={busy} danger />
        </div>
      </form>
    </Modal>
  );
}
