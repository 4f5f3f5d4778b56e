import { useEffect, useState } from "preact/hooks";
import { isRefusal } from "../../contracts/refusals.ts";
import type { Factors, NewApp, Proven } from "../../contracts/security.ts";
import type { CodeStep, Open } from "../../contracts/sign-in.ts";
import { addresses } from "../addresses.ts";
import { Icon, Logo } from "../controls/icon.tsx";
import { NoticeLinks } from "../controls/notice-links.tsx";
import { ask, isUnreachable } from "../sign-in/ask.ts";
import { CodeDialog } from "../sign-in/code-dialog.tsx";
import { sentenceOf } from "../sign-in/sentence.ts";
import { words as doorWords } from "../words/words.ts";
import { Methods } from "./methods.tsx";
import { NewAppDialog } from "./new-app.tsx";
import { RemoveAppDialog } from "./remove-app.tsx";
import { words } from "./words.ts";

type App = Factors["apps"][number];
/** What the person asked for; some of it waits for a second factor first. */
type Wish = { kind: "add" } | { kind: "remove"; app: App };

/** « Ma sécurité »: how the person signs in, and what she can change of it. */
export function SecurityPage({ person, onSignedOut }: { person: Open["person"]; onSignedOut(): void }) {
  const [factors, setFactors] = useState<Factors | null>(null);
  const [said, setSaid] = useState<{ sentence: string; isLate: boolean } | null>(null);
  const [proving, setProving] = useState<CodeStep | null>(null);
  const [wish, setWish] = useState<Wish | null>(null);
  const [newApp, setNewApp] = useState<NewApp | null>(null);
  const [removing, setRemoving] = useState<App | null>(null);

  /** The answer of an operation, or null once the page has said why there is none. */
  async function get<Answer extends object>(
    operation: Parameters<typeof ask>[0],
    question: object,
  ): Promise<Answer | null> {
    const answer = await ask<Answer>(operation, question);
    if (!isUnreachable(answer) && !isRefusal(answer)) return answer;
    if (isRefusal(answer) && ["signed-out", "locked"].includes(answer.refusal.code)) onSignedOut();
    setSaid({ sentence: sentenceOf(answer), isLate: true });
    return null;
  }

  async function load(): Promise<void> {
    setFactors(await get<Factors>("factors", {}));
  }
  useEffect(() => void load(), []);
  useEffect(() => {
    if (!proving) document.title = words.pageTitle;
  }, [proving]);

  async function fulfil(wished: Wish): Promise<void> {
    if (wished.kind === "remove") return setRemoving(wished.app);
    setNewApp(await get<NewApp>("new-app", {}));
  }

  async function want(wished: Wish): Promise<void> {
    setSaid(null);
    const now = await get<Factors>("factors", {});
    if (!now) return;
    if (now.provenUntil !== null) return fulfil(wished);
    setWish(wished);
    setProving(await get<CodeStep>("prove", { method: now.apps.length > 0 ? "totp" : "email" }));
  }

  function settle(changed: Factors | null, sentence: string): void {
    setNewApp(null);
    setRemoving(null);
    if (!changed) return;
    setFactors(changed);
    setSaid({ sentence, isLate: false });
  }

  return (
    <div class="desk">
      <a class="skip" href="#main">
        {doorWords.skip}
      </a>
      <header class="desk-top">
        <a class="brand" href={addresses.door}>
          <Logo />
          <span>{doorWords.brand}</span>
        </a>
        <a class="desk-back" href={addresses.door}>
          {words.back}
        </a>
        <span class="desk-me">{person.name}</span>
      </header>
      <main class="desk-body" id="main">
        <h1 class="page-title">{words.title}</h1>
        <p class="page-lead">{words.lead}</p>
        <div role="status">
          {said && (
            <p class={said.isLate ? "say say-late mt-4" : "say say-done mt-4"}>
              <Icon name={said.isLate ? "late" : "check"} />
              <span>{said.sentence}</span>
            </p>
          )}
        </div>
        {factors ? (
          <Methods
            factors={factors}
            onAdd={() => void want({ kind: "add" })}
            onRemove={(app) => void want({ kind: "remove", app })}
          />
        ) : (
          <p class="muted mt-4">{words.waiting}</p>
        )}
      </main>
      <footer class="desk-foot">
        <NoticeLinks isApart />
      </footer>
      {proving && (
        <CodeDialog<Proven>
          step={proving}
          operation="proof"
          onStep={setProving}
          onCancel={() => setProving(null)}
          onAnswer={() => {
            setProving(null);
            if (wish) void fulfil(wish);
          }}
        />
      )}
      {newApp && (
        <NewAppDialog
          app={newApp}
          onAdded={(changed) => settle(changed, words.addedNow)}
          onCancel={() => setNewApp(null)}
        />
      )}
      {removing && (
        <RemoveAppDialog
          name={removing.name}
          onCancel={() => setRemoving(null)}
          onRemove={async () => settle(await get<Factors>("remove-app", { id: removing.id }), words.removed)}
        />
      )}
    </div>
  );
}
