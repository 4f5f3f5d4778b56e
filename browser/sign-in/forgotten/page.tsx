import type { Operator } from "../../../contracts/sign-in.ts";
import { useEffect, useState } from "preact/hooks";
import { addresses } from "../../addresses.ts";
import { type Language, speak } from "../../words/words.ts";
import { DoorFrame } from "../door.tsx";
import { AskForm } from "./ask-form.tsx";
import { NewPasswordForm } from "./new-password-form.tsx";
import { Told } from "./told.tsx";
import { chooseForgottenWords, words } from "./words.ts";

/** Where the person stands: two forms, and what is told after each. */
type Stage = { at: "ask" | "asked" | "over" | "set" } | { at: "new"; link: string };

/** The page of a forgotten password; with a link's secret in its address, that of the new one. */
export function ForgottenPage({ operator }: { operator: Operator }) {
  const [stage, setStage] = useState<Stage>(takeLink);
  const [, redraw] = useState(0);
  useEffect(() => {
    // A link followed in the tab that asked for it changes the address and loads nothing.
    const followed = () => location.hash !== "" && setStage(takeLink());
    window.addEventListener("hashchange", followed);
    return () => window.removeEventListener("hashchange", followed);
  }, []);
  const switchLanguage = async (language: Language) => {
    await speak(language);
    await chooseForgottenWords();
    redraw((count) => count + 1);
  };
  return (
    <DoorFrame operator={operator} onLanguage={switchLanguage}>
      <div class="door-form">
        <StageView stage={stage} setStage={setStage} />
      </div>
    </DoorFrame>
  );
}

function StageView({ stage, setStage }: { stage: Stage; setStage(stage: Stage): void }) {
  const goTo = (at: "ask" | "asked" | "over" | "set") => () => setStage({ at });
  switch (stage.at) {
    case "ask":
      return <AskForm onAsked={goTo("asked")} />;
    case "asked":
      return (
        <Told key="asked" title={words.askedTitle} text={words.askedText}>
          <p class="hint mt-4">
            <b>{words.nothing}</b> {words.nothingText}
          </p>
          <p class="mt-4">
            <button type="button" class="as-link" onClick={goTo("ask")}>
              {words.askAgain}
            </button>
          </p>
          <p class="mt-4">
            <a href={addresses.door}>{words.back}</a>
          </p>
        </Told>
      );
    case "new":
      return <NewPasswordForm key={stage.link} link={stage.link} onOver={goTo("over")} onSet={goTo("set")} />;
    case "over":
      return (
        <Told key="over" title={words.overTitle} text={words.overText}>
          <button type="button" class="btn btn-main btn-wide btn-l mt-5" onClick={goTo("ask")}>
            {words.otherLink}
          </button>
          <p class="mt-4">
            <a href={addresses.door}>{words.back}</a>
          </p>
        </Told>
      );
    case "set":
      return (
        <Told key="set" title={words.setTitle} text={words.setText}>
          <a class="btn btn-main btn-wide btn-l mt-5" href={addresses.door}>
            {words.signIn}
          </a>
        </Told>
      );
  }
}

/** The secret of the address, taken out of it: neither the history nor whoever looks at the screen keeps it. */
function takeLink(): Stage {
  const link = location.hash.slice(1);
  if (link === "") return { at: "ask" };
  history.replaceState(null, "", addresses.forgotten);
  return /^[\w-]{43}$/.test(link) ? { at: "new", link } : { at: "over" };
}
