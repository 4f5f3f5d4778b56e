import type { FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Mail } from "../data/mail.ts";
import type { Writing } from "../data/writing.ts";
import { AfterAWhile, Empty } from "./states.tsx";
import { words } from "./words.ts";

type Page = FunctionComponent<{ mail: Mail; writing: Writing }>;

const loadPage = () => import("../compose/compose.tsx");

/** The page on which one writes; its code comes when it is first wanted. */
export function WritingPlace({ mail, writing }: { mail: Mail; writing: Writing }) {
  const [Shown, setShown] = useState<Page | null>(null);
  const [isFailed, setFailed] = useState(false);
  const load = () => {
    setFailed(false);
    loadPage().then(
      ({ Compose }) => setShown(() => Compose),
      () => setFailed(true),
    );
  };
  useEffect(load, []);
  if (Shown) return <Shown key={JSON.stringify(writing)} mail={mail} writing={writing} />;
  if (isFailed)
    return (
      <Empty icon="late" title={words.conversationFailedTitle} text={words.listFailedText}>
        <button class="btn btn-s" type="button" onClick={load}>
          {words.retry}
        </button>
      </Empty>
    );
  return (
    <div class="talk-inner" aria-busy="true">
      <AfterAWhile>
        <span class="sr">{words.loadingRow}</span>
        <span class="skeleton skeleton-title" />
      </AfterAWhile>
    </div>
  );
}
