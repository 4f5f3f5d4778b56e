import type { RulesView } from "../../../contracts/administration-policy.ts";
import { listRules } from "./narrowed.ts";
import { tellWhen } from "./when.ts";
import { words } from "./words.ts";

/** Each version of the rules: since when, and by whom. */
export function History({ history }: Pick<RulesView, "history">) {
  return (
    <section class="section" aria-labelledby="history-title">
      <div class="section-head">
        <h2 id="history-title">{words.historyTitle}</h2>
      </div>
      {history.length === 0 && <p class="muted">{words.historyNone}</p>}
      <ol class="rule-history" reversed>
        {history.map(({ version, at, by, narrowed }, place) => {
          const rules = listRules(narrowed);
          const when = tellWhen(at);
          return (
            <li key={version}>
              <b>{place === 0 ? words.since(when, by) : words.once(when, by)}</b>
              <span class="muted">{rules.length > 0 ? `${rules.join(" · ")}` : words.nothing}</span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
