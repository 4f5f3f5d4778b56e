import type { TraceRow, TraceWho } from "../../../contracts/administration-traces.ts";
import { tellTrace } from "../../../contracts/trace-sentences-fr.ts";
import { Icon } from "../../controls/icon.tsx";
import { words } from "./words.ts";

/** The rows found, the newest first: when, what in a sentence, where. */
export function TraceRows({ rows }: { rows: readonly TraceRow[] }) {
  return (
    <div class="card traces-card">
      <table class="traces">
        <caption class="sr">{words.tableName}</caption>
        <thead>
          <tr>
            <th scope="col">{words.when}</th>
            <th scope="col">{words.what}</th>
            <th scope="col">{words.where}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.chain} ${row.seq}`}>
              <td class="traces-when">{tellInstant(row.at)}</td>
              <td>
                {tellRow(row)}
                {row.outcome === "refused" && (
                  <span class="traces-refused">
                    <Icon name="late" small />
                    <span>{words.refused}</span>
                  </span>
                )}
              </td>
              <td class="traces-where">{row.mailbox}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function tellRow({ action, who, whom, facts }: TraceRow): string {
  return tellTrace(words.sentences, action, {
    who: nameOf(who),
    whom: whom ?? words.names.unknown,
    facts,
  });
}

function nameOf({ kind, name }: TraceWho): string {
  if (kind === "person") return name;
  return kind === "peer" ? words.names.peer(name) : words.names[kind];
}

function tellInstant(at: number): string {
  return new Intl.DateTimeFormat(document.documentElement.lang, {
    timeZone: "Europe/Paris",
    day: "2-digit",
    month: "2-digit",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).format(at);
}
