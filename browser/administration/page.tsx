import { useEffect, useRef, useState } from "preact/hooks";
import type { AccessView, Filter, PeopleView } from "../../contracts/administration.ts";
import { Icon } from "../controls/icon.tsx";
import { SectionHead, useSaid } from "./desk.tsx";
import { Figures } from "./figures.tsx";
import { Matrix } from "./matrix.tsx";
import { NewPersonDialog } from "./new-person.tsx";
import { type Cells, Pending } from "./pending.tsx";
import { AttestationDialog } from "./papers/attestation.tsx";
import { words as papersWords } from "./papers/words.ts";
import { PersonDialog } from "./person.tsx";
import { RescueAgreements } from "./rescue/requests.tsx";
import type { SectionProps } from "./sections.ts";
import { words } from "./words.ts";
import { Pager } from "./pager.tsx";

/** How long somebody may stop typing before the list follows, in milliseconds. */
const typingMs = 200;

/** « Accès »: who enters which mailbox, as a matrix that one changes and then confirms. */
export function PeoplePage({ onSignedOut }: SectionProps) {
  const [view, setView] = useState<PeopleView | null>(null);
  const [asked, setAsked] = useState<{ search: string; filter: Filter; from: number }>({
    search: "",
    filter: "all",
    from: 0,
  });
  const { get, say, said } = useSaid(onSignedOut);
  const [cells, setCells] = useState<Cells>(new Map());
  const [isGiving, setGiving] = useState(false);
  const [isAttesting, setAttesting] = useState(false);
  const [chosen, setChosen] = useState<AccessView | null>(null);
  /** What waits for an agreement is read anew with each. */
  const [round, setRound] = useState(0);
  const turn = useRef(0);

  async function load(): Promise<void> {
    const mine = ++turn.current;
    const found = await get<PeopleView>("people", asked);
    // What was asked before and comes after is left.
    if (found && mine === turn.current) setView(found);
  }
  useEffect(() => {
    const timer = setTimeout(() => void load(), view === null ? 0 : typingMs);
    return () => clearTimeout(timer);
  }, [asked]);

  async function settle(sentence: string): Promise<void> {
    setGiving(false);
    setChosen(null);
    setRound((before) => before + 1);
    say(sentence);
    await load();
  }

  const ask = (change: Partial<typeof asked>) => setAsked({ ...asked, from: 0, ...change });
  const canList = view !== null && (view.total > 0 || asked.search !== "" || asked.filter !== "all");
  return (
    <>
      <SectionHead
        crumb={view ? words.crumb(view.structure.name) : null}
        title={words.title}
        lead={words.lead}
      >
        <div class="line">
          <button
            class="btn btn-quiet"
            type="button"
            disabled={view === null || view.mailboxes.length === 0}
            onClick={() => setAttesting(true)}
          >
            {papersWords.attestation}
          </button>
          <button class="btn" type="button" disabled={view === null} onClick={() => setGiving(true)}>
            <Icon name="plus" />
            {words.newPerson}
          </button>
        </div>
      </SectionHead>
      {said}
      <RescueAgreements round={round} onSaid={say} />
      {view === null && <p class="muted mt-4">{words.waiting}</p>}
      {view && <Figures view={view} filter={asked.filter} onFilter={(filter) => ask({ filter })} />}
      {view && canList && (
        <Matrix
          view={view}
          search={asked.search}
          cells={cells}
          onSearch={(search) => ask({ search })}
          onCells={(next) => {
            say(null);
            setCells(next);
          }}
          onChoose={setChosen}
        />
      )}
      {view && !canList && (
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
          shown={view.people.length}
          total={view.total}
          words={words}
          onFrom={(from) => ask({ from })}
        />
      )}
      {view && cells.size > 0 && (
        <Pending
          cells={cells}
          onCancel={() => setCells(new Map())}
          onConfirm={async (changes) => {
            const done = await get<{ changed: number }>("rights", { changes });
            if (!done) return;
            setCells(new Map());
            await settle(words.confirmed(done.changed));
          }}
        />
      )}
      {view && isGiving && <NewPersonDialog view={view} onGiven={settle} onCancel={() => setGiving(false)} />}
      {view && isAttesting && (
        <AttestationDialog mailboxes={view.mailboxes} onCancel={() => setAttesting(false)} />
      )}
      {chosen && <PersonDialog person={chosen} onDone={settle} onCancel={() => setChosen(null)} />}
    </>
  );
}
