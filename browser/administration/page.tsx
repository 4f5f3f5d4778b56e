import { useEffect, useRef, useState } from "preact/hooks";
import type { AccessView, Filter, PeopleView } from "../../contracts/administration.ts";
import { isRefusal } from "../../contracts/refusals.ts";
import type { Open } from "../../contracts/sign-in.ts";
import { addresses } from "../addresses.ts";
import { Icon, Logo } from "../controls/icon.tsx";
import { isUnreachable } from "../sign-in/ask.ts";
import { words as doorWords } from "../words/words.ts";
import { askAccess, sayWhy } from "./ask.ts";
import { Figures } from "./figures.tsx";
import { Matrix } from "./matrix.tsx";
import { NewPersonDialog } from "./new-person.tsx";
import { type Cells, Pending } from "./pending.tsx";
import { PersonDialog } from "./person.tsx";
import { words } from "./words.ts";

/** How long somebody may stop typing before the list follows, in milliseconds. */
const typingMs = 200;

/** « Accès »: who enters which mailbox, as a matrix that one changes and then confirms. */
export function AccessesPage({ person, onSignedOut }: { person: Open["person"]; onSignedOut(): void }) {
  const [view, setView] = useState<PeopleView | null>(null);
  const [asked, setAsked] = useState<{ search: string; filter: Filter; from: number }>({
    search: "",
    filter: "all",
    from: 0,
  });
  const [said, setSaid] = useState<{ sentence: string; isLate: boolean } | null>(null);
  const [cells, setCells] = useState<Cells>(new Map());
  const [isGiving, setGiving] = useState(false);
  const [chosen, setChosen] = useState<AccessView | null>(null);
  const turn = useRef(0);

  /** The answer of an operation, or null once the page has said why there is none. */
  async function get<Answer extends object>(
    operation: Parameters<typeof askAccess>[0],
    question: object,
  ): Promise<Answer | null> {
    const answer = await askAccess<Answer>(operation, question);
    if (!isUnreachable(answer) && !isRefusal(answer)) return answer;
    if (isRefusal(answer) && ["signed-out", "locked"].includes(answer.refusal.code)) onSignedOut();
    setSaid({ sentence: sayWhy(answer), isLate: true });
    return null;
  }

  async function load(): Promise<void> {
    const mine = ++turn.current;
    const found = await get<PeopleView>("people", asked);
    // What was asked before and comes after is left.
    if (found && mine === turn.current) setView(found);
  }
  useEffect(() => {
    document.title = words.pageTitle;
  }, []);
  useEffect(() => {
    const timer = setTimeout(() => void load(), view === null ? 0 : typingMs);
    return () => clearTimeout(timer);
  }, [asked]);

  async function settle(sentence: string): Promise<void> {
    setGiving(false);
    setChosen(null);
    setSaid({ sentence, isLate: false });
    await load();
  }

  const ask = (change: Partial<typeof asked>) => setAsked({ ...asked, from: 0, ...change });
  const canList = view !== null && (view.total > 0 || asked.search !== "" || asked.filter !== "all");
  return (
    <div class="desk">
      <a class="skip" href="#main">
        {doorWords.skip}
      </a>
      <header class="desk-top">
        <a class="brand" href={addresses.door} aria-label={doorWords.brand}>
          <Logo />
          <span>{doorWords.brand}</span>
        </a>
        <a class="desk-back" href={addresses.door}>
          {words.back}
        </a>
        <span class="desk-me">{person.name}</span>
      </header>
      <main class="desk-body" id="main">
        <div class="desk-wide">
          <div class="section-head">
            <div>
              <p class="crumb">{view ? words.crumb(view.structure.name) : "\u00a0"}</p>
              <h1 class="page-title">{words.title}</h1>
              <p class="page-lead">{words.lead}</p>
            </div>
            <button class="btn" type="button" disabled={view === null} onClick={() => setGiving(true)}>
              <Icon name="plus" />
              {words.newPerson}
            </button>
          </div>
          <div role="status">
            {said && (
              <p class={said.isLate ? "say say-late mt-4" : "say say-done mt-4"}>
                <Icon name={said.isLate ? "late" : "check"} />
                <span>{said.sentence}</span>
              </p>
            )}
          </div>
          {view === null && <p class="muted mt-4">{words.waiting}</p>}
          {view && <Figures view={view} filter={asked.filter} onFilter={(filter) => ask({ filter })} />}
          {view && canList && (
            <Matrix
              view={view}
              search={asked.search}
              cells={cells}
              onSearch={(search) => ask({ search })}
              onCells={(next) => {
                setSaid(null);
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
          {view && <Pager view={view} onFrom={(from) => ask({ from })} />}
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
        </div>
      </main>
      {view && isGiving && <NewPersonDialog view={view} onGiven={settle} onCancel={() => setGiving(false)} />}
      {chosen && <PersonDialog person={chosen} onDone={settle} onCancel={() => setChosen(null)} />}
    </div>
  );
}

function Pager({ view, onFrom }: { view: PeopleView; onFrom(from: number): void }) {
  const { from, people, total } = view;
  const last = from + people.length;
  if (total <= people.length) return null;
  return (
    <p class="line mt-4">
      <span class="muted small">{words.range(from + 1, last, total)}</span>
      {from > 0 && (
        <button type="button" class="btn btn-s" onClick={() => onFrom(Math.max(0, from - 50))}>
          {words.less}
        </button>
      )}
      {last < total && (
        <button type="button" class="btn btn-s" onClick={() => onFrom(last)}>
          {words.more}
        </button>
      )}
    </p>
  );
}
