import { useState } from "preact/hooks";
import type { BoxView } from "../../../contracts/administration-boxes.ts";
import { tellDay } from "../days.ts";
import { Field } from "../field.tsx";
import { Complaint, Deed } from "../deed.tsx";
import { Modal } from "../../controls/modal.tsx";
import { words } from "./words.ts";

const dayMs = 86_400_000;

/** Asks why, and says what it means, before a mailbox is suspended or deleted. */
export function CloseBox(props: {
  box: BoxView;
  how: "suspend" | "delete";
  deletionDays: number;
  error: string | null;
  busy: boolean;
  onClose(reason: string, sentence: string): Promise<void>;
  onMissing(): void;
  onCancel(): void;
}) {
  const { box, how, deletionDays } = props;
  const [reason, setReason] = useState("");
  const isDeletion = how === "delete";
  const submit = async (event: Event) => {
    event.preventDefault();
    if (reason.trim() === "") return props.onMissing();
    const day = tellDay(Date.now() + deletionDays * dayMs);
    await props.onClose(reason, isDeletion ? words.removed(box.name, day) : words.suspended(box.name));
  };
  return (
    <Modal
      isWide
      id="close-title"
      title={isDeletion ? words.removeTitle(box.name) : words.suspendTitle(box.name)}
      onCancel={props.onCancel}
    >
      <form onSubmit={submit} noValidate>
        <p class="mt-3">{isDeletion ? words.removeText(deletionDays) : words.suspendText}</p>
        {isDeletion && (
          <p class={box.lastExport ? "mt-3" : "mt-3 box-warn-text"}>
            {box.lastExport
              ? words.removeExported(tellDay(box.lastExport.at), box.lastExport.by)
              : words.removeExport}
          </p>
        )}
        <div class="mt-4">
          <Field
            name="reason"
            label={words.reason}
            value={reason}
            hint={words.reasonHint}
            onInput={setReason}
          />
        </div>
        <Complaint error={props.error} />
        <div class="dialog-acts">
          <button type="button" class="btn btn-quiet" onClick={props.onCancel}>
            {words.cancel}
          </button>
          <Deed
            label={isDeletion ? words.removeConfirm : words.suspendConfirm}
            busyLabel={words.saving}
            busy={props.busy}
            danger
          />
        </div>
      </form>
    </Modal>
  );
}
