import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Attempts } from "../../contracts/own-sessions.ts";
import { Icon } from "../controls/icon.tsx";
import { momentOf } from "./moments.ts";
import { browserOf, networkOf } from "./places.ts";
import type { Get } from "./proof.tsx";
import { words } from "./words.ts";

type Attempt = Attempts["attempts"][number];

/** Those that are seen at first. */
const few = 5;

/** The sign-ins of the last 90 days, done and tried, newest first; more of them when asked for. */
export function RecentSignIns({ get }: { get: Get }) {
  const [page, setPage] = useState<Attempts | null>(null);
  const [isWhole, setWhole] = useState(false);
  const body = useRef<HTMLTableSectionElement>(null);
  const goesOnAt = useRef<number | null>(null);

  async function load(before: Attempts | null): Promise<void> {
    const next = await get<Attempts>("attempts", { after: before?.next ?? null });
    if (next) setPage({ ...next, attempts: [...(before?.attempts ?? []), ...next.attempts] });
  }
  useEffect(() => void load(null), []);
  const count = page ? (isWhole ? page.attempts.length : Math.min(few, page.attempts.length)) : 0;
  // The button may be gone: whoever pressed it goes on from the first line that it brought.
  useLayoutEffect(() => {
    if (goesOnAt.current === null || count <= goesOnAt.current) return;
    body.current?.rows[goesOnAt.current]?.focus();
    goesOnAt.current = null;
  }, [count]);

  if (!page) return null;
  const shown = page.attempts.slice(0, count);
  const isMore = page.next !== null || shown.length < page.attempts.length;
  return (
    <section class="section" aria-labelledby="attempts">
      <div class="section-head">
        <div>
          <h2 id="attempts">{words.attempts.title}</h2>
          <p>{words.attempts.text}</p>
        </div>
      </div>
      <div class="card">
        {/* Roles of its own: on a narrow screen its rows are drawn as blocks, and would lose theirs. */}
        <table class="table" role="table" aria-labelledby="attempts">
          <thead role="rowgroup">
            <tr role="row">
              {words.attempts.columns.map((column) => (
                <th key={column} scope="col" role="columnheader">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup" ref={body}>
            {shown.map((attempt, place) => (
              <Row key={place} attempt={attempt} />
            ))}
          </tbody>
        </table>
        {isMore && (
          <button
            class="btn btn-quiet card-more"
            type="button"
            onClick={() => {
              goesOnAt.current = count;
              if (isWhole) void load(page);
              setWhole(true);
            }}
          >
            {words.attempts.more}
          </button>
        )}
      </div>
    </section>
  );
}

function Row({ attempt }: { attempt: Attempt }) {
  const { outcome, at, method } = attempt;
  const isDone = outcome === "opened";
  return (
    <tr role="row" tabIndex={-1}>
      <td role="cell" class="nowrap">
        {momentOf(at, Date.now(), words.attempts, document.documentElement.lang)}
      </td>
      <td role="cell">{method && isDone ? words.attempts.means[method] : triedOf(attempt)}</td>
      <td role="cell">
        <span class="cell-lines">
          {networkOf(attempt)}
          <span class="muted small">{browserOf(attempt)}</span>
        </span>
      </td>
      <td role="cell">
        <span class={isDone ? "state state-done" : "state state-late"}>
          <Icon name={isDone ? "done" : "late"} />
          {words.attempts.outcomes[outcome]}
        </span>
      </td>
    </tr>
  );
}

/** How far it went: the code was looked at only when it was refused. */
function triedOf({ method, outcome }: Attempt): string {
  return method && outcome === "code-refused" ? words.attempts.means[method] : words.attempts.password;
}
