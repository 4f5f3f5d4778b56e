import type { Narrowed, OperatorRules, PolicyMethod } from "../../../contracts/administration-policy.ts";
import { tellDay } from "../days.ts";
import { Field } from "../field.tsx";
import { words } from "./words.ts";

/** One method with its label and the reason; `onChange` is left out where nothing can be changed. */
export function MethodRow(props: {
  method: OperatorRules["methods"][number];
  accepted: boolean;
  onChange?(accepted: boolean): void;
}) {
  const { method, accepted, onChange } = props;
  const lang = document.documentElement.lang === "en" ? "en" : "fr";
  const told = (
    <span class="rule-method">
      <span class="line">
        <b>{words.methods[method.name]}</b>
        <span class={`rule-level rule-level-${method.level}`}>{words.levels[method.level]}</span>
      </span>
      <small class="muted">{method.reason[lang]}</small>
    </span>
  );
  if (!onChange) return <li class="rule-row rule-row-told">{told}</li>;
  return (
    <li>
      <label class={accepted ? "rule-row" : "rule-row rule-row-off"}>
        <input
          type="checkbox"
          checked={accepted}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        {told}
      </label>
    </li>
  );
}

/** Which of the operator's methods the structure accepts, and until when codes by e-mail. */
export function Methods(props: {
  operator: OperatorRules;
  narrowed: Narrowed;
  onChange(change: Partial<Narrowed>): void;
}) {
  const { operator, narrowed, onChange } = props;
  const { forbidden } = narrowed;
  const allow = (name: PolicyMethod, accepted: boolean) =>
    onChange({
      forbidden: operator.methods
        .map((method) => method.name)
        .filter((one) => (one === name ? !accepted : forbidden.includes(one))),
      // A day without what is not accepted anyway says nothing.
      ...(name === "email" && !accepted ? { emailUntil: null } : {}),
    });
  const offersEmail = operator.methods.some(({ name }) => name === "email") && !forbidden.includes("email");
  return (
    <section class="section" aria-labelledby="methods-title">
      <SectionTitle id="methods-title" title={words.methodsTitle} text={words.methodsText} />
      <ul class="rule-list">
        {operator.methods.map((method) => (
          <MethodRow
            key={method.name}
            method={method}
            accepted={!forbidden.includes(method.name)}
            onChange={(accepted) => allow(method.name, accepted)}
          />
        ))}
      </ul>
      {offersEmail && (
        <div class="rule-day">
          <Field
            name="emailUntil"
            type="date"
            label={words.emailUntil}
            value={narrowed.emailUntil ?? ""}
            hint={
              operator.emailUntil === null
                ? words.emailUntilHint
                : words.emailUntilOperator(tellDay(operator.emailUntil))
            }
            onInput={(day) => onChange({ emailUntil: day || null })}
          />
        </div>
      )}
    </section>
  );
}

export function SectionTitle({ id, title, text }: { id: string; title: string; text: string }) {
  return (
    <div class="section-head">
      <div>
        <h2 id={id}>{title}</h2>
        <p>{text}</p>
      </div>
    </div>
  );
}
