import type { FirstAccessState } from "../../../contracts/first-access.ts";
import { isRefusal } from "../../../contracts/refusals.ts";
import { readStartCode } from "../../../contracts/start-code.ts";
import type { Operator } from "../../../contracts/sign-in.ts";
import { useEffect, useState } from "preact/hooks";
import { addresses } from "../../addresses.ts";
import { type Language, speak, words as shell } from "../../words/words.ts";
import { ask, isUnreachable } from "../ask.ts";
import { DoorFrame } from "../door.tsx";
import { Told } from "../forgotten/told.tsx";
import { ContactsStep } from "./contacts-step.tsx";
import { PaperStep } from "./paper-step.tsx";
import { PasswordStep } from "./password-step.tsx";
import { StartStep } from "./start-step.tsx";
import { SecondStep } from "./second-step.tsx";
import { StepsPanel } from "./steps-panel.tsx";
import { chooseFirstAccessWords, words } from "./words.ts";

type Stage = "start" | "contacts" | "password" | "second" | "paper" | "over";
const numbers: Record<Exclude<Stage, "over" | "start">, 1 | 2 | 3> = {
  contacts: 1,
  password: 2,
  second: 3,
  paper: 3,
};

/** A first access, from the link to the mailbox: where one is reached, a password, a second method. */
export function FirstAccessPage({ operator }: { operator: Operator }) {
  const [taken] = useState(takeLink);
  const [link, setLink] = useState<string | null>(taken || null);
  const [stage, setStage] = useState<Stage>(taken === null ? "over" : taken === "" ? "start" : "contacts");
  const [access, setAccess] = useState<FirstAccessState | null>(null);
  const [silent, setSilent] = useState(false);
  const [, redraw] = useState(0);
  const step = stage === "over" || stage === "start" ? null : numbers[stage];

  useEffect(() => {
    const look = async () => {
      if (link === null) return;
      const answer = await ask<FirstAccessState>("first-access", { link });
      if (isUnreachable(answer)) return setSilent(true);
      if (isRefusal(answer)) return setStage("over");
      setAccess(answer);
    };
    void look();
  }, []);
  useEffect(() => {
    const title = stage === "start" ? words.startPageTitle : words.overPageTitle;
    document.title = step === null ? title : words.pageTitle(step);
  }, [stage]);

  const switchLanguage = async (language: Language) => {
    await speak(language);
    await chooseFirstAccessWords();
    redraw((count) => count + 1);
  };

  return (
    <DoorFrame
      operator={operator}
      onLanguage={switchLanguage}
      panel={step === null ? undefined : <StepsPanel now={step} />}
    >
      <div class="door-form door-form-wide">
        {step !== null && <p class="crumb only-s">{words.crumb(step)}</p>}
        {stage === "over" && (
          <Told title={words.overTitle} text={words.overText}>
            <a class="btn btn-main btn-wide btn-l mt-5" href={addresses.door}>
              {words.signIn}
            </a>
          </Told>
        )}
        {stage === "start" && (
          <StartStep
            onStart={(typed, begun) => {
              setLink(typed);
              setAccess(begun);
              setStage("contacts");
            }}
          />
        )}
        {stage === "contacts" && !access && <p role="status">{silent ? shell.offline : words.waiting}</p>}
        {stage === "contacts" && access && link && (
          <ContactsStep
            access={access}
            link={link}
            onAccess={setAccess}
            onOver={() => setStage("over")}
            onNext={() => setStage("password")}
          />
        )}
        {stage === "password" && link && (
          <PasswordStep
            link={link}
            onBack={() => setStage("contacts")}
            onOver={() => setStage("over")}
            onOpen={() => setStage("second")}
          />
        )}
        {stage === "second" && <SecondStep onDone={() => setStage("paper")} />}
        {stage === "paper" && <PaperStep onDone={() => location.assign(addresses.door)} />}
      </div>
    </DoorFrame>
  );
}

/**
 * The secret of the address, taken out of it: neither the history nor whoever looks at the screen keeps it. Empty when
 * there is none, and a start code is to be typed; null when it is no secret of ours.
 */
function takeLink(): string | null {
  const link = location.hash.slice(1);
  history.replaceState(null, "", addresses.firstAccess);
  return link === "" || /^[\w-]{43}$/.test(link) ? link : readStartCode(link);
}
