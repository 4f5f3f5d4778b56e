import { useEffect, useState } from "preact/hooks";
import type { BoxChanged, BoxStep, BoxSteps, BoxView } from "../../../contracts/administration-boxes.ts";
import { isRefusal } from "../../../contracts/refusals.ts";
import { isUnreachable } from "../../sign-in/ask.ts";
import { askAccess, sayWhy } from "../ask.ts";
import { tellDay } from "../days.ts";
import { Complaint, Deed } from "../deed.tsx";
import { Modal } from "../../controls/modal.tsx";
import { tellCount, writeGigabytes } from "../sizes.ts";
import { CloseBox } from "./close-box.tsx";
import { FactFields, readFacts } from "./facts.tsx";
import { words } from "./words.ts";

type Operation = Parameters<typeof askAccess>[0];

/** One mailbox: what it is, what happened to it, and what a référent can do about it. */
export function BoxDialog(props: {
  box: BoxView;
  deletionDays: number;
  onDone(sentence: string): Promise<void>;
  onCancel(): void;
}) {
  const { box } = props;
  const [closing, setClosing] = useState<"suspend" | "delete" | null>(null);
  const [typed, setTyped] = useState({ ...box, quota: writeGigabytes(box.quotaBytes) });
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function act(operation: Operation, more: object, sentence: string): Promise<void> {
    if (busy) return;
    setBusy(true);
    const answer = await askAccess<BoxChanged>(operation, { boxId: box.id, ...more });
    setBusy(false);
    if (isUnreachable(answer) || isRefusal(answer)) return setError(sayWhy(answer));
    await props.onDone(sentence);
  }

  const save = async (event: Event) => {
    event.preventDefault();
    const { name, service, responsible, description, redList, quota } = typed;
    const facts = readFacts({ name, service, responsible, description, redList, quota }, box.kind);
    if (!facts) return setError(words.missing);
    await act("change-box", facts, words.saved);
  };

  if (closing)
    return (
      <CloseBox
        box={box}
        how={closing}
        deletionDays={props.deletionDays}
        error={error}
        busy={busy}
        onClose={(reason, sentence) => act("close-box", { how: closing, reason }, sentence)}
        onMissing={() => setError(words.missingReason)}
        onCancel={() => {
          setError(null);
          setClosing(null);
        }}
      />
    );
  const isGone = box.state === "deleted";
  return (
    <Modal isWide id="box-title" title={box.name} onCancel={props.onCancel}>
      <Facts box={box} />
      {!isGone && (
        <div class="line mt-5">
          {box.state === "active" ? (
            <button type="button" class="btn" onClick={() => setClosing("suspend")}>
              {words.suspend}
            </button>
          ) : (
            <button
              type="button"
              class="btn"
              onClick={() => {
                const told = box.state === "unpublished" ? words.kept : words.resumed;
                void act("open-box", {}, told(box.name));
              }}
            >
              {box.state === "unpublished" ? words.keep : words.resume}
            </button>
          )}
          {box.state !== "unpublished" && (
            <button type="button" class="btn btn-danger" onClick={() => setClosing("delete")}>
              {words.remove}
            </button>
          )}
        </div>
      )}
      <History box={box} />
      {isGone ? (
        <div class="dialog-acts">
          <button type="button" class="btn btn-quiet" onClick={props.onCancel}>
            {words.close}
          </button>
        </div>
      ) : (
        <form class="group box-form" onSubmit={save} noValidate>
          <FactFields
            kind={box.kind}
            typed={typed}
            onType={(change) => setTyped((before) => ({ ...before, ...change }))}
          />
          <Complaint error={error} />
          <div class="dialog-acts">
            <button type="button" class="btn btn-quiet" onClick={props.onCancel}>
              {words.close}
            </button>
            <Deed label={words.save} busyLabel={words.saving} busy={busy} />
          </div>
        </form>
      )}
    </Modal>
  );
}

function Facts({ box }: { box: BoxView }) {
  const { lastExport } = box;
  const kind = [words.kinds[box.kind], ...(box.holder ? [words.of(box.holder)] : [])].join(" ");
  return (
    <dl class="facts mt-4">
      <dt>{words.facts.address}</dt>
      <dd>{box.address}</dd>
      <dt>{words.facts.kind}</dt>
      <dd>{kind}</dd>
      <dt>{words.facts.messages}</dt>
      <dd>{tellCount(box.messages)}</dd>
      <dt>{words.facts.export}</dt>
      <dd>
        {lastExport
          ? words.exported(tellDay(lastExport.at), lastExport.by, lastExport.messages)
          : words.neverExported}
        {box.isUnmanaged && box.state !== "deleted" && <small class="box-line">{words.unmanaged}</small>}
      </dd>
      {box.deleteAt !== null && box.state === "unpublished" && (
        <>
          <dt>{words.columns.state}</dt>
          <dd>{words.until(tellDay(box.deleteAt))}</dd>
        </>
      )}
    </dl>
  );
}

/** What happened to it, the newest first. */
function History({ box }: { box: BoxView }) {
  const [steps, setSteps] = useState<BoxStep[]>([]);
  async function load(): Promise<void> {
    const answer = await askAccess<BoxSteps>("box-steps", { boxId: box.id });
    if (!isUnreachable(answer) && !isRefusal(answer)) setSteps(answer.steps);
  }
  useEffect(() => void load(), [box.id]);
  if (steps.length === 0) return null;
  return (
    <details class="mt-4 small">
      <summary>{words.history}</summary>
      <ol class="box-steps">
        {steps.map((step, place) => (
          <li key={place}>
            {words.step(tellDay(step.at), words.states[step.state], step.by)}
            {step.reason && <span class="muted"> {words.reasonSaid(step.reason)}</span>}
          </li>
        ))}
      </ol>
    </details>
  );
}
