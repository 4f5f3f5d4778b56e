import { readFileSync, readdirSync } from "node:fs";
import { gzipSync } from "node:zlib";

/** What the built pages weigh on the wire, against what an old hospital PC was promised. Exits with 1 when over. */

const built = new URL("../dist/browser/", import.meta.url);
/** Compressed bytes: the sign-in page whole, then what the mailbox adds. */
const budgets = { door: 25_000, mailbox: 85_000 };

function weigh(path: string): number {
  return gzipSync(readFileSync(new URL(path, built)), { level: 9 }).length;
}

const page = readFileSync(new URL("index.html", built), "utf8");
const assets = readdirSync(new URL("assets/", built)).map((name) => `assets/${name}`);
/** What the document names comes at once; the rest when it is needed, other languages only when chosen. */
const atOnce = assets.filter((path) => page.includes(path));
const house = assets.filter((path) => path.includes("mount"));

const groups = { door: ["index.html", ...atOnce], mailbox: house };
for (const [name, paths] of Object.entries(groups)) {
  const weights = paths.map((path) => ({ path, bytes: weigh(path) }));
  const sum = weights.reduce((all, one) => all + one.bytes, 0);
  const budget = budgets[name === "door" ? "door" : "mailbox"];
  for (const { path, bytes } of weights) console.log(`  ${String(bytes).padStart(7)}  ${path}`);
  console.log(`${sum > budget ? "✖" : "✔"} ${name}: ${sum} of ${budget} bytes`);
  if (sum > budget || paths.length < 2) process.exitCode = 1;
}
