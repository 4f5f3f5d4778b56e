import { useEffect, useState } from "preact/hooks";
import type {
  ReferentView,
  StructuresView,
  StructureView,
} from "../../../contracts/administration-operator.ts";
import "../../look/accesses-boxes.css";
import { Icon } from "../../controls/icon.tsx";
import { SectionHead, useSaid } from "../desk.tsx";
import type { SectionProps } from "../sections.ts";
import { tellSize } from "../sizes.ts";
import { LimitDialog, NewStructureDialog, ReleaseDialog } from "./dialogs.tsx";
import { NameReferentDialog } from "./name-referent.tsx";
import { words } from "./words.ts";

/** What is being asked in a dialog. */
type Asking =
  | { what: "structure" }
  | { what: "referent" | "limit"; structure: StructureView }
  | { what: "release"; referent: ReferentView };

/** « Structures »: what the operator serves, and who looks after it there. */
export function StructuresPage({ onSignedOut }: SectionProps) {
  const [view, setView] = useState<StructuresView | null>(null);
  const [asking, setAsking] = useState<Asking | null>(null);
  const { get, say, said } = useSaid(onSignedOut);

  async function load(): Promise<void> {
    const found = await get<StructuresView>("structures", {});
    if (found) setView(found);
  }
  useEffect(() => void load(), []);

  async function settle(sentence: string): Promise<void> {
    setAsking(null);
    say(sentence);
    await load();
  }
  const dialog = { onDone: settle, onCancel: () => setAsking(null) };
  return (
    <>
      <SectionHead crumb={words.crumb} title={words.title} lead={words.lead}>
        <button
          class="btn"
          type="button"
          disabled={view === null}
          onClick={() => setAsking({ what: "structure" })}
        >
          <Icon name="plus" />
          {words.newStructure}
        </button>
      </SectionHead>
      {said}
      {view === null && <p class="muted mt-4">{words.waiting}</p>}
      {view?.structures.length === 0 && (
        <div class="card accesses-empty mt-5">
          <p>
            <b>{words.empty}</b>
          </p>
          <p class="muted">{words.emptyText}</p>
        </div>
      )}
      <div class="mt-5">
        {view?.structures.map((structure) => (
          <Structure
            key={structure.id}
            structure={structure}
            onAsk={setAsking}
            onResend={async (personId) => {
              if (await get("resend", { personId })) await settle(words.resent);
            }}
          />
        ))}
      </div>
      {asking?.what === "structure" && <NewStructureDialog {...dialog} />}
      {view && asking?.what === "referent" && (
        <NameReferentDialog structure={asking.structure} domains={view.domains} {...dialog} />
      )}
      {asking?.what === "limit" && <LimitDialog structure={asking.structure} {...dialog} />}
      {asking?.what === "release" && <ReleaseDialog referent={asking.referent} {...dialog} />}
    </>
  );
}

function Structure(props: {
  structure: StructureView;
  onAsk(asking: Asking): void;
  onResend(personId: string): Promise<void>;
}) {
  const { structure, onAsk } = props;
  const { name, finess, people, mailboxes, usedBytes, givenBytes, quotaBytes, referents } = structure;
  const facts = [words.finess(finess), words.counts(words.people(people), words.mailboxes(mailboxes))];
  const room = [
    words.used(tellSize(usedBytes), tellSize(givenBytes)),
    quotaBytes === null ? words.noLimit : words.limit(tellSize(quotaBytes)),
  ];
  return (
    <section class="card structure" aria-label={name}>
      <div>
        <h2>{name}</h2>
        <p class="muted small">{facts.join(" · ")}</p>
        {mailboxes > 0 && <p class="muted small">{room.join(" · ")}</p>}
      </div>
      {structure.isOwn ? (
        <span class="muted small">{words.own}</span>
      ) : (
        <div class="line">
          <button
            type="button"
            class="btn btn-s"
            aria-label={words.nameFor(name)}
            onClick={() => onAsk({ what: "referent", structure })}
          >
            {words.name}
          </button>
          <button
            type="button"
            class="btn btn-s"
            aria-label={words.setLimitFor(name)}
            onClick={() => onAsk({ what: "limit", structure })}
          >
            {words.setLimit}
          </button>
        </div>
      )}
      {!structure.isOwn && (
        <ul class="referents" aria-label={words.referents(name)}>
          {referents.map((referent) => (
            <Referent
              key={referent.id}
              referent={referent}
              onRelease={() => onAsk({ what: "release", referent })}
              onResend={() => props.onResend(referent.id)}
            />
          ))}
          {!referents.some(({ inCharge }) => inCharge) && (
            <li>
              <span class="box-warn">
                <Icon name="late" small />
                <span>{words.noReferent}</span>
              </span>
            </li>
          )}
        </ul>
      )}
    </section>
  );
}

function Referent(props: { referent: ReferentView; onRelease(): void; onResend(): Promise<void> }) {
  const { name, login, state, inCharge } = props.referent;
  const told = inCharge || state !== "active" ? words.states[state] : words.notInCharge;
  return (
    <li>
      <span>
        <b>{name}</b>
        <small>{[login, told].join(" · ")}</small>
      </span>
      <span class="line">
        {state === "waiting" && (
          <button
            type="button"
            class="btn btn-s"
            aria-label={words.resendTo(name)}
            onClick={() => void props.onResend()}
          >
            {words.resend}
          </button>
        )}
        <button
          type="button"
          class="btn btn-quiet btn-s"
          aria-label={words.releaseOf(name)}
          onClick={props.onRelease}
        >
          {words.release}
        </button>
      </span>
    </li>
  );
}
