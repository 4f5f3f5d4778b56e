import { useEffect, useState } from "preact/hooks";
import type {
  ExportAsked,
  ExportProgressView,
  ExportsView,
} from "../../../contracts/administration-boxes.ts";
import { isRefusal, type Refusal } from "../../../contracts/refusals.ts";
import { addresses } from "../../addresses.ts";
import "../../look/accesses-boxes.css";
import { isUnreachable, post, type Unreachable } from "../../sign-in/ask.ts";
import { words } from "../boxes/words.ts";
import { tellDay } from "../days.ts";
import { SectionHead, useSaid } from "../desk.tsx";
import type { SectionProps } from "../sections.ts";
import { tellCount, tellSize } from "../sizes.ts";

type Mailbox = ExportsView["mailboxes"][number];
/** How far a copy is: it waits for the browser, goes, is done, or has stopped. */
type Copy = { step: "waiting" | "going" | "done" | "cut"; done: number; messages: number };

/** Between two looks at how far a copy is, and looks without progress before it is said to have stopped. */
const lookMs = 1000;
const patience = 30;

/** « Copies »: whoever manages a mailbox takes all of its messages along. */
export function CopiesPage({ person, onSignedOut }: SectionProps) {
  const [mailboxes, setMailboxes] = useState<Mailbox[] | null>(null);
  const { explain, said } = useSaid(onSignedOut);

  async function ask<Answer extends object>(operation: "mailboxes" | "ask" | "progress", question: object) {
    const answer: Answer | Refusal | Unreachable = await post<Answer>(addresses.export(operation), question);
    if (!isUnreachable(answer) && !isRefusal(answer)) return answer;
    explain(answer);
    return null;
  }

  async function load(): Promise<void> {
    const found = await ask<ExportsView>("mailboxes", {});
    if (found) setMailboxes(found.mailboxes);
  }
  useEffect(() => void load(), []);

  return (
    <>
      <SectionHead crumb={person.name} title={words.copiesTitle} lead={words.copiesLead} />
      {said}
      {mailboxes && mailboxes.length > 0 && <p class="box-warn-text mt-4">{words.copiesWarning}</p>}
      {mailboxes?.length === 0 && (
        <div class="card accesses-empty mt-5">
          <p>
            <b>{words.copiesNone}</b>
          </p>
          <p class="muted">{words.copiesNoneText}</p>
        </div>
      )}
      {mailboxes && mailboxes.length > 0 && (
        <ul class="card copies">
          {mailboxes.map((mailbox) => (
            <CopyLine key={mailbox.id} mailbox={mailbox} ask={ask} onDone={load} />
          ))}
        </ul>
      )}
    </>
  );
}

function CopyLine(props: {
  mailbox: Mailbox;
  ask<Answer extends object>(operation: "ask" | "progress", question: object): Promise<Answer | null>;
  onDone(): Promise<void>;
}) {
  const { mailbox, ask } = props;
  const [copy, setCopy] = useState<Copy | null>(null);
  const isBusy = copy?.step === "waiting" || copy?.step === "going";

  async function take(): Promise<void> {
    if (isBusy) return;
    const asked = await ask<ExportAsked>("ask", { mailboxId: mailbox.id });
    if (!asked) return;
    setCopy({ step: "waiting", done: 0, messages: asked.messages });
    // The browser fetches it as a file: nothing of it passes through this page.
    location.assign(asked.file);
    await watch(asked.exportId);
  }

  async function watch(exportId: string): Promise<void> {
    let still = 0;
    for (let before = -1; still < patience;) {
      await new Promise((resolve) => setTimeout(resolve, lookMs));
      const found = await ask<ExportProgressView>("progress", { exportId });
      if (!found) return setCopy(null);
      const { done, messages, isBegun, isWhole } = found;
      setCopy({ step: isWhole ? "done" : isBegun ? "going" : "waiting", done, messages });
      if (isWhole) return props.onDone();
      still = done === before ? still + 1 : 0;
      before = done;
    }
    setCopy((last) => last && { ...last, step: "cut" });
  }

  return (
    <li>
      <div>
        <b>{mailbox.name}</b>
        <p class="muted small">{mailbox.address}</p>
        <p class="muted small">
          {words.copySize(mailbox.messages, tellCount(mailbox.messages), tellSize(mailbox.usedBytes))}
          {" · "}
          {mailbox.lastAt === null ? words.copyNever : words.copyLast(tellDay(mailbox.lastAt))}
        </p>
      </div>
      <button
        type="button"
        class="btn"
        aria-label={words.copyOf(mailbox.name)}
        aria-busy={isBusy}
        onClick={() => void take()}
      >
        {isBusy && <span class="spin" aria-hidden="true" />}
        {words.copyTake}
      </button>
      {copy && isBusy && (
        <progress
          class="meter"
          max={Math.max(1, copy.messages)}
          value={copy.done}
          aria-label={words.copyOf(mailbox.name)}
        />
      )}
      <p class="copy-said small" role="status">
        {copy && tell(copy)}
      </p>
    </li>
  );
}

function tell({ step, done, messages }: Copy): string {
  if (step === "waiting") return words.copyWaiting;
  if (step === "going") return words.copyGoing(tellCount(done), tellCount(Math.max(done, messages)));
  return step === "done" ? words.copyDone(tellCount(done)) : words.copyCut;
}
