import { useEffect, useState } from "preact/hooks";
import type {
  ArrivalsLines,
  ArrivalsRun,
  ArrivalsState,
  RunLine,
} from "../../../contracts/administration-arrivals.ts";
import { clockTime } from "../../controls/clock-time.ts";
import { Icon } from "../../controls/icon.tsx";
import { Modal } from "../../controls/modal.tsx";
import type { askAccess } from "../ask.ts";
import { tellDay } from "../days.ts";
import { Lines, type Shown } from "./lines.tsx";
import { tellOutcome } from "./tell.ts";
import { words } from "./words.ts";
import { download, writeCsv } from "./write-csv.ts";

type Get = <Answer extends object>(
  operation: Parameters<typeof askAccess>[0],
  question: object,
) => Promise<Answer | null>;

/** How often a page that is looked at asks how far a run is, in milliseconds. */
const askEveryMs = 1000;

/** A run: how far it is, what may be done about it, and at its end every line. */
export function Run(props: {
  run: ArrivalsRun;
  get: Get;
  onState(state: ArrivalsState): void;
  onAnother(): void;
}) {
  const { run, get, onState } = props;
  const [lines, setLines] = useState<RunLine[] | null>(null);
  const [isCancelling, setCancelling] = useState(false);
  const [busy, setBusy] = useState(false);
  const isAtWork = run.state === "running" || run.state === "undoing";
  const given = run.lines.given + run.lines.kept;
  const toGive = run.lines.waiting + run.lines.given;

  useEffect(() => {
    if (isAtWork) {
      setLines(null);
      return follow(() => get<ArrivalsState>("arrivals", { runId: run.id }), onState);
    }
    let isGone = false;
    const load = async () => {
      const found = await get<ArrivalsLines>("arrivals-lines", { runId: run.id });
      if (found && !isGone) setLines(found.lines);
    };
    void load();
    return () => {
      isGone = true;
    };
  }, [run.id, run.state]);

  async function act(operation: Parameters<typeof askAccess>[0], more: object = {}): Promise<void> {
    if (busy) return;
    setBusy(true);
    const next = await get<ArrivalsState>(operation, { runId: run.id, ...more });
    setBusy(false);
    setCancelling(false);
    if (next) onState(next);
  }

  const { failed, unsure, handed } = run.mails;
  const lost = run.state === "done" ? failed + unsure : 0;
  return (
    <section class="section" aria-labelledby="run-title">
      <div class="section-head">
        <div>
          <h2 id="run-title">{words.runTitles[run.state](toGive)}</h2>
          <p>
            {words.by(
              run.by,
              `${tellDay(run.madeAt)}, ${clockTime(run.madeAt, document.documentElement.lang)}`,
            )}
          </p>
        </div>
      </div>
      {isAtWork && <Progress run={run} />}
      <div role="status">
        {!isAtWork && run.state === "done" && (
          <p class="say say-done mt-4">
            <Icon name="check" />
            <span>{words.announced(given, handed)}</span>
          </p>
        )}
        {run.state === "undone" && (
          <p class="say say-done mt-4">
            <Icon name="check" />
            <span>{words.takenBack(run.lines.undone, run.lines.kept)}</span>
          </p>
        )}
        {run.pausedUntil !== null && (
          <p class="say say-doing mt-4">
            <Icon name="wait" />
            <span>{words.paused(clockTime(run.pausedUntil, document.documentElement.lang))}</span>
          </p>
        )}
        {run.state === "stopped" && (
          <p class="say say-late mt-4">
            <Icon name="late" />
            <span>{words.stopped(run.by)}</span>
          </p>
        )}
        {lost > 0 && (
          <p class="say say-doing mt-4">
            <Icon name="late" />
            <span>{words.resendText(failed, unsure)}</span>
            <button
              type="button"
              class="btn btn-s"
              aria-busy={busy}
              onClick={() => void act("arrivals-resend")}
            >
              {words.resend(lost)}
            </button>
          </p>
        )}
      </div>
      <p class="line mt-4">
        {run.state === "stopped" && (
          <button
            type="button"
            class="btn btn-main"
            aria-busy={busy}
            onClick={() => void act("arrivals-resume")}
          >
            {words.resume}
          </button>
        )}
        {!isAtWork && lines && (
          <button type="button" class="btn" onClick={() => report(run, lines)}>
            {words.report}
          </button>
        )}
        {!isAtWork && run.state !== "stopped" && (
          <button type="button" class="btn" onClick={props.onAnother}>
            <Icon name="plus" />
            {words.another}
          </button>
        )}
        {(run.state === "running" ||
          run.state === "stopped" ||
          (run.state === "done" && run.lines.given > 0)) && (
          <button type="button" class="btn btn-danger" onClick={() => setCancelling(true)}>
            {run.state === "done" ? words.undo : words.cancel}
          </button>
        )}
      </p>
      {!isAtWork && lines && <Lines lines={lines.map(show)} resultName={words.result} />}
      {isCancelling && (
        <Modal
          id="cancel-title"
          title={run.state === "done" ? words.undoTitle : words.cancelTitle}
          onCancel={() => setCancelling(false)}
        >
          <p class="mt-3">{run.state === "done" ? words.undoText : words.cancelText}</p>
          <div class="dialog-acts">
            <button type="button" class="btn btn-quiet" onClick={() => setCancelling(false)}>
              {words.keep}
            </button>
            {run.state !== "done" && (
              <button
                type="button"
                class="btn"
                aria-busy={busy}
                onClick={() => void act("arrivals-cancel", { how: "rest" })}
              >
                {words.cancelRest}
              </button>
            )}
            <button
              type="button"
              class="btn btn-danger"
              aria-busy={busy}
              onClick={() => void act("arrivals-cancel", { how: "all" })}
            >
              {words.cancelAll}
            </button>
          </div>
        </Modal>
      )}
    </section>
  );
}

