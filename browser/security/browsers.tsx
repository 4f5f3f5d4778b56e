import { useEffect, useRef, useState } from "preact/hooks";
import type { BrowserList, PostMarked } from "../../contracts/browsers.ts";
import { clockTime } from "../controls/clock-time.ts";
import { Icon } from "../controls/icon.tsx";
import { FromWhere } from "./from-where.tsx";
import { forgetKept } from "../sign-in/kept.ts";
import { day, momentOf } from "./moments.ts";
import { browserOf, networkOf } from "./places.ts";
import { type Get, useProof } from "./proof.tsx";
import { words } from "./words.ts";

type Known = BrowserList["browsers"][number];

/** The browsers that know the person, which she can have forgotten; for a référent, whether this one is a shared post. */
export function KnownBrowsers({ get, onSaid }: { get: Get; onSaid(sentence: string): void }) {
  const [list, setList] = useState<BrowserList | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const { whenProved, asking } = useProof(get);
  useEffect(() => void get<BrowserList>("browsers", {}).then(setList), []);

  function settle(changed: BrowserList | null, sentence: string): void {
    // The button that was pressed is gone with what it changed.
    heading.current?.focus();
    if (!changed) return;
    setList(changed);
    document.documentElement.dataset["post"] = changed.post.state === "own" ? "own" : "shared";
    onSaid(sentence);
  }
  const forget = async ({ id }: Known) =>
    settle(await get<BrowserList>("forget-browser", { id }), words.browsers.forgotten);
  const unmark = async () => settle(await get<BrowserList>("unmark-post", {}), words.browsers.unmarked);
  async function mark(): Promise<void> {
    if (!(await get<PostMarked>("mark-post", {}))) return;
    forgetKept();
    settle(await get<BrowserList>("browsers", {}), words.browsers.marked);
  }

  if (!list) return null;
  const { browsers, post } = list;
  return (
    <section class="section" aria-labelledby="browsers">
      <div class="section-head">
        <div>
          <h2 id="browsers" ref={heading} tabIndex={-1}>
            {words.browsers.title}
          </h2>
          <p>{words.browsers.text}</p>
        </div>
      </div>
      <ul class="card">
        {post.state !== "own" || post.may ? (
          <li class="item">
            <span class="item-icon">
              <Icon name="laptop" />
            </span>
            <div>
              <h3>{words.browsers.post[post.state]}</h3>
              <p>{words.browsers.postText[post.state]}</p>
            </div>
            {post.may && (
              <div class="item-acts">
                <button
                  class="btn btn-s"
                  type="button"
                  onClick={() => void (post.may === "mark" ? mark() : whenProved(() => void unmark()))}
                >
                  {words.browsers[post.may]}
                </button>
              </div>
            )}
          </li>
        ) : null}
        {browsers.map((browser) => (
          <Line
            key={browser.id}
            browser={browser}
            onForget={() => void whenProved(() => void forget(browser))}
          />
        ))}
      </ul>
      {asking}
    </section>
  );
}

function Line({ browser, onForget }: { browser: Known; onForget(): void }) {
  return (
    <FromWhere browser={browser} mark={browser.isThis ? words.browsers.here : null} text={describe(browser)}>
      <button
        class="btn btn-s"
        type="button"
        aria-label={words.browsers.forgetNamed(browserOf(browser))}
        onClick={onForget}
      >
        {words.browsers.forget}
      </button>
    </FromWhere>
  );
}

function describe(browser: Known): string {
  const { lang } = document.documentElement;
  const { network, firstAt, usedAt, trustedUntil } = browser;
  return [
    ...(network === null ? [] : [networkOf(browser)]),
    words.browsers.since(day(firstAt, lang)),
    words.browsers.last(momentOf(usedAt, Date.now(), words.browsers, lang)),
    ...(trustedUntil === null ? [] : [words.browsers.trusted(clockTime(trustedUntil, lang))]),
  ].join(" · ");
}
