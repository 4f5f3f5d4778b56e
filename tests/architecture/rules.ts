import type { Import, Source } from "./sources.ts";

/** Every room with a door. */
const doors = [
  "web",
  "sign-in",
  "mailboxes",
  "transport",
  "directory",
  "administration",
  "notifications",
  "audit",
  "papers",
  "commands",
  "formats",
];

/**
 * The house as a table: which rooms each may know (ARCHITECTURE.md). `open` rooms may be imported whole and by value;
 * of any other, only what stands at its door, and only its types, for doors are handed over as values by the house.
 */
export const arrows: Record<string, { to: readonly string[]; values?: true }> = {
  main: { to: ["start", "house", "configuration"], values: true },
  command: {
    to: ["start", "house", "open-store", "move", "places", "configuration", "commands"],
    values: true,
  },
  start: { to: ["house", "open-store", "configuration"], values: true },
  house: {
    to: ["rooms", "nightly", "open-store", "places", "offered", "configuration", ...doors],
    values: true,
  },
  offered: { to: ["open-store", "configuration", "administration", "sign-in"], values: true },
  nightly: { to: ["house", "transport"], values: true },
  "open-store": { to: ["places", "configuration", "commands"], values: true },
  move: { to: ["house", "open-store", "rooms", "commands"], values: true },
  rooms: { to: doors, values: true },
  web: {
    to: [
      "sign-in",
      "mailboxes",
      "transport",
      "directory",
      "administration",
      "notifications",
      "audit",
      "formats",
    ],
  },
  administration: { to: ["sign-in", "transport", "mailboxes", "directory", "papers", "audit"] },
  commands: {
    to: ["administration", "sign-in", "transport", "mailboxes", "directory", "papers", "audit"],
  },
  "sign-in": { to: ["directory", "notifications", "audit"] },
  transport: { to: ["mailboxes", "directory", "audit", "formats"] },
  mailboxes: { to: ["directory", "notifications", "audit", "formats"] },
  directory: { to: ["audit"] },
  notifications: { to: ["audit"] },
  audit: { to: [] },
  papers: { to: [] },
  configuration: { to: [] },
  formats: { to: [] },
  foundations: { to: [] },
  contracts: { to: [] },
  browser: { to: ["contracts", "formats"] },
  /** It runs the command line, as an operator would. */
  sandbox: { to: ["command"] },
  /** It opens a house of its own, with the sandbox's people in it, and looks at its pages. */
  guide: {
    to: ["house", "offered", "configuration", "commands", "administration", "sandbox"],
    values: true,
  },
};

/** Rooms without a door: pure or lowest, used whole; and those that only the entries of the program may know. */
const open = [
  "foundations",
  "contracts",
  "formats",
  "configuration",
  "house",
  "nightly",
  "open-store",
  "move",
  "rooms",
  "places",
  "start",
  "command",
  "commands",
  "offered",
  "sandbox",
];
/** What stands at a room's door: the door, the shapes that pass through it, the row that a change leaves behind. */
const atTheDoor = /^server\/[a-z-]+\/(door|views|record)\.ts$/;
/** Built once per thread of the store. */
const stores = /^server\/[a-z-]+\/store\.ts$/;
/** Those that stand on nothing, not even on the foundations. */
const pure = ["foundations", "contracts", "formats", "browser", "sandbox"];
/** Look at everything from outside. */
const outside = ["tests", "benches", "tools"];

/** The room a path belongs to: `server/mailboxes/store.ts` is of `mailboxes`, `server/main.ts` is `main`. */
export function roomOf(path: string): string {
  const [top = "", second = "", third] = path.split("/");
  if (top !== "server") return top;
  return third === undefined ? second.replace(/\.ts$/, "") : second;
}

/** Tests, and what only tests use, may build what they need. */
function isTest(path: string): boolean {
  return /\.test\.tsx?$|\/([a-z-]+-)?test-[a-z-]+\.ts$/.test(path) || outside.includes(roomOf(path));
}

/** Arrows point one way, through doors, by types. */
export function wrongArrows(sources: Source[]): string[] {
  return sources
    .filter(({ path }) => !isTest(path))
    .flatMap(({ path, imports }) =>
      imports.flatMap((one) => {
        const wrong = wrongArrow(roomOf(path), one);
        return wrong ? [`${path} imports ${one.specifier}: ${wrong}`] : [];
      }),
    );
}

