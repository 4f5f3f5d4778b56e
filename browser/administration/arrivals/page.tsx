import { useEffect, useRef, useState } from "preact/hooks";
import type { ArrivalsCheck, ArrivalsState } from "../../../contracts/administration-arrivals.ts";
import { isRefusal } from "../../../contracts/refusals.ts";
import { isUnreachable } from "../../sign-in/ask.ts";
import { Icon } from "../../controls/icon.tsx";
import { askAccess, sayWhy } from "../ask.ts";
import { SectionHead } from "../desk.tsx";
import type { SectionProps } from "../sections.ts";
import { Checked } from "./checked.tsx";
import { ChooseFile, type ChosenFile } from "./choose-file.tsx";
import { Run } from "./run.tsx";
import { words } from "./words.ts";

type Checked = Extract<ArrivalsCheck, { step: "checked" }>;

/** « Arrivées »: a file, the fate of each of its lines, then the run that gives the accesses. */
export function ArrivalsPage({ onSignedOut }: SectionProps) {
  const [state, setState] = useState<ArrivalsState | null>(null);
  const [file, setFile] = useState<ChosenFile | null>(null);
  const [checked, setChecked] = useState<Checked | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [isReading, setReading] = useState(false);
  // A run that is over is shown until another file is wanted.
  const [isRunShown, setRunShown] = useState(true);
  const alert = useRef<HTMLParagraphElement>(null);

  /** The answer of an operation; null once the page has said why there is none. */
  async function get<Answer extends object>(
    operation: Parameters<typeof askAccess>[0],
    question: object,
  ): Promise<Answer | null> {
    const answer = await askAccess<Answer>(operation, question);
    if (!isUnreachable(answer) && !isRefusal(answer)) return answer;
    const code = isRefusal(answer) ? answer.refusal.code : null;
    if (code === "signed-out" || code === "locked") onSignedOut();
    fail((code && words.refusals[code]) || sayWhy(answer));
    // The fates are others: they are shown anew.
    if (code === "arrivals-changed" && file) await check(file);
    return null;
  }

  function fail(sentence: string | null): void {
    setError(sentence);
    if (sentence) alert.current?.scrollIntoView({ block: "nearest" });
  }

  useEffect(() => {
    void get<ArrivalsState>("arrivals", { runId: null }).then((found) => found && setState(found));
  }, []);

  async function check(chosen: ChosenFile): Promise<void> {
    setReading(true);
    const answer = await get<ArrivalsCheck>("arrivals-check", { text: chosen.text });
    setReading(false);
    if (!answer) return;
    setFile(chosen);
    if (answer.step === "checked") return setChecked(answer);
    setChecked(null);
    fail(words.faults[answer.fault.code](answer.fault.what.join(", ")));
  }

  async function begin(): Promise<void> {
    if (!file || !checked) return;
    const begun = await get<ArrivalsState>("arrivals-begin", { text: file.text, digest: checked.digest });
    if (!begun) return;
    fail(null);
    setState(begun);
    setFile(null);
    setChecked(null);
    setRunShown(true);
  }

  const run = state?.run ?? null;
  const isAtWork = run?.state === "running" || run?.state === "undoing" || run?.state === "stopped";
  return (
    <>
      <SectionHead
        crumb={state ? words.crumb(state.structure) : null}
        title={words.title}
        lead={words.lead}
      />
      <p class="error mt-4" role="alert" ref={alert} hidden={error === null}>
        {error && (
          <>
            <Icon name="late" small />
            <span>{error}</span>
          </>
        )}
      </p>
      {state === null && error === null && <p class="muted mt-4">{words.waiting}</p>}
      {state && run && (isAtWork || (isRunShown && !checked)) && (
        <Run
          run={run}
          get={get}
          onState={(next) => {
            fail(null);
            setState(next);
          }}
          onAnother={() => setRunShown(false)}
        />
      )}
      {state && !isAtWork && (!run || !isRunShown || checked) && !checked && (
        <ChooseFile
          state={state}
          isReading={isReading}
          onFail={fail}
          onFile={(chosen) => {
            fail(null);
            void check(chosen);
          }}
        />
      )}
      {checked && file && !isAtWork && (
        <Checked
          checked={checked}
          name={file.name}
          onBegin={begin}
          onAnother={() => {
            fail(null);
            setChecked(null);
            setFile(null);
            setRunShown(false);
          }}
        />
      )}
    </>
  );
}
