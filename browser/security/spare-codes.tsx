import { useState } from "preact/hooks";
import type { Factors } from "../../contracts/security.ts";
import "../look/codes.css";
import { Icon } from "../controls/icon.tsx";
import { Modal } from "../controls/modal.tsx";
import { day as dayIn } from "./moments.ts";
import type { Get } from "./proof.tsx";
import { words } from "./words.ts";

/** From so few on, others are to be printed. */
const few = 3;

/** « Codes de secours » among the methods: how many are left, and others. */
export function SpareCodes(props: { factors: Factors; onPrint(): void }) {
  const { spares } = props.factors;
  const isFew = spares !== null && spares.left <= few;
  return (
    <div class="item">
      <span class="item-icon">
        <Icon name="key" />
      </span>
      <div>
        <h3>{words.spares.title}</h3>
        <p class={isFew ? "few" : ""}>
          {isFew && <Icon name="late" small />}
          <span>
            {spares === null
              ? words.spares.none
              : words.spares.left(spares.left, dayIn(spares.madeAt, document.documentElement.lang))}
          </span>
        </p>
      </div>
      <div class="item-acts">
        <button class="btn btn-s" type="button" onClick={props.onPrint}>
          {spares === null ? words.spares.first : words.spares.again}
        </button>
      </div>
    </div>
  );
}

/** Ten codes in the place of those before, shown once. */
export function SpareCodesDialog(props: { isFirst: boolean; get: Get; onMade(): void; onCancel(): void }) {
  const [codes, setCodes] = useState<string[] | null>(null);
  const [busy, setBusy] = useState(false);
  const make = async () => {
    if (busy) return;
    setBusy(true);
    const made = await props.get<{ codes: string[] }>("recovery-codes", {});
    setBusy(false);
    if (!made) return props.onCancel();
    setCodes(made.codes);
  };
  return (
    <Modal
      id="spares-title"
      title={words.spares.dialogTitle}
      onCancel={() => (codes ? props.onMade() : props.onCancel())}
    >
      <p class="mt-2">{words.spares.lead}</p>
      {!codes && !props.isFirst && <p class="mt-2">{words.spares.over}</p>}
      {codes && (
        <>
          <ol class="codes mt-4">
            {codes.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ol>
          <p class="hint mt-3" role="status">
            {words.spares.hint}
          </p>
        </>
      )}
      <div class="dialog-acts">
        {codes ? (
          <>
            <button type="button" class="btn" onClick={printCodes}>
              {words.spares.print}
            </button>
            <button type="button" class="btn btn-main" onClick={props.onMade}>
              {words.spares.done}
            </button>
          </>
        ) : (
          <>
            <button type="button" class="btn btn-quiet" onClick={props.onCancel}>
              {words.cancel}
            </button>
            <button type="button" class="btn btn-main" aria-busy={busy} onClick={() => void make()}>
              {busy && <span class="spin" aria-hidden="true" />}
              {busy ? words.spares.making : words.spares.make}
            </button>
          </>
        )}
      </div>
    </Modal>
  );
}

function printCodes(): void {
  document.body.classList.add("prints-codes");
  print();
  document.body.classList.remove("prints-codes");
}
