import { useState } from "preact/hooks";
import type { Mail } from "../data/mail.ts";
import type { SearchWords } from "../data/search.ts";
import { words } from "./words.ts";

/** Where one looks, from whom and of when. */
export function Criteria({ mail, asked }: { mail: Mail; asked: SearchWords }) {
  const [isMore, setMore] = useState(asked.from !== "" || asked.after !== "" || asked.before !== "");
  const here = mail.mailbox.value;
  const change = (some: Partial<SearchWords>) => mail.search.look({ ...asked, ...some });
  const scope = mail.open.mailboxes.find((one) => one.accountId === asked.accountId) ?? here;
  return (
    <div class="crits" role="group" aria-label={words.criteria}>
      {mail.open.mailboxes.length > 1 && scope && (
        <div class="scopes" role="group" aria-label={words.scope}>
          <Scope
            name={words.everywhere}
            isOn={asked.accountId === null}
            onChosen={() => change({ accountId: null })}
          />
          <Scope
            name={words.here(scope.name)}
            isOn={asked.accountId !== null}
            onChosen={() => change({ accountId: scope.accountId })}
          />
        </div>
      )}
      <button class="as-link small" type="button" aria-expanded={isMore} onClick={() => setMore(!isMore)}>
        {isMore ? words.fewerCriteria : words.moreCriteria}
      </button>
      {isMore && (
        <div class="crit-fields">
          <label class="crit-from">
            <span class="label">{words.from}</span>
            <input
              class="input"
              type="text"
              autocomplete="off"
              value={asked.from}
              onChange={({ currentTarget }) => change({ from: currentTarget.value })}
            />
          </label>
          <Day name={words.after} value={asked.after} onChosen={(after) => change({ after })} />
          <Day name={words.before} value={asked.before} onChosen={(before) => change({ before })} />
        </div>
      )}
    </div>
  );
}

function Scope({ name, isOn, onChosen }: { name: string; isOn: boolean; onChosen: () => void }) {
  return (
    <button class={isOn ? "crit is-on" : "crit"} type="button" aria-pressed={isOn} onClick={onChosen}>
      <span class="clip">{name}</span>
    </button>
  );
}

function Day({ name, value, onChosen }: { name: string; value: string; onChosen: (day: string) => void }) {
  return (
    <label>
      <span class="label">{name}</span>
      <input
        class="input"
        type="date"
        value={value}
        onChange={({ currentTarget }) => onChosen(currentTarget.value)}
      />
    </label>
  );
}
