import type { FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Mail } from "../data/mail.ts";
import { Empty } from "./states.tsx";
import { words } from "./words.ts";

type Page = FunctionComponent<{ mail: Mail }>;

/** What was found; its code comes with the first search. */
export function ResultsPlace({ mail }: { mail: Mail }) {
  const [Shown, setShown] = useState<Page | null>(null);
  const [isFailed, setFailed] = useState(false);
  const load = () => {
    setFailed(false);
    import("../search/results.tsx").then(
      ({ Results }) => setShown(() => Results),
      () => setFailed(true),
    );
  };
  useEffect(load, []);
  if (Shown) return <Shown mail={mail} />;
  if (!isFailed) return null;
  return (
    <Empty icon="late" title={words.listFailedTitle} text={words.listFailedText}>
      <button class="btn btn-s" type="button" onClick={load}>
        {words.retry}
      </button>
    </Empty>
  );
}
