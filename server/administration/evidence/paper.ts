import { writeMoment } from "../../foundations/french-moment.ts";
import type { Block, Paper } from "../../papers/door.ts";
import type { Evidence } from "./open-evidence.ts";
import { evidenceWords as words } from "./words.ts";

const number = new Intl.NumberFormat("fr-FR");

/** The evidence as a paper: what is set, since when, and what is counted, each figure with its query. */
export function composeEvidence(evidence: Evidence): Paper {
  const { operator, domains, at, from, methods, settings, figures, trace } = evidence;
  const blocks: Block[] = [
    {
      kind: "facts",
      rows: [
        [words.operator, operator],
        [words.domains, domains.join("\n")],
        [words.made, writeMoment(at)],
      ],
    },
    { kind: "heading", text: words.methodsTitle },
    {
      kind: "table",
      columns: [
        { title: words.method, share: 7 },
        { title: words.opened, share: 3 },
        { title: words.since, share: 5 },
      ],
      rows: methods.map(({ label, opened, since }) => [label, number.format(opened), tellSince(since)]),
      empty: words.noMethod,
    },
    { kind: "heading", text: words.settings },
    {
      kind: "table",
      columns: [
        { title: words.setting, share: 6 },
        { title: words.value, share: 4 },
        { title: words.since, share: 5 },
      ],
      rows: settings.map(({ name, label, value, since }) => [`${label}\n${name}`, value, tellSince(since)]),
      empty: words.noSetting,
    },
    { kind: "heading", text: words.figuresTitle },
    {
      kind: "table",
      columns: [
        { title: words.figure, share: 4 },
        { title: words.count, share: 2 },
        { title: words.definition, share: 8 },
      ],
      rows: figures.map(({ label, value, definition, query }) => [
        label,
        number.format(value),
        words.defined(definition, query),
      ]),
      empty: words.noFigure,
    },
    { kind: "heading", text: words.trace },
    { kind: "text", text: words.traceText(trace.chains) },
    ...(trace.faults.length === 0
      ? [{ kind: "text", text: words.intact } satisfies Block]
      : trace.faults.map(({ chain, seq }): Block => ({ kind: "notice", text: words.fault(chain, seq) }))),
  ];
  return {
    title: words.title,
    lead: words.lead(writeMoment(from), writeMoment(at)),
    at,
    foot: words.foot(operator),
    blocks,
  };
}

function tellSince(since: number | null): string {
  return since === null ? words.notInForce : writeMoment(since);
}