/** Both halves of the work, giving and writing, in one bar. */
function Progress({ run }: { run: ArrivalsRun }) {
  const { waiting, given, undone, kept } = run.lines;
  const isUndoing = run.state === "undoing";
  const total = isUndoing ? given + undone + kept : 2 * (waiting + given);
  const done = isUndoing ? undone + kept : 2 * given - run.mails.waiting - run.mails.sending;
  return (
    <>
      <progress class="bar mt-4" aria-label={words.progressName} value={done} max={Math.max(total, 1)} />
      <p class="line mt-2 small muted">
        {isUndoing ? (
          <span>
            {words.progress(done, total)} {words.summary.undone(done)}
          </span>
        ) : (
          <>
            <span>
              {words.progress(given, waiting + given)} {words.summary.given(given)}
            </span>
            <span>
              {run.mails.handed} {words.summary.handed(run.mails.handed)}
            </span>
          </>
        )}
        <span>{words.closeText}</span>
      </p>
    </>
  );
}

/** Asks again and again while the page is looked at; answers how to stop. */
function follow<Answer>(ask: () => Promise<Answer | null>, onAnswer: (answer: Answer) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  async function look(): Promise<void> {
    const answer = document.hidden ? null : await ask();
    if (isOver) return;
    if (answer) onAnswer(answer);
    timer = setTimeout(() => void look(), askEveryMs);
  }
  timer = setTimeout(() => void look(), askEveryMs / 2);
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}

function show(one: RunLine): Shown {
  const isLost = one.state === "given" && (one.mail === "failed" || one.mail === "unsure");
  const mail = one.state === "given" ? words.mails[one.mail] : "";
  return {
    line: one.line,
    name: one.name,
    under: one.state === "given" || one.state === "kept" ? one.login : one.email,
    tone: one.state === "refused" || isLost ? "late" : one.state === "given" ? "done" : "wait",
    outcome: [words.states[one.state], mail].filter((part) => part !== "").join(", "),
    remarks: tellOutcome(one),
  };
}

/** Every line and what became of it, as a file. */
function report(run: ArrivalsRun, lines: readonly RunLine[]): void {
  const rows = lines.map((one) => [
    String(one.line),
    one.name,
    one.state === "given" || one.state === "kept" || one.state === "known" ? one.login : "",
    one.email,
    words.states[one.state],
    one.state === "given" ? words.mails[one.mail] : "",
    tellOutcome(one).join(" "),
  ]);
  const day = new Date(run.madeAt).toISOString().slice(0, 10);
  download(words.reportName(day), writeCsv([words.reportColumns, ...rows]));
}
