// npm test: installs what the tests need, builds the pages, and runs every test; words after « -- » choose the files
// whose path holds one of them.
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, buildQuick, install, root, run, spawned, Stop, timed } from "./bootstrap.mjs";
import { runFiles } from "./run-files.mjs";

/** After this the run is stopped, in milliseconds: it takes about fourteen minutes on two cores. */
const LIMIT = 18 * 60_000;

/** What the machine must have beside Node: Debian's package, and where it is seen to be there. */
const machine = [
  { name: "chromium", file: "/usr/bin/chromium" },
  { name: "fonts-open-sans", file: "/usr/share/fonts/truetype/open-sans" },
  { name: "oathtool", file: "/usr/bin/oathtool" },
  { name: "poppler-utils", file: "/usr/bin/pdfinfo" },
  { name: "postgresql-15", file: "/usr/lib/postgresql/15/bin/initdb" },
];

run(async () => {
  const node = await install();
  await equip();
  await build(node);
  await buildQuick(node);
  const files = testFiles(process.argv.slice(2));
  if (!process.env.CADUCEE_CORPUS) {
    console.log(
      "CADUCEE_CORPUS ne nomme aucun dossier\u00a0: les courriels recueillis ailleurs ne sont pas essayés.",
    );
  }
  const setup = "--test-global-setup=server/foundations/database/test-postgres.ts";
  const options = ["--test-concurrency=2", "--import=./tools/quick-imports.mjs", setup];
  // Compiled once for the run: every file is a process of its own, with threads that load the same rooms.
  const folder = mkdtempSync(join(roomyMemory() ?? tmpdir(), "caducee-tests-"));
  // PostgreSQL's own account passes through it.
  chmodSync(folder, 0o711);
  const compiled = join(root, "node_modules/.cache/compiled");
  const env = { ...process.env, TMPDIR: folder, NODE_COMPILE_CACHE: compiled };
  const stop = new AbortController();
  const limit = setTimeout(() => {
    console.error(`Les essais ont dépassé ${LIMIT / 60_000}\u00a0minutes\u00a0: arrêtés.`);
    stop.abort();
  }, LIMIT);
  process.on("SIGINT", () => stop.abort());
  try {
    process.exitCode = await runFiles({ node, options, files, folder, cwd: root, env, signal: stop.signal });
  } finally {
    clearTimeout(limit);
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Where Linux keeps files in memory, when there is room: a program that is killed leaves them as on a disk. */
function roomyMemory() {
  const shared = "/dev/shm";
  if (!existsSync(shared)) return null;
  const { bavail, bsize } = statfsSync(shared);
  return bavail * bsize > 6e9 ? shared : null;
}

/** Nothing is skipped in silence: what is missing is installed by root on Debian, named to anyone else. */
async function equip() {
  const missing = machine.filter(({ file }) => !existsSync(file)).map(({ name }) => name);
  if (missing.length === 0) return;
  const command = `apt-get install -y --no-install-recommends ${missing.join(" ")}`;
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
    throw new Stop(
      `Il manque de quoi tout essayer\u00a0: ${command} (ou l’équivalent de ce système), puis recommencez.`,
    );
  }
  await timed(`Installation de ${missing.join(", ")}`, async () => {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const stdio = ["ignore", "ignore", "inherit"];
    const code = await spawned("sh", ["-c", `apt-get update && ${command}`], { env, stdio });
    if (code !== 0) throw new Stop(`Cette commande n’a pas abouti\u00a0: ${command}`);
  });
}

/** The test files, those that take longest first: with two at a time, the short ones fill what is left. */
function testFiles(words) {
  const files = [];
  const walk = (folder) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else if (path.endsWith(".test.ts")) files.push(path);
    }
  };
  for (const folder of ["tests", "browser", "contracts", "guide", "sandbox", "server", "tools"]) {
    if (existsSync(join(root, folder))) walk(folder);
  }
  const chosen = files.filter((path) => words.length === 0 || words.some((word) => path.includes(word)));
  if (chosen.length === 0)
    throw new Stop(`Aucun fichier d’essai n’a dans son chemin\u00a0: ${words.join(", ")}`);
  return chosen;
}
