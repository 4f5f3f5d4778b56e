import { existsSync, readFileSync } from "node:fs";

const columns = ["id", "source", "what", "state", "code", "test"];
const states = ["yes", "partial", "no", "planned"];

/** How the files that a row names are looked at; a test gives another. */
export interface Files {
  exists(path: string): boolean;
  read(path: string): string;
}

/**
 * Holds docs/standards.tsv against the project. A row is: the requirement's id, where it was read, what it asks in our
 * words, its state, then the files that do it and those that show it, separated by spaces. What is said to be done
 * names files that exist, a test among them; a section of an RFC is also cited by one of those files, as
 * `RFC 5321 §4.1.1.4`; what is not done names none. Answers what does not hold, one sentence each.
 */
export function checkStandards(table: string, files: Files): string[] {
  const [head = "", ...lines] = table.trimEnd().split("\n");
  if (head !== columns.join("\t")) return [`the first line names the columns ${columns.join(", ")}`];
  const seen = new Set<string>();
  return lines.flatMap((line, index) => {
    const cells = line.split("\t");
    const id = cells[0] ?? "";
    const twice = seen.has(id) ? ["stands twice"] : [];
    seen.add(id);
    const wrong = cells.length <= columns.length ? wrongRow(cells, files) : [`has ${cells.length} columns`];
    return [...twice, ...wrong].map((what) => `line ${index + 2}, ${id || "?"}: ${what}`);
  });
}

function wrongRow(
  [id = "", source, what, state = "", code = "", shown = ""]: string[],
  files: Files,
): string[] {
  const wrong: string[] = [];
  if (!id || !source || !what) wrong.push("id, source and what are filled");
  if (!states.includes(state)) wrong.push(`« ${state} » is not a state`);
  const named = [...paths(code), ...paths(shown)];
  if (state === "yes" || state === "partial") {
    if (paths(code).length === 0) wrong.push("what is done names its code");
    if (paths(shown).length === 0) wrong.push("what is done names its test");
    wrong.push(...named.filter((path) => !files.exists(path)).map((path) => `${path} does not exist`));
    const cited = named.some((path) => files.exists(path) && files.read(path).includes(id));
    if (id.startsWith("RFC ") && !cited) wrong.push("none of the files it names cites it");
  } else if (named.length > 0) {
    wrong.push("what is not done names no file");
  }
  return wrong;
}

function paths(cell: string): string[] {
  return cell.split(" ").filter((path) => path !== "");
}

if (import.meta.main) {
  const files: Files = { exists: existsSync, read: (path) => readFileSync(path, "utf8") };
  const wrong = checkStandards(readFileSync("docs/standards.tsv", "utf8"), files);
  for (const sentence of wrong) console.log(`docs/standards.tsv: ${sentence}`);
  process.exitCode = wrong.length > 0 ? 1 : 0;
}
