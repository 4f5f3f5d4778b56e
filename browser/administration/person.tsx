import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { AccessChanged, AccessView, RescueGiven } from "../../contracts/administration.ts";
import type { PrintedPaper } from "../../contracts/administration-papers.ts";
import { writeMobile } from "../../contracts/contacts.ts";
import { isRefusal } from "../../contracts/refusals.ts";
import { clockTime } from "../controls/clock-time.ts";
import { Icon } from "../controls/icon.tsx";
import { isUnreachable } from "../sign-in/ask.ts";
import { askAccess, sayWhy } from "./ask.ts";
import { tellDay } from "./days.ts";
import { Field } from "./field.tsx";
import { askSheet, SheetReady } from "./papers/sheet.tsx";
import { words as papersWords } from "./papers/words.ts";
import { Identity } from "./reminders/identity.tsx";
import { words } from "./words.ts";

type Operation = Parameters<typeof askAccess>[0];

/** One person's access: how it stands, and what a référent can do about it. */
export function PersonDialog(props: {
  person: AccessView;
  onDone(sentence: string): Promise<void>;
  onCancel(): void;
}) {
  const { person } = props;
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [isLeaving, setLeaving] = useState(false);
  const [isNeeded, setNeeded] = useState(false);
  const [rescue, setRescue] = useState<RescueGiven | null>(null);
  const [sheet, setSheet] = useState<PrintedPaper | null>(null);
  const [until, setUntil] = useState(person.until ?? "");
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);

  async function act(operation: Operation, more: object, sentence: string): Promise<void> {
    if (busy) return;
    setBusy(true);
    const answer = await askAccess<AccessChanged>(operation, { personId: person.id, ...more });
    setBusy(false);
    if (isUnreachable(answer) || isRefusal(answer)) return setError(sayWhy(answer));
    await props.onDone(sentence);
  }

  async function giveCode(): Promise<void> {
    if (busy) return;
    setBusy(true);
    const answer = await askAccess<RescueGiven>("rescue", { personId: person.id });
    setBusy(false);
    setNeeded(isRefusal(answer) && answer.refusal.code === "agreement-needed");
    if (isUnreachable(answer) || isRefusal(answer)) return setError(sayWhy(answer));
    setError(null);
    setRescue(answer);
  }

  async function printSheet(): Promise<void> {
    if (busy) return;
    setBusy(true);
    const answer = await askSheet(person.id);
    setBusy(false);
    if (isUnreachable(answer) || isRefusal(answer)) return setError(sayWhy(answer));
    setError(null);
    setSheet(answer);
  }

  return (
    <dialog
      class="dialog dialog-person"
      ref={dialog}
      aria-labelledby="person-title"
      onCancel={(event) => {
        event.preventDefault();
        props.onCancel();
      }}
    >
      <h2 id="person-title">{isLeaving ? words.leaveTitle(person.name) : person.name}</h2>
      {isLeaving ? (
        <p class="mt-3">{words.leaveText}</p>
      ) : (
        <>
          <Facts person={person} />
          {rescue && (
            <div class="rescue mt-4" role="status">
              <p>
                <b>{words.rescueTitle}</b>
              </p>
              <p class="rescue-code">{rescue.code}</p>
              <p class="small">{words.rescueText(clockTime(rescue.until, document.documentElement.lang))}</p>
            </div>
          )}
          {sheet && <SheetReady paper={sheet} name={person.name} />}
          {person.self && <p class="hint mt-4">{words.selfText}</p>}
          {!person.self && person.state !== "left" && (
            <Acts
              person={person}
              until={until}
              onUntil={setUntil}
              onAct={act}
              onLeave={() => setLeaving(true)}
              onRescue={giveCode}
              onSheet={printSheet}
            />
          )}
          <Identity
            person={person}
            onChecked={(how) => act("identity-checked", { how }, words.identityKept(person.name))}
          />
        </>
      )}
      {error && (
        <p class="error mt-4" role="alert">
          <Icon name="late" small />
          <span>{error}</span>
        </p>
      )}
      {isNeeded && (
        <p class="mt-3">
          <button
            type="button"
            class="btn"
            onClick={() => void act("ask-rescue", {}, words.agreementSent(person.name))}
          >
            {words.askAgreement}
          </button>
        </p>
      )}
      <div class="dialog-acts">
        <button
          type="button"
          class="btn btn-quiet"
          onClick={() => (isLeaving ? setLeaving(false) : props.onCancel())}
        >
          {isLeaving ? words.cancel : words.close}
        </button>
        {isLeaving && (
          <button
            type="button"
            class="btn btn-danger-full"
            aria-busy={busy}
            onClick={() => void act("leave", {}, words.left(person.name))}
          >
            {words.leaveConfirm}
          </button>
        )}
      </div>
    </dialog>
  );
}

