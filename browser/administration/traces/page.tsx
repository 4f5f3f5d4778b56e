import type { ComponentType } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type {
  TraceChoices,
  TraceFilter,
  TraceRow,
  TracesView,
} from "../../../contracts/administration-traces.ts";
import { addresses } from "../../addresses.ts";
import "../../look/traces.css";
import { tellDay } from "../days.ts";
import { SectionHead, useSaid } from "../desk.tsx";
import type { SectionProps } from "../sections.ts";
import { TraceForm } from "./form.tsx";
import { TraceRows } from "./rows.tsx";
import { chooseTracesWords, words } from "./words.ts";

/** « Traces », once its sentences are there. */
export async function openTracesPage(): Promise<ComponentType<SectionProps>> {
  await chooseTracesWords();
  return TracesPage;
}

const everything: TraceFilter = {
  personId: null,
  mailboxId: null,
  family: null,
  outcome: null,
  from: null,
  until: null,
};

/** What was searched for, and what was found of it so far. */
interface Found {
  filter: TraceFilter;
  rows: TraceRow[];
  next: TracesView["next"];
}

/** Who did what: searched, read back page by page, exported. */
function TracesPage({ person, onSignedOut }: SectionProps) {
  const [choices, setChoices] = useState<TraceChoices | null>(null);
  const [found, setFound] = useState<Found | null>(null);
  const [busy, setBusy] = useState(false);
  const { get, said } = useSaid(onSignedOut);
  const turn = useRef(0);

  async function search(filter: TraceFilter, before: Found | null = null): Promise<void> {
    const mine = ++turn.current;
    setBusy(true);
    const view = await get<TracesView>("traces", { filter, before: before?.next ?? null });
    if (mine !== turn.current) return;
    setBusy(false);
    if (view) setFound({ filter, rows: [...(before?.rows ?? []), ...view.rows], next: view.next });
  }
  useEffect(() => {
    void get<TraceChoices>("trace-choices", {}).then((answer) => answer && setChoices(answer));
    void search(everything);
  }, []);

  const crumb = person.manages === "operator" ? words.crumbOperator : words.crumb(choices?.structure ?? "");
  return (
    <>
      <SectionHead crumb={choices ? crumb : null} title={words.title} lead={words.lead} />
      {said}
      {choices && <TraceForm choices={choices} busy={busy} onSearch={(filter) => void search(filter)} />}
      {found && found.rows.length > 0 && <TraceRows rows={found.rows} />}
      {found && <Foot found={found} busy={busy} onMore={() => void search(found.filter, found)} />}
      {found && (
        <p class="line mt-5">
          <a class="btn btn-s" href={exportOf(found.filter, "csv")} download>
            {words.csv}
          </a>
          <a class="btn btn-s" href={exportOf(found.filter, "jsonl")} download>
            {words.jsonl}
          </a>
          <span class="muted small">{words.exportHint}</span>
        </p>
      )}
    </>
  );
}

function Foot({ found, busy, onMore }: { found: Found; busy: boolean; onMore(): void }) {
  const { rows, next } = found;
  if (next === null && rows.length === 0)
    return (
      <div class="card accesses-empty mt-5">
        <p>
          <b>{words.empty}</b>
        </p>
        <p class="muted">{words.emptyText}</p>
      </div>
    );
  if (next === null) return <p class="muted small mt-4">{words.end}</p>;
  // What was looked through goes further back than what was found.
  const isSparse = rows.length === 0 || rows.length % 50 !== 0;
  return (
    <p class="line mt-4">
      <button type="button" class="btn" aria-busy={busy} onClick={onMore}>
        {busy ? words.searching : words.older}
      </button>
      {isSparse && <span class="muted small">{words.partial(tellDay(next.at))}</span>}
    </p>
  );
}

function exportOf(filter: TraceFilter, format: "csv" | "jsonl"): string {
  const asked = new URLSearchParams({ format });
  for (const [name, value] of Object.entries(filter)) if (value !== null) asked.set(name, value);
  return `${addresses.exportTraces}?${asked.toString()}`;
}
