import type { Narrowed, OperatorRules } from "../../../contracts/administration-policy.ts";
import { SectionTitle } from "./methods.tsx";
import { words } from "./words.ts";

type Length = "sessionMinutes" | "idleMinutes" | "trustMinutes";

/** What may be chosen, in minutes, where the operator's own is longer. */
const offered: Record<Length, readonly number[]> = {
  sessionMinutes: [180, 120, 60, 30],
  idleMinutes: [20, 15, 10, 5],
  trustMinutes: [180, 120, 60, 30, 0],
};

/** How long sessions and trust last, no longer than at the operator. */
export function Lengths(props: {
  operator: OperatorRules;
  narrowed: Narrowed;
  onChange(change: Partial<Narrowed>): void;
}) {
  const { operator, narrowed, onChange } = props;
  const shown = [
    ["sessionMinutes", words.session, words.sessionHint],
    ["idleMinutes", words.idle, words.idleHint],
    ["trustMinutes", words.trust, words.trustHint],
  ] as const;
  return (
    <section class="section" aria-labelledby="lengths-title">
      <SectionTitle id="lengths-title" title={words.lengthsTitle} text={words.lengthsText} />
      <div class="form-3">
        {shown.map(([name, label, hint]) => (
          <div class="field" key={name}>
            <label class="label" for={name}>
              {label}
            </label>
            <select
              class="input"
              id={name}
              aria-describedby={`${name}-hint`}
              value={narrowed[name] ?? ""}
              onChange={({ currentTarget: { value } }) =>
                onChange({ [name]: value === "" ? null : Number(value) })
              }
            >
              <option value="">{words.asOperator(tellLength(operator[name]))}</option>
              {choices(name, operator[name], narrowed[name]).map((minutes) => (
                <option key={minutes} value={minutes}>
                  {tellLength(minutes)}
                </option>
              ))}
            </select>
            <p class="hint" id={`${name}-hint`}>
              {hint}
            </p>
          </div>
        ))}
      </div>
    </section>
  );
}

/** A length in words; none at all is « jamais ». */
export function tellLength(minutes: number): string {
  return minutes === 0 ? words.never : words.length(minutes);
}

/** What is kept stays a choice, whatever the operator has become. */
function choices(name: Length, most: number, kept: number | null): number[] {
  const all = offered[name].filter((minutes) => minutes < most);
  if (kept !== null && !all.includes(kept)) all.push(kept);
  return all.toSorted((one, other) => other - one);
}
