import { columns, type Problem, type RunLine } from "../../../contracts/administration-arrivals.ts";
import { words } from "./words.ts";

const headings = new Map(columns.map(({ key, heading }) => [key, heading]));

/** What is wrong, or to be remarked, in a line: the column first. */
export function tellProblem({ code, column, value = "", other = "" }: Problem): string {
  const sentence = words.problems[code](value, other);
  const heading =
    column && !["known", "twice", "homonym", "same-email"].includes(code) && headings.get(column);
  return heading ? `${heading}\u00a0: ${sentence}` : capital(sentence);
}

/** What became of a line, and why. */
export function tellOutcome({ problems, reason }: Pick<RunLine, "problems" | "reason">): string[] {
  const why = reason === null ? null : (words.reasons[reason] ?? words.refusals[reason] ?? reason);
  return [...problems.map(tellProblem), ...(why === null ? [] : [capital(why)])];
}

function capital(sentence: string): string {
  return `${sentence.slice(0, 1).toUpperCase()}${sentence.slice(1)}`;
}
