import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { words } from "./words.ts";

/** One line of a file, as a list shows it. */
export interface Shown {
  line: number;
  name: string;
  under: string;
  /** How it stands: `done`, `late` and `wait` have their mark. */
  tone: "done" | "late" | "wait";
  outcome: string;
  remarks: string[];
}

const atOnce = 50;

/** Lines by fifty; `resultName` heads the column of what becomes of them. */
export function Lines({ lines, resultName }: { lines: readonly Shown[]; resultName: string }) {
  const [from, setFrom] = useState(0);
  const first = from < lines.length ? from : 0;
  const page = lines.slice(first, first + atOnce);
  if (lines.length === 0) return <p class="muted mt-4">{words.nothing}</p>;
  return (
    <>
      <div class="card scroll-x mt-4" tabIndex={0} role="region" aria-label={words.listName}>
        <table class="lines">
          <thead>
            <tr>
              <th scope="col">{words.line}</th>
              <th scope="col">{words.person}</th>
              <th scope="col">{resultName}</th>
              <th scope="col">{words.remark}</th>
            </tr>
          </thead>
          <tbody>
            {page.map((one) => (
              <tr key={one.line}>
                <td class="lines-number">{one.line}</td>
                <th scope="row">
                  {one.name || "\u2014"}
                  <small>{one.under}</small>
                </th>
                <td>
                  <span class={`fate fate-${one.tone}`}>{one.outcome}</span>
                </td>
                <td>
                  {one.remarks.map((remark) => (
                    <span key={remark} class="lines-remark">
                      {remark}
                    </span>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {lines.length > atOnce && (
        <p class="line mt-4">
          <span class="muted small">{words.range(first + 1, first + page.length, lines.length)}</span>
          {first > 0 && <Turn onTurn={() => setFrom(first - atOnce)}>{words.less}</Turn>}
          {first + atOnce < lines.length && <Turn onTurn={() => setFrom(first + atOnce)}>{words.more}</Turn>}
        </p>
      )}
    </>
  );
}

function Turn({ onTurn, children }: { onTurn(): void; children: ComponentChildren }) {
  return (
    <button type="button" class="btn btn-s" onClick={onTurn}>
      {children}
    </button>
  );
}
