import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A file as the rules see it: its path from the project's root and its text. */
export interface Text {
  path: string;
  text: string;
}

interface Rule {
  says: string;
  applies(path: string): boolean;
  finds: RegExp;
  /** The rule looks inside sql`…` only. */
  inSql?: true;
}

const code = /\.(ts|tsx|mjs)$/;
const server = /^server\/.*\.ts$/;
const aside = /\.test\.tsx?$|(^|\/)([a-z-]+-)?test-[a-z-]+\.ts$|^(tests|benches|tools)\//;

/** What CONTRIBUTING.md asks and neither the linter nor the compiler holds. */
const rules: Rule[] = [
  {
    says: "time is given by a clock",
    applies: (path) => code.test(path) && !aside.test(path) && !/^browser\/|\/clock\.ts$/.test(path),
    finds: /\bDate\.now\(|\bnew Date\(\)|\bnew Date\b(?!\s*\()/,
  },
  {
    says: "chance is given",
    applies: (path) => code.test(path) && !aside.test(path) && !/^browser\/|\/chance\.ts$/.test(path),
    finds: /\bMath\.random\(/,
  },
  {
    says: "chance is given",
    applies: (path) => server.test(path) && !aside.test(path) && !path.endsWith("/chance.ts"),
    finds: /\brandom(Bytes|UUID|Int|Fill|FillSync)\(|\bgetRandomValues\(/,
  },
  {
    says: "time and chance are arguments of a query",
    applies: (path) => server.test(path),
    finds:
      /\bnow\(\)|\b(date|time|datetime|julianday|unixepoch)\(\s*'now'|\brandom(blob)?\(|\bcurrent_(timestamp|time|date)\b/i,
    inSql: true,
  },
  {
    says: "a merge was left undone",
    applies: () => true,
    finds: /^(<{7}|>{7}) /,
  },
  {
    says: "no path of one machine",
    applies: (path) => !/package-lock\.json$|^tests\/fixtures\//.test(path),
    finds: /(?<![\w.])\/(?:home|Users|root|work|tmp)\/\w/,
  },
];

const vague = /(^|\/)(utils?|helpers?|services?|managers?|common|misc|index)(\/|\.tsx?$)/;
const kebab = /(^|\/)[a-z0-9]+(-[a-z0-9]+)*(\.(test|config|d))?\.(ts|tsx|mjs|css)$/;

/** Each offence as « path:line: what is asked ». */
export function offences({ path, text }: Text): string[] {
  const found: string[] = [];
  if (code.test(path) && vague.test(path)) found.push(`${path}: a name of the trade, not of a drawer`);
  if (/\.(ts|tsx|mjs|css)$/.test(path) && !kebab.test(path)) found.push(`${path}: kebab-case`);
  for (const rule of rules.filter(({ applies }) => applies(path))) {
    const lines = (rule.inSql ? onlySql(text) : text).split("\n");
    lines.forEach((line, index) => {
      if (!/^\s*(\/\/|\/?\*)/.test(line) && rule.finds.test(line))
        found.push(`${path}:${index + 1}: ${rule.says}`);
    });
  }
  return found;
}

/** The text with everything blanked but what stands in sql`…`; lines keep their number. */
function onlySql(text: string): string {
  let kept = "";
  let last = 0;
  for (const match of text.matchAll(/\bsql(?:<[^`]*?>)?(?:\.raw\()?\s*`([^`]*)`/g)) {
    kept += text.slice(last, match.index).replace(/[^\n]/g, " ") + match[0];
    last = match.index + match[0].length;
  }
  return kept + text.slice(last).replace(/[^\n]/g, " ");
}

/** The files that git knows or would add, as text; pictures and other bytes are passed over. */
function projectTexts(): Text[] {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
  const paths = listed
    .toString()
    .split("\0")
    .filter((path) => /\.(ts|tsx|mjs|css|html|json|md|tsv|toml)$|^\.ci\//.test(path));
  return paths.flatMap((path) => {
    const text = readFileSync(path, { encoding: "utf8", flag: "r" });
    return [{ path, text }];
  });
}

if (import.meta.main) {
  const texts = projectTexts();
  const found = texts.flatMap(offences);
  for (const offence of found) console.log(offence);
  const sizes = texts
    .filter(({ path }) => code.test(path) && !aside.test(path))
    .map(({ path, text }) => ({ path, lines: text.split("\n").length - 1 }))
    .filter(({ lines }) => lines > 250)
    .sort((a, b) => b.lines - a.lines);
  for (const { path, lines } of sizes) console.log(`${path}: ${lines} lines`);
  process.exitCode = found.length > 0 ? 1 : 0;
}
