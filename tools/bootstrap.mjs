// What every script of package.json needs before it can begin: the packages of the lockfile, the Node they pin, the
// built pages. It runs before anything is installed, on any Node from 18 on: node: modules only.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the project. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/** Something that a person can mend: its sentence is printed without a stack, and the script ends with `code`. */
export class Stop extends Error {
  constructor(sentence, code = 1) {
    super(sentence);
    this.code = code;
  }
}

/** Runs a script's main function; a `Stop` is printed as its sentence, anything else is a defect. */
export function run(main) {
  main().catch((error) => {
    if (!(error instanceof Stop)) throw error;
    if (error.message) console.error(error.message);
    process.exit(error.code);
  });
}

/** Installs what is missing and answers the path of the Node that the project pins. */
export async function install() {
  if (Number.parseInt(process.versions.node, 10) < 18) {
    throw new Stop(
      `Caducée demande Node 18 ou plus récent pour s’installer ; celui-ci est ${process.version}.`,
    );
  }
  if (!isInstalled()) await installPackages();
  return pinnedNode();
}

/** Builds pages and program when what they are made from has changed since the last build. */
export async function build(node) {
  await buildPart("Construction des pages", "pages", ["browser", "contracts", "server/formats"], () =>
    spawned(
      node,
      [
        join(root, "node_modules/vite/bin/vite.js"),
        "build",
        "--config",
        "browser/vite.config.ts",
        "--logLevel",
        "warn",
      ],
      { cwd: root },
    ),
  );
  await buildPart(
    "Construction du programme",
    "program",
    ["server", "sandbox", "guide", "contracts", "tools/build.config.mjs"],
    () => bundle(node, "tools/build.config.mjs"),
  );
}

/** Builds what tests load again and again: `quick-imports.mjs` says what it is. */
export async function buildQuick(node) {
  const sources = ["server", "contracts", "tools/quick.config.mjs", "tools/quick-imports.mjs"];
  await buildPart("Construction pour les essais", "quick", sources, () =>
    bundle(node, "tools/quick.config.mjs"),
  );
}

function bundle(node, config) {
  const rolldown = join(root, "node_modules/rolldown/bin/cli.mjs");
  const options = { cwd: root, stdio: ["ignore", "ignore", "inherit"] };
  return spawned(node, [rolldown, "-c", config, "--logLevel", "warn"], options);
}

async function buildPart(what, name, paths, work) {
  const stamp = join(root, "dist", `${name}.stamp`);
  const sources = digest([...paths, "package-lock.json"]);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === sources) return;
  await timed(what, async () => {
    if ((await work()) !== 0) throw new Stop(`${what}\u00a0: elle n’a pas abouti, la cause est au-dessus.`);
  });
  mkdirSync(join(root, "dist"), { recursive: true });
  writeFileSync(stamp, sources);
}

/** Runs a program with this terminal; answers its exit code, 1 when a signal ended it. */
export function spawned(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: "inherit", ...options });
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

/** Says what is being done, does it, and says how long it took. */
export async function timed(what, work) {
  const start = performance.now();
  console.log(`${what}…`);
  await work();
  console.log(`${what} : ${seconds(performance.now() - start)}`);
}

/** A duration in milliseconds as French people write seconds: « 1,2 s ». */
export function seconds(ms) {
  return `${(ms / 1000).toFixed(1).replace(".", ",")}\u00a0s`;
}

/**
 * Whether node_modules holds what the lockfile says, by the list that npm leaves there once all is in place. An
 * optional package may be absent: it is one for another system; but not the Node of this one.
 */
function isInstalled() {
  let wanted, present;
  try {
    wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
    present = JSON.parse(readFileSync(join(root, "node_modules/.package-lock.json"), "utf8")).packages;
  } catch {
    return false;
  }
  for (const path of Object.keys(wanted)) {
    if (path === "") continue;
    const same = present[path] && present[path].integrity === wanted[path].integrity;
    if (!same && (present[path] || !wanted[path].optional)) return false;
  }
  const { folder, file } = nodePackage();
  return !wanted[folder] || existsSync(file);
}

async function installPackages() {
  const folder = join(root, "node_modules");
  if (existsSync(folder) && lstatSync(folder).isSymbolicLink()) {
    throw new Stop(
      "node_modules est un lien, et ce qu’il montre n’est pas ce que dit package-lock.json : npm ci, là-bas.",
    );
  }
  // A setting that leaves out development packages would leave out what builds the pages.
  const args = ["ci", "--include=dev", "--include=optional", "--loglevel=error", "--no-progress"];
  const cli = process.env.npm_execpath;
  const byPath = !cli || !basename(cli).startsWith("npm");
  await timed("Installation des paquets (npm ci)", async () => {
    const [program, first] = byPath ? ["npm", []] : [process.execPath, [cli]];
    const options = {
      cwd: root,
      stdio: ["ignore", "ignore", "inherit"],
      shell: byPath && process.platform === "win32",
    };
    const code = await spawned(program, [...first, ...args], options).catch(() => {
      throw new Stop("npm est introuvable : il vient avec Node, et doit être dans le PATH.");
    });
    if (code !== 0) {
      throw new Stop(
        "L’installation n’a pas abouti : la cause est au-dessus. Vérifiez le réseau, puis recommencez.",
      );
    }
  });
}

function nodePackage() {
  const folder = `node_modules/node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  return { folder, file: join(root, folder, "bin", process.platform === "win32" ? "node.exe" : "node") };
}

/** The Node that the lockfile pins; where none is published (Macs), the system's own if it is recent enough. */
function pinnedNode() {
  const { file } = nodePackage();
  if (existsSync(file)) return file;
  if (Number.parseInt(process.versions.node, 10) >= 24) {
    console.log(`Pas de Node épinglé pour ce système : celui de la machine sert (${process.version}).`);
    return process.execPath;
  }
  throw new Stop(
    `Pas de Node épinglé pour ce système (${process.platform}, ${process.arch}) : installez Node 24 ; celui-ci est ${process.version}.`,
  );
}

/** One digest of the names and contents of files and folders, tests left out. */
function digest(paths) {
  const hash = createHash("sha256");
  const add = (path) => {
    if (path.endsWith(".test.ts")) return;
    const entries = lstatSync(join(root, path)).isDirectory() ? readdirSync(join(root, path)).sort() : null;
    if (entries) for (const name of entries) add(`${path}/${name}`);
    else
      hash
        .update(`${path}\0`)
        .update(readFileSync(join(root, path)))
        .update("\0");
  };
  for (const path of paths) if (existsSync(join(root, path))) add(path);
  return hash.digest("hex");
}
