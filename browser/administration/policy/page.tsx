import { useEffect, useState } from "preact/hooks";
import type { Narrowed, RulesPreview, RulesView } from "../../../contracts/administration-policy.ts";
import { isRefusal } from "../../../contracts/refusals.ts";
import { Icon } from "../../controls/icon.tsx";
import "../../look/rules.css";
import { isUnreachable } from "../../sign-in/ask.ts";
import { askAccess, sayWhy } from "../ask.ts";
import { SectionHead, useSaid } from "../desk.tsx";
import type { SectionProps } from "../sections.ts";
import { words as accessWords } from "../words.ts";
import { History } from "./history.tsx";
import { Lengths } from "./lengths.tsx";
import { Methods } from "./methods.tsx";
import { listChanges, mergeRules } from "./narrowed.ts";
import { Networks } from "./networks.tsx";
import { PreviewDialog } from "./preview.tsx";
import { tellWhen } from "./when.ts";
import { words } from "./words.ts";

/** « Règles »: what a structure takes away from its operator's policy; nothing is saved before it was looked at. */
export function RulesPage({ onSignedOut }: SectionProps) {
  const { get, say, said } = useSaid(onSignedOut);
  const [view, setView] = useState<RulesView | null>(null);
  const [draft, setDraft] = useState<Narrowed | null>(null);
  const [preview, setPreview] = useState<RulesPreview | null>(null);
  const [meanwhile, setMeanwhile] = useState<{ who: string; changes: string[] } | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function load(): Promise<RulesView | null> {
    const found = await get<RulesView>("rules", {});
    if (found) setView(found);
    return found;
  }
  useEffect(() => void load(), []);

  const narrowed = draft ?? view?.narrowed;
  const change = (changed: Partial<Narrowed>) => {
    if (!narrowed) return;
    say(null);
    setError(null);
    setDraft({ ...narrowed, ...changed });
  };
  const changes = view && draft ? listChanges(view.narrowed, tidy(draft)) : [];

  async function look(wish: Narrowed): Promise<void> {
    if (busy) return;
    setBusy(true);
    setError(null);
    const answer = await askAccess<RulesPreview>("preview-rules", { narrowed: wish });
    setBusy(false);
    if (isUnreachable(answer) || isRefusal(answer)) return setError(why(answer));
    setPreview(answer);
  }

  async function save(): Promise<void> {
    if (!view || !draft || !preview || busy) return;
    setBusy(true);
    setError(null);
    const wish = { version: view.version, narrowed: tidy(draft), seal: preview.seal };
    const answer = await askAccess<{ version: number }>("save-rules", wish);
    setBusy(false);
    if (isUnreachable(answer)) return setError(why(answer));
    if (!isRefusal(answer)) {
      leave();
      await load();
      return say(words.saved);
    }
    if (answer.refusal.code === "policy-changed") return takeOver(view, draft);
    if (answer.refusal.code === "policy-locks-out") await look(wish.narrowed);
    setError(why(answer));
  }

  /** Somebody saved meanwhile: what was changed here is put upon what is there now. */
  async function takeOver(base: RulesView, mine: Narrowed): Promise<void> {
    setPreview(null);
    const now = await load();
    if (!now) return;
    const [last] = now.history;
    setMeanwhile({
      who: words.meanwhile(last?.by ?? "", tellWhen(last?.at ?? 0)),
      changes: listChanges(base.narrowed, now.narrowed),
    });
    setDraft(mergeRules(base.narrowed, mine, now.narrowed));
  }

  function leave(): void {
    setPreview(null);
    setDraft(null);
    setMeanwhile(null);
    setError(null);
  }

  return (
    <>
      <SectionHead
        crumb={view ? accessWords.crumb(view.structure.name) : null}
        title={words.title}
        lead={words.lead}
      />
      {said}
      {view === null && <p class="muted mt-4">{words.waiting}</p>}
      <div role="status">{meanwhile && <Meanwhile {...meanwhile} />}</div>
      {view && narrowed && (
        <>
          <Methods operator={view.operator} narrowed={narrowed} onChange={change} />
          <Lengths operator={view.operator} narrowed={narrowed} onChange={change} />
          <Networks
            networks={narrowed.networks}
            posts={view.posts}
            onChange={(networks) => change({ networks })}
          />
          <History history={view.history} />
        </>
      )}
      {draft && changes.length > 0 && (
        <div class="pending" role="region" aria-label={words.pendingRegion}>
          <div class="pending-text">
            <b role="status">{words.pending(changes.length)}</b>
            {preview === null && error && (
              <span class="error" role="alert">
                {error}
              </span>
            )}
          </div>
          <button type="button" class="btn btn-quiet" onClick={leave}>
            {words.cancel}
          </button>
          <button type="button" class="btn btn-main" aria-busy={busy} onClick={() => void look(tidy(draft))}>
            {busy && <span class="spin" aria-hidden="true" />}
            {busy ? words.previewing : words.preview}
          </button>
        </div>
      )}
      {preview && (
        <PreviewDialog
          changes={changes}
          preview={preview}
          busy={busy}
          error={error}
          onSave={() => void save()}
          onCancel={() => {
            setPreview(null);
            setError(null);
          }}
        />
      )}
    </>
  );
}

function Meanwhile({ who, changes }: { who: string; changes: string[] }) {
  return (
    <div class="say say-doing mt-4">
      <Icon name="late" />
      <div>
        <p>{who}</p>
        <ul class="rule-changes">
          {changes.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/** As it is sent: ranges without what was typed around them. */
function tidy(draft: Narrowed): Narrowed {
  const networks = draft.networks.map(({ name, ranges, shared }) => ({
    name: name.trim(),
    ranges: ranges.map((one) => one.trim()).filter(Boolean),
    shared,
  }));
  return { ...draft, networks };
}

function why(answer: Parameters<typeof sayWhy>[0]): string {
  const known: Partial<Record<string, string>> = words.refusals;
  return (isRefusal(answer) && known[answer.refusal.code]) || sayWhy(answer);
}
