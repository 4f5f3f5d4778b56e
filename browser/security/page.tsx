import { useEffect, useState } from "preact/hooks";
import type { OpenSessions } from "../../contracts/own-sessions.ts";
import type { ContactWanted } from "../../contracts/own-contact.ts";
import { isRefusal } from "../../contracts/refusals.ts";
import type { Factors, NewApp } from "../../contracts/security.ts";
import type { Open } from "../../contracts/sign-in.ts";
import { Icon } from "../controls/icon.tsx";
import { ask, isUnreachable } from "../sign-in/ask.ts";
import { sentenceOf } from "../sign-in/sentence.ts";
import { AppPasswords } from "./app-passwords.tsx";
import { RecentSignIns } from "./attempts.tsx";
import { KnownBrowsers } from "./browsers.tsx";
import { ChangePasswordDialog } from "./change-password.tsx";
import { ContactDialog } from "./contact.tsx";
import { Desk } from "./desk.tsx";
import { Methods } from "./methods.tsx";
import { NewAppDialog } from "./new-app.tsx";
import { Passkeys } from "./passkeys.tsx";
import { useProof } from "./proof.tsx";
import { Question } from "./question.tsx";
import { sentenceOfProof, takeReturned, tellReturned } from "./returned.ts";
import { Sessions } from "./sessions.tsx";
import { SpareCodesDialog } from "./spare-codes.tsx";
import { words } from "./words.ts";

type App = Factors["apps"][number];
type Opened =
  | { kind: "new-app"; app: NewApp }
  | { kind: "remove-app"; app: App }
  | { kind: "password" }
  | { kind: "spares" }
  | { kind: "contact"; contact: ContactWanted["kind"] };

/** « Ma sécurité »: how the person signs in, from where and when, and what she can change of it. */
export function SecurityPage({ person, onSignedOut }: { person: Open["person"]; onSignedOut(): void }) {
  const [factors, setFactors] = useState<Factors | null>(null);
  const [sessions, setSessions] = useState<OpenSessions | null>(null);
  const [said, setSaid] = useState<{ sentence: string; isLate: boolean } | null>(null);
  /** What was tried meanwhile is read anew with each. */
  const [round, setRound] = useState(0);
  const [opened, setOpened] = useState<Opened | null>(null);

  /** The answer of an operation, or null once the page has said why there is none. */
  async function get<Answer extends object>(
    operation: Parameters<typeof ask>[0],
    question: object,
  ): Promise<Answer | null> {
    const answer = await ask<Answer>(operation, question);
    if (!isUnreachable(answer) && !isRefusal(answer)) return answer;
    if (isRefusal(answer) && ["signed-out", "locked"].includes(answer.refusal.code)) onSignedOut();
    const isProof = operation === "prove-psc" && isRefusal(answer);
    setSaid({ sentence: isProof ? sentenceOfProof(answer.refusal.code) : sentenceOf(answer), isLate: true });
    return null;
  }

  const { whenProved, asking } = useProof(get);

  async function load(): Promise<Factors | null> {
    const [methods, open] = await Promise.all([
      get<Factors>("factors", {}),
      get<OpenSessions>("sessions", {}),
    ]);
    setFactors(methods);
    setSessions(open);
    return methods;
  }
  useEffect(() => {
    const returned = takeReturned();
    void load().then((methods) => methods && returned && setSaid(tellReturned(returned, methods)));
  }, []);

  async function addApp(): Promise<void> {
    const app = await get<NewApp>("new-app", {});
    if (app) setOpened({ kind: "new-app", app });
  }

  const close = () => setOpened(null);
  const say = (sentence: string) => setSaid({ sentence, isLate: false });
  const want = (change: () => void) => {
    setSaid(null);
    void whenProved(change);
  };

  function settle(changed: Factors | null, sentence: string): void {
    close();
    if (!changed) return;
    setFactors(changed);
    say(sentence);
  }

  return (
    <Desk person={person}>
      <h1 class="page-title">{words.title}</h1>
      <p class="page-lead">{words.lead}</p>
      <div role="status" class="page-said">
        {said && (
          <p class={said.isLate ? "say say-late" : "say say-done"}>
            <Icon name={said.isLate ? "late" : "check"} />
            <span>{said.sentence}</span>
          </p>
        )}
      </div>
      {factors ? (
        <>
          <Passkeys factors={factors} get={get} onChanged={settle} />
          <Methods
            factors={factors}
            onAdd={() => want(() => void addApp())}
            onRemove={(app) => want(() => setOpened({ kind: "remove-app", app }))}
            onChangeContact={(contact) => want(() => setOpened({ kind: "contact", contact }))}
            onPrintSpares={() => want(() => setOpened({ kind: "spares" }))}
            onChangePassword={() => want(() => setOpened({ kind: "password" }))}
          />
        </>
      ) : (
        !said && <p class="muted mt-4">{words.waiting}</p>
      )}
      {sessions && (
        <Sessions
          open={sessions}
          get={get}
          onChanged={(open, sentence) => {
            setSessions(open);
            say(sentence);
          }}
        />
      )}
      <AppPasswords key={`programs ${round}`} get={get} onSaid={say} />
      <KnownBrowsers get={get} onSaid={say} />
      <RecentSignIns key={round} get={get} />
      {asking}
      {opened?.kind === "new-app" && (
        <NewAppDialog
          app={opened.app}
          onAdded={(changed) => settle(changed, words.addedNow)}
          onCancel={close}
        />
      )}
      {opened?.kind === "remove-app" && (
        <Question
          title={words.removeTitle(opened.app.name)}
          text={words.removeText}
          act={words.remove}
          onCancel={close}
          onYes={async () => settle(await get<Factors>("remove-app", { id: opened.app.id }), words.removed)}
        />
      )}
      {opened?.kind === "contact" && (
        <ContactDialog
          kind={opened.contact}
          onCancel={close}
          onSignedOut={onSignedOut}
          onChanged={(changed) => settle(changed, words.contact.changed[opened.contact])}
        />
      )}
      {opened?.kind === "spares" && factors && (
        <SpareCodesDialog
          isFirst={factors.spares === null}
          get={get}
          onCancel={close}
          onMade={() => {
            close();
            say(words.spares.made);
            void load();
          }}
        />
      )}
      {opened?.kind === "password" && (
        <ChangePasswordDialog
          onCancel={close}
          onSignedOut={onSignedOut}
          onChanged={() => {
            close();
            say(words.password.changed);
            setRound(round + 1);
            void load();
          }}
        />
      )}
    </Desk>
  );
}
