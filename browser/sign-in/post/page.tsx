import type { PostMarked } from "../../../contracts/browsers.ts";
import { isRefusal } from "../../../contracts/refusals.ts";
import type { Operator } from "../../../contracts/sign-in.ts";
import { useEffect, useRef, useState } from "preact/hooks";
import { addresses } from "../../addresses.ts";
import { Icon } from "../../controls/icon.tsx";
import { type Language, speak } from "../../words/words.ts";
import { ask, isUnreachable } from "../ask.ts";
import { DoorFrame } from "../door.tsx";
import { forgetKept } from "../kept.ts";
import { sentenceOf } from "../sentence.ts";
import { choosePostWords, words } from "./words.ts";

/** A link, followed in the browser that many people use: one button marks it. Looking uses nothing up. */
export function SharedPostPage({ operator }: { operator: Operator }) {
  const [link] = useState(takeLink);
  const [stage, setStage] = useState<"ask" | "done" | "over">(link === null ? "over" : "ask");
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [, redraw] = useState(0);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = words.pageTitle;
    if (stage !== "ask") title.current?.focus();
  }, [stage]);

  const mark = async () => {
    if (busy) return;
    setError(null);
    setBusy(true);
    const answer = await ask<PostMarked>("shared-post", { link });
    setBusy(false);
    if (isRefusal(answer) && answer.refusal.code === "link-over") return setStage("over");
    if (isUnreachable(answer) || isRefusal(answer)) return setError(sentenceOf(answer));
    forgetKept();
    setStage("done");
  };
  const switchLanguage = async (language: Language) => {
    await speak(language);
    await choosePostWords();
    redraw((count) => count + 1);
  };
  const heads = { ask: words.title, done: words.doneTitle, over: words.overTitle };
  return (
    <DoorFrame operator={operator} onLanguage={switchLanguage}>
      <div class="door-form">
        <h1 ref={title} tabIndex={-1}>
          {heads[stage]}
        </h1>
        {stage === "ask" ? (
          <>
            <p class="mt-4">{words.lead}</p>
            <ul class="points mt-4">
              {words.effects.map((effect) => (
                <li key={effect}>{effect}</li>
              ))}
            </ul>
            <p class="hint mt-4">{words.once}</p>
            {error && (
              <p class="error" role="alert">
                <Icon name="late" small />
                <span>{error}</span>
              </p>
            )}
            <button
              type="button"
              class="btn btn-main btn-wide btn-l mt-5"
              aria-busy={busy}
              onClick={() => void mark()}
            >
              {busy && <span class="spin" aria-hidden="true" />}
              {busy ? words.marking : words.mark}
            </button>
            <p class="mt-4">
              <a href={addresses.door}>{words.back}</a>
            </p>
          </>
        ) : (
          <>
            <p class="mt-4">{stage === "done" ? words.doneText : words.overText}</p>
            <a class="btn btn-main btn-wide btn-l mt-5" href={addresses.door}>
              {stage === "done" ? words.signIn : words.back}
            </a>
          </>
        )}
      </div>
    </DoorFrame>
  );
}

/** The secret of the address, taken out of it: neither the history nor whoever looks at the screen keeps it. */
function takeLink(): string | null {
  const link = location.hash.slice(1);
  history.replaceState(null, "", addresses.sharedPost);
  return /^[\w-]{43}$/.test(link) ? link : null;
}
