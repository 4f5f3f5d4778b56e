import type { RefusalCode } from "../../contracts/refusals.ts";
import type { CodeStep, Open, Operator } from "../../contracts/sign-in.ts";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Icon, Logo } from "../controls/icon.tsx";
import { NoticeLinks } from "../controls/notice-links.tsx";
import { addresses } from "../addresses.ts";
import { chosenLanguage, type Language, speak, words } from "../words/words.ts";
import { CodeDialog } from "./code-dialog.tsx";
import { SignInForm } from "./form.tsx";
import { findKept, keepChallenge, keepMethod } from "./kept.ts";
import { NoAccess } from "./psc.tsx";
import { useSecondScreen } from "./second-screen.ts";

/** The sign-in page: that of the 2024 guide with its dialog, or the two screens of the 2022 one. */
export function Door(props: {
  operator: Operator;
  notice: string | null;
  /** Why Pro Santé Connect, which the browser is back from, opened nothing. */
  refused: RefusalCode | null;
  /** The code is being fetched: the time to load what comes after. */
  onWaiting(): void;
  /** Rejects when what comes after could not be loaded. */
  onOpen(open: Open): Promise<void>;
}) {
  const [step, showStep] = useState<CodeStep | null>(null);
  const setStep = (next: CodeStep | null) => {
    keepChallenge(next);
    showStep(next);
  };
  const [isLost, setLost] = useState(false);
  const [, redraw] = useState(0);
  useEffect(() => {
    const showKept = async () => {
      const kept = await findKept();
      if (!kept) return;
      props.onWaiting();
      showStep(kept);
    };
    void showKept();
  }, []);
  const switchLanguage = async (language: Language) => {
    await speak(language);
    redraw((count) => count + 1);
  };
  const open = async (answer: Open) => {
    try {
      if (step) keepMethod(step.method);
      keepChallenge(null);
      await props.onOpen(answer);
    } catch {
      setStep(null);
      setLost(true);
    }
  };
  const { operator } = props;
  const Screen = useSecondScreen(operator);
  const steps = { onStep: setStep, onCancel: () => setStep(null), onAnswer: open };
  return (
    <>
      <DoorFrame operator={operator} onLanguage={switchLanguage}>
        {props.refused === "psc-no-access" ? (
          <NoAccess operator={operator} />
        ) : step && Screen ? (
          <Screen operator={operator} {...steps} step={step} />
        ) : (
          <SignInForm
            operator={operator}
            notice={isLost ? words.offline : props.notice}
            refused={props.refused}
            onCode={(code) => {
              setLost(false);
              props.onWaiting();
              setStep(code);
            }}
            onWaiting={props.onWaiting}
            onOpen={(answer) => void open(answer)}
          />
        )}
      </DoorFrame>
      {step && !Screen && <CodeDialog<Open> {...steps} step={step} operation="code" />}
    </>
  );
}

/** What stands around every page before the session: name, language, whom to call, and the panel. */
export function DoorFrame(props: {
  operator: Operator;
  onLanguage(language: Language): void;
  /** In the place of what this is: the steps of a first access. */
  panel?: ComponentChildren;
  children: ComponentChildren;
}) {
  const { operator, onLanguage, children } = props;
  const other = chosenLanguage() === "fr" ? "en" : "fr";
  return (
    <div class="door">
      <div class="door-main">
        <header class="door-head">
          <a class="brand" href={addresses.door}>
            {operator.logo ? <img class="brand-mark" src={operator.logo} alt="" /> : <Logo />}
            <span>{operator.name}</span>
          </a>
          <button type="button" class="door-lang as-link" lang={other} onClick={() => onLanguage(other)}>
            {words.otherLanguage}
          </button>
        </header>
        <main class="door-body">{children}</main>
        <footer class="door-foot">
          <Help operator={operator} />
          <NoticeLinks />
        </footer>
      </div>
      {props.panel ?? <Panel picture={operator.picture} />}
    </div>
  );
}

/** Whom to call. */
function Help({ operator }: { operator: Operator }) {
  return (
    <div class="help">
      <p>
        <b>{words.help}</b> <span class="muted">{operator.supportHours}</span>
      </p>
      <p class="help-ways">
        <a href={`tel:${operator.supportPhone.replaceAll(/\s/g, "")}`}>
          <Icon name="call" small />
          <span class="nowrap">{operator.supportPhone}</span>
        </a>
        <a href={`mailto:${operator.supportEmail}`}>
          <Icon name="mail" small />
          {operator.supportEmail}
        </a>
      </p>
    </div>
  );
}

const nodes = [120, 240, 360, 480, 600, 720, 840, 960, 1080, 1200];

/** The staff, and what this is. */
function Panel({ picture }: { picture: string | undefined }) {
  return (
    <aside class={picture ? "door-panel has-picture" : "door-panel"} aria-label={words.door.panelName}>
      {picture && <img class="door-picture" src={picture} alt="" />}
      <Staff>
        {nodes.map((y) => (
          <circle key={y} cx="72" cy={y} r="5" class="staff-node" stroke="none" />
        ))}
      </Staff>
      <h2>{words.door.panelTitle}</h2>
      <p>{words.door.panelText}</p>
      <p class="door-tip">
        <Icon name="laptop" />
        <span>
          <b>{words.door.sharedPost}</b> {words.door.sharedPostText}
        </span>
      </p>
    </aside>
  );
}

/** The staff, with what hangs on it. */
export function Staff({ children }: { children?: ComponentChildren }) {
  return (
    <svg class="staff" aria-hidden="true">
      <defs>
        <pattern id="staff" width="144" height="240" patternUnits="userSpaceOnUse">
          <path d="M72 0V240" stroke-width="2" />
          <path d="M72 0C118 34 118 86 72 120 26 154 26 206 72 240M72 0C26 34 26 86 72 120 118 154 118 206 72 240" />
        </pattern>
      </defs>
      <rect width="144" height="100%" fill="url(#staff)" stroke="none" />
      {children}
    </svg>
  );
}
