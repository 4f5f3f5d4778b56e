import { useState } from "preact/hooks";
import { families, type TraceChoices, type TraceFilter } from "../../../contracts/administration-traces.ts";
import { Field } from "../field.tsx";
import { words } from "./words.ts";

/** As typed: an empty word is no filter. */
type Typed = Record<keyof TraceFilter, string>;
const nothing: Typed = { personId: "", mailboxId: "", family: "", outcome: "", from: "", until: "" };

/** What to look for; the trace is looked at when it is sent, not while it is filled in. */
export function TraceForm(props: {
  choices: TraceChoices;
  busy: boolean;
  onSearch(filter: TraceFilter): void;
}) {
  const { choices, busy, onSearch } = props;
  const [typed, setTyped] = useState<Typed>(nothing);
  const set = (change: Partial<Typed>) => setTyped({ ...typed, ...change });
  return (
    <form
      class="card traces-form"
      role="search"
      aria-label={words.formName}
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) onSearch(readFilter(typed));
      }}
    >
      {choices.people.length > 0 && (
        <Choice
          name="personId"
          label={words.person}
          all={words.anybody}
          value={typed.personId}
          choices={choices.people.map(({ id, name, left }) => [id, left ? words.gone(name) : name])}
          onChoose={(personId) => set({ personId })}
        />
      )}
      {choices.mailboxes.length > 0 && (
        <Choice
          name="mailboxId"
          label={words.mailbox}
          all={words.anyMailbox}
          value={typed.mailboxId}
          choices={choices.mailboxes.map(({ id, name }) => [id, name])}
          onChoose={(mailboxId) => set({ mailboxId })}
        />
      )}
      <Choice
        name="family"
        label={words.family}
        all={words.anyFamily}
        value={typed.family}
        choices={families.map((family) => [family, words.families[family]])}
        onChoose={(family) => set({ family })}
      />
      <Choice
        name="outcome"
        label={words.outcome}
        all={words.anyOutcome}
        value={typed.outcome}
        choices={Object.entries(words.outcomes)}
        onChoose={(outcome) => set({ outcome })}
      />
      <Field
        name="trace-from"
        label={words.from}
        type="date"
        value={typed.from}
        onInput={(from) => set({ from })}
      />
      <Field
        name="trace-until"
        label={words.until}
        type="date"
        value={typed.until}
        onInput={(until) => set({ until })}
      />
      <div class="traces-acts">
        <button type="submit" class="btn btn-main" aria-busy={busy}>
          {busy ? words.searching : words.search}
        </button>
        <button
          type="button"
          class="btn btn-quiet"
          onClick={() => {
            setTyped(nothing);
            onSearch(readFilter(nothing));
          }}
        >
          {words.clear}
        </button>
      </div>
    </form>
  );
}

function Choice(props: {
  name: string;
  label: string;
  all: string;
  value: string;
  choices: readonly (readonly [string, string])[];
  onChoose(value: string): void;
}) {
  const { name, label, all, value, choices, onChoose } = props;
  return (
    <div class="field">
      <label class="label" for={`trace-${name}`}>
        {label}
      </label>
      <select
        class="input"
        id={`trace-${name}`}
        value={value}
        onChange={(event) => onChoose(event.currentTarget.value)}
      >
        <option value="">{all}</option>
        {choices.map(([id, text]) => (
          <option key={id} value={id}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

function readFilter(typed: Typed): TraceFilter {
  return {
    personId: typed.personId || null,
    mailboxId: typed.mailboxId || null,
    family: families.find((family) => family === typed.family) ?? null,
    outcome: typed.outcome === "done" || typed.outcome === "refused" ? typed.outcome : null,
    from: typed.from || null,
    until: typed.until || null,
  };
}
