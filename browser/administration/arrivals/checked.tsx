import { useEffect, useRef, useState } from "preact/hooks";
import type { ArrivalsCheck, CheckedLine, Fate } from "../../../contracts/administration-arrivals.ts";
import { Lines, type Shown } from "./lines.tsx";
import { tellProblem } from "./tell.ts";
import { words } from "./words.ts";

const tones = { new: "done", known: "wait", refused: "late", example: "wait" } as const;
const filters = ["new", "known", "refused"] as const;

/** The dry run: how many lines of each fate, the lines, and the one deed. */
export function Checked(props: {
  checked: Extract<ArrivalsCheck, { step: "checked" }>;
  name: string;
  onBegin(): Promise<void>;
  onAnother(): void;
}) {
  const { checked, name } = props;
  const { counts, lines, ignored } = checked;
  const [filter, setFilter] = useState<Fate | null>(counts.refused > 0 ? "refused" : null);
  const [busy, setBusy] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const left = lines.length - counts.new;

  async function begin(): Promise<void> {
    if (busy) return;
    setBusy(true);
    await props.onBegin();
    setBusy(false);
  }

  return (
    <section class="section" aria-labelledby="check-title">
      <h2 id="check-title" ref={title} tabIndex={-1}>
        {words.checkTitle(name)}
      </h2>
      <div class="figures figures-3" role="group" aria-label={words.countsName}>
        {filters.map((fate) => (
          <button
            key={fate}
            type="button"
            class={fate === "refused" && counts.refused > 0 ? "figure figure-warn" : "figure"}
            aria-pressed={filter === fate}
            onClick={() => setFilter(filter === fate ? null : fate)}
          >
            <b>{counts[fate]}</b>
            <span>{words.counts[fate](counts[fate])}</span>
          </button>
        ))}
      </div>
      {ignored.length > 0 && <p class="hint mt-3">{words.ignored(ignored.join(", "))}</p>}
      <Lines
        key={filter ?? "all"}
        lines={lines.filter(({ fate }) => filter === null || fate === filter).map(show)}
        resultName={words.fate}
      />
      <div class="pending">
        <span class="pending-text">
          {counts.new > 0 ? words.beginText(counts.new, left) : words.noneToGive}
        </span>
        <button type="button" class="btn btn-quiet" onClick={props.onAnother}>
          {words.anotherFile}
        </button>
        {counts.new > 0 && (
          <button type="button" class="btn btn-main" aria-busy={busy} onClick={() => void begin()}>
            {busy && <span class="spin" aria-hidden="true" />}
            {busy ? words.beginning : words.begin(counts.new)}
          </button>
        )}
      </div>
    </section>
  );
}

function show({ line, name, email, login, mailboxes, fate, problems }: CheckedLine): Shown {
  return {
    line,
    name,
    under: fate === "new" ? `${login} · ${words.mailboxes(mailboxes)}` : email,
    tone: tones[fate],
    outcome: words.fates[fate],
    remarks: problems.map(tellProblem),
  };
}
