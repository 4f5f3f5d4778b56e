import { useState } from "preact/hooks";
import {
  type BoxesView,
  type BoxKind,
  boxKinds,
  type BoxMade,
} from "../../../contracts/administration-boxes.ts";
import { isRefusal } from "../../../contracts/refusals.ts";
import { isUnreachable } from "../../sign-in/ask.ts";
import { askAccess, sayWhy } from "../ask.ts";
import { Field } from "../field.tsx";
import { Complaint, Deed } from "../deed.tsx";
import { Modal } from "../../controls/modal.tsx";
import { FactFields, readFacts, type TypedFacts } from "./facts.tsx";
import { words } from "./words.ts";

const nothing: TypedFacts = {
  name: "",
  service: "",
  responsible: "",
  description: "",
  redList: false,
  quota: "5",
};

/** Makes a mailbox: its kind first, for what it needs depends on it. */
export function NewBoxDialog(props: {
  view: BoxesView;
  onMade(sentence: string): Promise<void>;
  onCancel(): void;
}) {
  const { structure, holders } = props.view;
  const [kind, setKind] = useState<BoxKind>("ORG");
  const [local, setLocal] = useState("");
  const [holderId, setHolder] = useState("");
  const [typed, setTyped] = useState(nothing);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const isHeld = kind === "PER" || kind === "CAB";

  const chooseHolder = (id: string) => {
    setHolder(id);
    const name = holders.find((one) => one.id === id)?.name ?? "";
    if (kind === "PER" && typed.name === "") setTyped({ ...typed, name });
  };

  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    const facts = readFacts(typed, kind);
    if (!facts || local.trim() === "") return setError(words.missing);
    setBusy(true);
    const asked = { ...facts, kind, local, holderId: isHeld && holderId ? holderId : null };
    const answer = await askAccess<BoxMade>("make-box", asked);
    setBusy(false);
    if (isUnreachable(answer) || isRefusal(answer)) return setError(sayWhy(answer));
    await props.onMade(words.made(answer.address));
  };

  return (
    <Modal isWide id="make-title" title={words.makeTitle} onCancel={props.onCancel}>
      <form onSubmit={submit} noValidate>
        <fieldset class="group mt-4">
          <legend>{words.kind}</legend>
          <p class="hint">{words.kindHint}</p>
          <div class="choices choices-2 mt-2">
            {boxKinds.map((one) => (
              <label key={one} class={kind === one ? "choice is-on" : "choice"}>
                <input type="radio" name="kind" checked={kind === one} onChange={() => setKind(one)} />
                <span>
                  <b>{words.kinds[one]}</b>
                  <small class="choice-hint">{words.kindHints[one]}</small>
                </span>
              </label>
            ))}
          </div>
        </fieldset>
        <fieldset class="group">
          <legend>{words.whoseGroup}</legend>
          {isHeld && (
            <div class="field">
              <label class="label" for="holder">
                {words.holder}
              </label>
              <select
                class="input"
                id="holder"
                value={holderId}
                aria-describedby="holder-hint"
                onChange={(event) => chooseHolder(event.currentTarget.value)}
              >
                <option value="">{words.noHolder}</option>
                {holders.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
              <p class="hint" id="holder-hint">
                {holders.length > 0 ? words.holderHint : words.noHolders}
              </p>
            </div>
          )}
          <Field
            name="local"
            label={words.local}
            value={local}
            hint={words.localHint(structure.domain)}
            onInput={setLocal}
          />
          <FactFields
            kind={kind}
            typed={typed}
            onType={(change) => setTyped((before) => ({ ...before, ...change }))}
          />
        </fieldset>
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