function Facts({ person }: { person: AccessView }) {
  const { login, email, mobile, state, until } = person;
  const stands = [words.states[state] || words.open, ...(until ? [words.lastDay(tellDay(until))] : [])];
  return (
    <dl class="facts mt-4">
      <dt>{words.facts.login}</dt>
      <dd>{login}</dd>
      <dt>{words.facts.email}</dt>
      <dd>{person.emailVerified || person.state === "waiting" ? email : words.unverified(email ?? "")}</dd>
      <dt>{words.facts.mobile}</dt>
      <dd>{mobile === null ? words.noMobile : writeMobile(mobile)}</dd>
      <dt>{words.facts.state}</dt>
      <dd>{stands.join(" · ")}</dd>
    </dl>
  );
}

function Acts(props: {
  person: AccessView;
  until: string;
  onUntil(until: string): void;
  onAct(operation: Operation, more: object, sentence: string): Promise<void>;
  onLeave(): void;
  onRescue(): Promise<void>;
  onSheet(): Promise<void>;
}) {
  const { person, until, onAct } = props;
  const { name, state } = person;
  const isNew = state === "waiting";
  return (
    <>
      <div class="line mt-5">
        {(isNew || !person.emailVerified) && (
          <>
            <button type="button" class="btn" onClick={() => void onAct("resend", {}, words.resent)}>
              <Icon name="mail" small />
              {words.resend}
            </button>
            <button type="button" class="btn" onClick={() => void props.onSheet()}>
              {papersWords.printSheet}
            </button>
          </>
        )}
        {state === "suspended" ? (
          <button type="button" class="btn" onClick={() => void onAct("resume", {}, words.resumed(name))}>
            {words.resume}
          </button>
        ) : (
          <button type="button" class="btn" onClick={() => void onAct("suspend", {}, words.suspended(name))}>
            {words.suspend}
          </button>
        )}
        {!isNew && (
          <>
            <button type="button" class="btn" onClick={() => void props.onRescue()}>
              {words.rescue}
            </button>
            <button
              type="button"
              class="btn"
              onClick={() => void onAct("reset-methods", {}, words.methodsReset(name))}
            >
              {words.resetMethods}
            </button>
            <button type="button" class="btn" onClick={() => void onAct("unlock", {}, words.unlocked(name))}>
              {words.unlock}
            </button>
          </>
        )}
        <button type="button" class="btn btn-danger" onClick={props.onLeave}>
          {words.leave}
        </button>
      </div>
      <form
        class="line-form mt-4"
        onSubmit={(event) => {
          event.preventDefault();
          void onAct("end", { until: until || null }, words.endSaved);
        }}
      >
        <Field name="end-day" label={words.endDay} value={until} type="date" onInput={props.onUntil} />
        <button type="submit" class="btn">
          {words.endSave}
        </button>
      </form>
      {(["email", "mobile"] as const).map((kind) => (
        <ContactForm
          key={kind}
          kind={kind}
          onSave={(address) => onAct("contact", { kind, address }, words.contactChanged)}
        />
      ))}
    </>
  );
}

/** Another contact: the former one is told, the new one counts once its person has verified it. */
function ContactForm(props: { kind: "email" | "mobile"; onSave(address: string): Promise<void> }) {
  const [address, setAddress] = useState("");
  const isEmail = props.kind === "email";
  return (
    <form
      class="line-form mt-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (address.trim() !== "") void props.onSave(address);
      }}
    >
      <Field
        name={`new-${props.kind}`}
        label={isEmail ? words.newEmail : words.newMobile}
        value={address}
        type={isEmail ? "email" : "tel"}
        onInput={setAddress}
      />
      <button type="submit" class="btn">
        {words.endSave}
      </button>
    </form>
  );
}
