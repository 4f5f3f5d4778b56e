import { useEffect, useState } from "preact/hooks";
import type { OperatorRulesView } from "../../../contracts/administration-policy.ts";
import "../../look/rules.css";
import { tellDay } from "../days.ts";
import { SectionHead, useSaid } from "../desk.tsx";
import type { SectionProps } from "../sections.ts";
import { tellLength } from "./lengths.tsx";
import { MethodRow, SectionTitle } from "./methods.tsx";
import { words } from "./words.ts";

/** What the operator allows to every structure, for whoever administers it: to look at, for it is its configuration. */
export function OperatorRulesPage({ onSignedOut }: SectionProps) {
  const { get, said } = useSaid(onSignedOut);
  const [view, setView] = useState<OperatorRulesView | null>(null);
  useEffect(() => {
    void get<OperatorRulesView>("operator-rules", {}).then(setView);
  }, []);
  const operator = view?.operator;
  return (
    <>
      <SectionHead crumb={words.operatorCrumb} title={words.title} lead={words.operatorLead} />
      {said}
      {!operator && <p class="muted mt-4">{words.waiting}</p>}
      {operator && (
        <>
          <section class="section" aria-labelledby="methods-title">
            <SectionTitle id="methods-title" title={words.methodsTitle} text="" />
            <ul class="rule-list">
              {operator.methods.map((method) => (
                <MethodRow key={method.name} method={method} accepted />
              ))}
            </ul>
            {operator.emailUntil && <p class="mt-3">{words.emailEnds(tellDay(operator.emailUntil))}</p>}
          </section>
          <section class="section" aria-labelledby="lengths-title">
            <SectionTitle id="lengths-title" title={words.lengthsTitle} text="" />
            <dl class="facts">
              <dt>{words.session}</dt>
              <dd>{tellLength(operator.sessionMinutes)}</dd>
              <dt>{words.idle}</dt>
              <dd>{tellLength(operator.idleMinutes)}</dd>
              <dt>{words.trust}</dt>
              <dd>{tellLength(operator.trustMinutes)}</dd>
            </dl>
          </section>
        </>
      )}
    </>
  );
}
