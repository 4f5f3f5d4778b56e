import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { text } from "node:stream/consumers";

const runner = new URL("run-files.mjs", import.meta.url).href;
const folders: string[] = [];
after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

/** Passes. */
const good = `import { test } from "node:test"; test("goes well", () => {});`;
/** Fails, always. */
const bad = `import { test } from "node:test"; test("goes wrong", () => { throw new Error("not today"); });`;
/** Fails the first time that it runs. */
const shaky = `import { test } from "node:test";
import { existsSync, writeFileSync } from "node:fs";
test("goes better", () => {
  const mark = import.meta.filename + ".seen";
  if (existsSync(mark)) return;
  writeFileSync(mark, "");
  throw new Error("came too soon");
});`;
/** Ends without a word. */
const gone = `process.exit(3);`;

/** Runs files as `npm test` does; answers the exit code and what was printed. */
async function run(files: Record<string, string>): Promise<{ code: number | null; printed: string }> {
  const folder = await mkdtemp(join(tmpdir(), "caducee-run-files-"));
  folders.push(folder);
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  const asked = { options: ["--test-concurrency=2"], files: Object.keys(files), folder, cwd: folder };
  const script = `import { runFiles } from ${JSON.stringify(runner)};
    process.exitCode = await runFiles({ ...${JSON.stringify(asked)}, node: process.execPath, env: process.env });`;
  // A runner that knows itself inside another runs nothing.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], { env, cwd: folder });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const printed = await text(child.stdout);
  return { code: await ended, printed };
}

test("files that pass are run once", async () => {
  const { code, printed } = await run({ "tests/journeys/a.test.mjs": good, "server/b.test.mjs": good });
  assert.equal(code, 0);
  assert.match(printed, /pass 2/);
  assert.doesNotMatch(printed, /échoué/);
});

test("a journey that fails once is run again alone, and both outcomes are said", async () => {
  const { code, printed } = await run({ "tests/journeys/a.test.mjs": shaky, "server/b.test.mjs": good });
  assert.equal(code, 0);
  assert.match(printed, /fail 1/);
  assert.match(
    printed,
    /tests\/journeys\/a\.test\.mjs a échoué une fois, puis réussi\u00a0: à revoir\.[^✖]*came too soon/,
  );
});

test("a journey that fails twice fails the run", async () => {
  const { code, printed } = await run({ "tests/journeys/a.test.mjs": bad });
  assert.equal(code, 1);
  assert.match(printed, /tests\/journeys\/a\.test\.mjs a échoué deux fois\.[^]*not today/);
});

test("a journey that ends without a word twice fails the run", async () => {
  const { code, printed } = await run({ "tests/journeys/a.test.mjs": gone });
  assert.equal(code, 1);
  assert.match(printed, /a échoué deux fois/);
});

test("anything else that fails fails the run at once, and no journey makes up for it", async () => {
  const { code, printed } = await run({
    "server/b.test.mjs": shaky,
    "tests/attacks/journeys.test.mjs": good,
    "tests/journeys/a.test.mjs": shaky,
  });
  assert.equal(code, 1);
  assert.match(printed, /✖ server\/b\.test\.mjs a échoué\./);
  assert.doesNotMatch(printed, /une seconde fois/);
});

test("a file that ends without a word fails the run", async () => {
  const { code } = await run({ "server/b.test.mjs": gone, "tests/journeys/a.test.mjs": good });
  assert.equal(code, 1);
});

test("more journeys than fail by chance are not run again", async () => {
  const names = ["a", "b", "c", "d"].map((name) => `tests/journeys/${name}.test.mjs`);
  const { code, printed } = await run(Object.fromEntries(names.map((name) => [name, shaky])));
  assert.equal(code, 1);
  assert.doesNotMatch(printed, /une seconde fois/);
});

test("files that fail without failing a test are no journey of ours", async () => {
  const { code } = await run({ "tests/journeys-of-others/a.test.mjs": shaky });
  assert.equal(code, 1);
});
