import type { CodeStep } from "../../contracts/sign-in.ts";
import { clockTime } from "../controls/clock-time.ts";
import { fullDay } from "../controls/full-day.ts";
import { Icon } from "../controls/icon.tsx";
import { words } from "../words/words.ts";

/** What became of the sending of a code, or why there is none. */
export function Track({ step }: { step: CodeStep }) {
  const { method, sending, ways } = step;
  const way = ways.find((one) => one.method === method)?.state;
  if (way === "missing") return <Late sentence={words.code.missing[method]} />;
  if (way === "forbidden") return <Late sentence={words.code.forbidden} />;
  if (!sending) return null;
  const { state, at } = sending;
  if (state === "failed") return <Late sentence={words.code.failed[method]} />;
  const { lang } = document.documentElement;
  return (
    <div role="status">
      <ol class="track" aria-label={words.code.trackName}>
        <li class="is-done">
          <Icon name="check" />
          <span>{words.code.left}</span>
        </li>
        <li class={state === "handed" ? "is-done is-now" : "is-now"}>
          <Icon name={state === "handed" ? "check" : "wait"} />
          <span>{words.code[state][method]}</span>
          {state === "handed" && <time>{clockTime(at, lang)}</time>}
        </li>
      </ol>
      {step.methodEndsAt !== null && (
        <p class="small mt-2">{words.code.endsOn(fullDay(step.methodEndsAt, lang))}</p>
      )}
    </div>
  );
}

function Late({ sentence }: { sentence: string }) {
  return (
    <p class="say say-late mt-4" role="status">
      <Icon name="late" />
      <span>{sentence}</span>
    </p>
  );
}
