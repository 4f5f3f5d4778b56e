import type { SignInsView } from "../../../contracts/administration-health.ts";
import { tellDay } from "../days.ts";
import { DayPlot } from "./day-plot.tsx";
import { words } from "./words.ts";

/** How people signed in these 90 days: by day and by method, drawn, and in numbers. */
export function SignIns({ view }: { view: SignInsView }) {
  const { days, methods, refusals } = view;
  const opened = sum(days.map((one) => one.opened));
  const refused = sum(days.map((one) => one.refused));
  if (opened + refused === 0) return <p class="muted mt-6">{words.plotNone}</p>;
  return (
    <>
      <section class="card health-plot" aria-labelledby="plot-title">
        <h2 id="plot-title" class="health-h2">
          {words.plotTitle}
        </h2>
        <p class="muted">{words.plotLead(opened, refused)}</p>
        <DayPlot days={days} />
        <details class="health-numbers">
          <summary>{words.numbers}</summary>
          <div class="scroll-x" tabIndex={0} role="region" aria-label={words.numbersCaption}>
            <table class="health-table">
              <caption class="sr">{words.numbersCaption}</caption>
              <thead>
                <tr>
                  <th scope="col">{words.day}</th>
                  <th scope="col">{words.opened}</th>
                  <th scope="col">{words.refused}</th>
                </tr>
              </thead>
              <tbody>
                {days.toReversed().map((one) => (
                  <tr key={one.day}>
                    <th scope="row">{tellDay(one.day)}</th>
                    <td>{one.opened}</td>
                    <td>{one.refused}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
      </section>
      <div class="health-pair">
        <Shares
          id="methods-title"
          title={words.methodsTitle}
          rows={methods.map(({ method, count }) => ({ name: words.methods[method] ?? method, count }))}
        />
        <Shares
          id="refusals-title"
          title={words.refusalsTitle}
          late
          rows={refusals
            .filter(({ count }) => count > 0)
            .map(({ kind, count }) => ({ name: words.refusals[kind], count }))}
        />
      </div>
    </>
  );
}

/** Numbers with a bar each, the longest the whole width: a table that reads as one. */
function Shares(props: {
  id: string;
  title: string;
  rows: { name: string; count: number }[];
  late?: boolean;
}) {
  const { id, title, rows, late = false } = props;
  const most = Math.max(1, ...rows.map(({ count }) => count));
  return (
    <section class="card health-plot" aria-labelledby={id}>
      <h2 id={id} class="health-h2">
        {title}
      </h2>
      {rows.length === 0 && <p class="muted">{words.nothing}</p>}
      {rows.length > 0 && (
        <table class="health-shares">
          <caption class="sr">{title}</caption>
          <thead class="sr">
            <tr>
              <th scope="col">{words.method}</th>
              <th scope="col">{words.count}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, count }) => (
              <tr key={name}>
                <th scope="row">
                  {name}
                  <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
                    <rect class="plot-rail" width="100" height="1" />
                    <rect
                      class={late ? "plot-refused" : "plot-opened"}
                      width={(100 * count) / most}
                      height="1"
                    />
                  </svg>
                </th>
                <td>{count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => one + other, 0);
}
