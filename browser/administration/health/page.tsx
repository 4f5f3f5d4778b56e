import type { ComponentType } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { AccessView } from "../../../contracts/administration.ts";
import {
  type HealthKind,
  healthKinds,
  type HealthList,
  type HealthView,
  type SignInsView,
} from "../../../contracts/administration-health.ts";
import { Icon } from "../../controls/icon.tsx";
import "../../look/health.css";
import { SectionHead, useSaid } from "../desk.tsx";
import { PersonDialog } from "../person.tsx";
import type { SectionProps } from "../sections.ts";
import { Pager } from "../pager.tsx";
import { FigureList } from "./figure-list.tsx";
import { ProlongDialog } from "./prolong.tsx";
import { SignIns } from "./sign-ins.tsx";
import { chooseHealthWords, words } from "./words.ts";

/** « Santé », once its sentences are there. */
export async function openHealthPage(): Promise<ComponentType<SectionProps>> {
  await chooseHealthWords();
  return HealthPage;
}

/** What wants doing in the structure, the most pressing first, and how people sign in. */
function HealthPage({ onSignedOut }: SectionProps) {
  const [view, setView] = useState<HealthView | null>(null);
  const [signIns, setSignIns] = useState<SignInsView | null>(null);
  const [shown, setShown] = useState<{ kind: HealthKind; list: HealthList } | null>(null);
  const [person, setPerson] = useState<AccessView | null>(null);
  const [right, setRight] = useState<HealthList["rights"][number] | null>(null);
  const { get, say, said } = useSaid(onSignedOut);
  const turn = useRef(0);

  async function load(): Promise<void> {
    const found = await get<HealthView>("health", {});
    if (found) setView(found);
  }
  async function show(kind: HealthKind, from = 0): Promise<void> {
    const mine = ++turn.current;
    const list = await get<HealthList>("health-list", { kind, from });
    if (list && mine === turn.current) setShown({ kind, list });
  }
  useEffect(() => {
    void load().then(async () => setSignIns(await get<SignInsView>("sign-ins", {})));
  }, []);

  async function settle(sentence: string): Promise<void> {
    setPerson(null);
    setRight(null);
    say(sentence);
    await load();
    if (shown) await show(shown.kind);
  }

  const first = view && healthKinds.find((kind) => view.figures[kind] > 0);
  return (
    <>
      <SectionHead crumb={view ? words.crumb(view.structure) : null} title={words.title} lead={words.lead} />
      {said}
      {view === null && <p class="muted mt-4">{words.waiting}</p>}
      {view && (
        <p class={first ? "health-first" : "health-first health-fine"}>
          <Icon name={first ? "late" : "done"} />
          <span>{first ? words.kinds[first].first(view.figures[first]) : words.fine}</span>
        </p>
      )}
      {view && (
        <div class="figures figures-health" role="group" aria-label={words.figuresName}>
          {healthKinds.map((kind) => (
            <button
              key={kind}
              type="button"
              class={view.figures[kind] > 0 ? "figure figure-warn" : "figure"}
              aria-pressed={shown?.kind === kind}
              onClick={() => void show(kind)}
            >
              <b>{view.figures[kind]}</b>
              <span>{words.kinds[kind].figure(view.figures[kind])}</span>
            </button>
          ))}
        </div>
      )}
      {shown && (
        <section class="card health-list" aria-labelledby="health-list-title">
          <h2 id="health-list-title" class="health-h2">
            {words.listName(words.kinds[shown.kind].figure(shown.list.total), shown.list.total)}
          </h2>
          <p class="muted">{shown.list.total === 0 ? words.nothing : words.kinds[shown.kind].mend}</p>
          <FigureList
            kind={shown.kind}
            list={shown.list}
            onOpen={setPerson}
            onProlong={setRight}
            onResend={async ({ id }) => {
              if (await get("resend", { personId: id })) await settle(words.resent);
            }}
          />
          <Pager
            from={shown.list.from}
            shown={shown.list.people.length + shown.list.rights.length + shown.list.mailboxes.length}
            total={shown.list.total}
            words={words}
            onFrom={(from) => void show(shown.kind, from)}
          />
        </section>
      )}
      {signIns && <SignIns view={signIns} />}
      {person && <PersonDialog person={person} onDone={settle} onCancel={() => setPerson(null)} />}
      {right && <ProlongDialog right={right} onDone={settle} onCancel={() => setRight(null)} />}
    </>
  );
}