function wrongArrow(from: string, { target, typesOnly, specifier }: Import): string | undefined {
  if (target === undefined)
    return from === "contracts" && specifier !== "valibot" ? "contracts know valibot only" : undefined;
  const to = roomOf(target);
  const rule = arrows[from];
  if (to === from) return undefined;
  if (!rule) return `${from} is not a room of the house`;
  const ground = (to === "foundations" || to === "contracts") && !pure.includes(from);
  if (!ground && !rule.to.includes(to)) return `no arrow from ${from} to ${to}`;
  if (open.includes(to)) return undefined;
  if (from === "rooms" && stores.test(target)) return undefined;
  if (!atTheDoor.test(target)) return `${to} has a door`;
  return typesOnly || rule.values ? undefined : "another room's door is imported as types only";
}

/** Rings of files that need one another to run, each as the path around it. */
export function cycles(sources: Source[]): string[] {
  const needs = new Map(sources.map(({ path, imports }) => [path, runtimeTargets(imports)]));
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) found.push([...trail.slice(start), path].join(" → "));
    if (start >= 0 || done.has(path)) return;
    for (const target of needs.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const path of needs.keys()) visit(path, []);
  return found;
}

function runtimeTargets(imports: Import[]): string[] {
  return imports.flatMap(({ target, typesOnly }) => (target && !typesOnly ? [target] : []));
}

const builder =
  /\b(?:createTable|dropTable|alterTable|insertInto|replaceInto|selectFrom|updateTable|deleteFrom|innerJoin|leftJoin)\(\s*["'`](\w+)/g;
const template = /\bsql(?:<[^`]*?>)?(?:\.raw\()?\s*`([^`]*)`/g;
const written = /\b(?:from|into|update|join|table|table if not exists|index \w+ on)\s+([a-z]\w*)/gi;

/** What an engine tells of itself, and the function by which SQLite reads a list. */
const catalogue = /^((pg|pragma)_|json_each$)/;

/** Tables belong to rooms by prefix: a room's SQL names its own tables only. */
export function foreignTables(sources: Source[]): string[] {
  return sources
    .filter(({ path }) => path.startsWith("server/") && !isTest(path))
    .flatMap(({ path, text }) => {
      const prefix = `${roomOf(path).replaceAll("-", "_")}_`;
      const foreign = tableNames(text).filter((name) => !name.startsWith(prefix) && !catalogue.test(name));
      return foreign.map((name) => `${path} names the table ${name}, which is not of ${prefix}…`);
    });
}

function tableNames(text: string): string[] {
  const built = [...text.matchAll(builder)].map(([, name]) => name!);
  const sql = [...text.matchAll(template)].map(([, body]) => body!);
  return [...built, ...sql.flatMap((body) => [...body.matchAll(written)].map(([, name]) => name!))];
}

/** Imports of our own files say their ending. */
export function bareImports(sources: Source[]): string[] {
  return sources.flatMap(({ path, imports }) =>
    imports
      .filter(({ target }) => target !== undefined && !/\.(tsx?|mjs|css|json|svg)$/.test(target))
      .map(({ specifier }) => `${path} imports ${specifier} without its ending`),
  );
}

/** Nothing is exported without a name; the one file whose reader demands it is the pages' build. */
export function defaultExports(sources: Source[]): string[] {
  return sources
    .filter(
      ({ path, text }) =>
        /^export default\b|^export \{[^}]*\bas default\b/m.test(text) && path !== "browser/vite.config.ts",
    )
    .map(({ path }) => `${path} has a default export`);
}

/** The longest a file may be, in lines; words, the sandbox's letters and tests may be longer. */
export const longest = 350;

/** Files that hold a second job. */
export function longFiles(sources: Source[]): string[] {
  return sources
    .filter(({ path }) => !/(^|\/)(tests|fixtures|words)\/|^sandbox\/mail\/scenes-|\.test\.tsx?$/.test(path))
    .map(({ path, text }) => ({ path, lines: text.split("\n").length - 1 }))
    .filter(({ lines }) => lines > longest)
    .map(({ path, lines }) => `${path} has ${lines} lines`);
}
