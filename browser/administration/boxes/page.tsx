import { useEffect, useRef, useState } from "preact/hooks";
import type { BoxesView, BoxFilter, BoxView } from "../../../contracts/administration-boxes.ts";
import "../../look/accesses-boxes.css";
import { Icon } from "../../controls/icon.tsx";
import { SectionHead, useSaid } from "../desk.tsx";
import type { SectionProps } from "../sections.ts";
import { tellSize } from "../sizes.ts";
import { words as accessWords } from "../words.ts";
import { BoxDialog } from "./box-dialog.tsx";
import { NewBoxDialog } from "./new-box.tsx";
import { BoxTable } from "./table.tsx";
import { words } from "./words.ts";
import { Pager } from "../pager.tsx";

/** How long somebody may stop typing before the list follows, in milliseconds. */
const typingMs = 200;
const shownFigures = ["all", "full", "lonely", "closed"] as const;

/** « Boîtes »: the mailboxes of a structure, how they stand and how full they are. */
export function BoxesPage({ onSignedOut }: SectionProps) {
  const [view, setView] = useState<BoxesView | null>(null);
  const [asked, setAsked] = useState<{ search: string; filter: BoxFilter; from: number }>({
    search: "",
    filter: "all",
    from: 0,
  });
  const { get, say, said } = useSaid(onSignedOut);
  const [isMaking, setMaking] = useState(false);
  const [chosen, setChosen] = useState<BoxView | null>(null);
  const turn = useRef(0);

  async function load(): Promise<void> {
    const mine = ++turn.current;
    const found = await get<BoxesView>("boxes", asked);
    // What was asked before and comes after is left.
    if (found && mine === turn.current) setView(found);
  }
  useEffect(() => {
    const timer = setTimeout(() => void load(), view === null ? 0 : typingMs);
    return () => clearTimeout(timer);
  }, [asked]);

  async function settle(sentence: string): Promise<void> {
    setMaking(false);
    setChosen(null);
    say(sentence);
    await load();
  }

  const ask = (change: Partial<typeof asked>) => setAsked({ ...asked, from: 0, ...change });
  const isEmpty = view?.figures.all === 0 && view.figures.deleted === 0;
  return (
    <>
      <SectionHead
        crumb={view ? accessWords.crumb(view.structure.name) : null}
        title={words.title}
        lead={words.lead}
      >
        <button class="btn" type="button" disabled={view === null} onClick={() => setMaking(true)}>
          <Icon name="plus" />
          {words.newBox}
        </button>
      </SectionHead>
      {said}
      {view === null && <p class="muted mt-4">{words.waiting}</p>}
      {view && !isEmpty && (
        <>
          <Figures view={view} filter={asked.filter} onFilter={(filter) => ask({ filter })} />
          <BoxTable
            view={view}
            search={asked.search}
            onSearch={(search) => ask({ search })}
            onChoose={setChosen}
          />
        </>
      )}
      {isEmpty && (
        <div class="card accesses-empty mt-5">
          <p>
            <b>{words.empty}</b>
          </p>
          <p class="muted">{words.emptyText}</p>
        </div>
      )}
      {view && (
        <Pager
          from={view.from}
          shown={view.boxes.length}
          total={view.total}
          words={words}
          onFrom={(from) => ask({ from })}
        />
      )}
      {view && view.room.quotaBytes !== null && (
        <p class="muted small mt-3">
          {words.room(tellSize(view.room.givenBytes), tellSize(view.room.quotaBytes))}
        </p>
      )}
      {view && isMaking && <NewBoxDialog view={view} onMade={settle} onCancel={() => setMaking(false)} />}
      {view && chosen && (
        <BoxDialog
          box={chosen}
          deletionDays={view.deletionDays}
          onDone={settle}
          onCancel={() => setChosen(null)}
        />
      )}
    </>
  );
}

function Figures(props: { view: BoxesView; filter: BoxFilter; onFilter(filter: BoxFilter): void }) {
  const { view, filter, onFilter } = props;
  return (
    <>
      <div class="figures" role="group" aria-label={words.figuresName}>
        {shownFigures.map((one) => (
          <button
            key={one}
            type="button"
            class={one !== "all" && view.figures[one] > 0 ? "figure figure-warn" : "figure"}
            aria-pressed={filter === one}
            onClick={() => onFilter(one)}
          >
            <b>{view.figures[one]}</b>
            <span>{words.figures[one](view.figures[one])}</span>
          </button>
        ))}
      </div>
      {view.figures.deleted > 0 && (
        <p class="mt-2 small">
          <button
            type="button"
            class="as-link"
            aria-pressed={filter === "deleted"}
            onClick={() => onFilter(filter === "deleted" ? "all" : "deleted")}
          >
            {words.deleted}
          </button>
        </p>
      )}
    </>
  );
}
