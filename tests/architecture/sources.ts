import { globSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";

/** One import or re-export as a file writes it. */
export interface Import {
  specifier: string;
  /** The imported file's path from the project's root; undefined for a package. */
  target: string | undefined;
  /** Whole-statement `import type`: nothing of it is left when the program runs. */
  typesOnly: boolean;
}

/** A source file: its path from the project's root with forward slashes, and what the rules look at. */
export interface Source {
  path: string;
  text: string;
  imports: Import[];
}

const folders = "{contracts,server,browser,sandbox,guide,tests,benches,tools}";

/** Every TypeScript file of the project. */
export function readSources(): Source[] {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const paths = globSync(`${folders}/**/*.{ts,tsx}`, { cwd: root }).map((path) => path.replaceAll("\\", "/"));
  return paths.sort().map((path) => source(path, readFileSync(root + path, "utf8")));
}

/** A source from its path and text. */
export function source(path: string, text: string): Source {
  return { path, text, imports: readImports(path, text) };
}

/** Statements begin their line, as the formatter leaves them; a dynamic import may stand anywhere. */
const statement = /^(?:import|export)\s+(type\s)?(?:[\w*${}\s,]*?\sfrom\s+)?["']([^"']+)["']/gm;
const dynamic = /\bimport\(\s*["']([^"']+)["']\s*\)|\bnew URL\(\s*["'](\.[^"']+\.tsx?)["']/g;

function readImports(path: string, text: string): Import[] {
  const found: Import[] = [];
  const add = (specifier: string, typesOnly: boolean): void => {
    const target = specifier.startsWith(".") ? posix.join(posix.dirname(path), specifier) : undefined;
    found.push({ specifier, target, typesOnly });
  };
  for (const [, type, specifier] of text.matchAll(statement))
    if (specifier) add(specifier, type !== undefined);
  for (const [, called, threaded] of text.matchAll(dynamic)) add((called ?? threaded)!, false);
  return found;
}
