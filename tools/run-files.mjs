// Runs test files, and gives those of a browser's journeys a second chance: Chromium on a loaded machine is the one thing
// here that we do not hold in hand. Both outcomes are said; anything else that fails fails the run.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { seconds } from "./bootstrap.mjs";

/** More files than this do not fail by chance. */
const SECOND_CHANCES = 3;

const reporter = fileURLToPath(new URL("test-files.mjs", import.meta.url));

/** The journeys in Chromium, and nothing else. */
export function mayTryAgain(file) {
  return file.startsWith("tests/journeys/");
}

/**
 * Runs `files` with `node --test` and `options` in `cwd`, then alone each journey that failed, if nothing else did.
 * `folder` takes notes. Answers the exit code: 0 when every file passed, at the first or the second time.
 */
export async function runFiles({ node, options, files, folder, cwd, env, signal }) {
  const first = await runOnce({ node, options, files, notes: join(folder, "first"), cwd, env, signal });
  saySlowest(first.files);
  if (first.code === 0) return 0;
  const failed = first.files.filter((one) => one.failed);
  const others = failed.filter((one) => !mayTryAgain(one.file));
  for (const { file } of others) console.log(`✖ ${file} a échoué.`);
  // A run that was cut short, or failed without naming a file, is not one to mend.
  if (!first.ended || failed.length === 0 || others.length > 0 || failed.length > SECOND_CHANCES)
    return first.code;
  let code = 0;
  for (const [index, { file, first: cause }] of failed.entries()) {
    console.log(`\n${file} a échoué\u00a0: une seconde fois, seul.`);
    const notes = join(folder, `second-${index}`);
    const second = await runOnce({ node, options, files: [file], notes, cwd, env, signal });
    const passed = second.code === 0 && second.ended;
    if (!passed) code = second.code || 1;
    const said = passed ? "a échoué une fois, puis réussi\u00a0: à revoir." : "a échoué deux fois.";
    console.log(`\n${passed ? "⚠" : "✖"} ${file} ${said} La première fois\u00a0:\n${cause ?? "sans un mot"}`);
  }
  return code;
}

/** One run; `ended` is false when the runner did not come to its end. */
async function runOnce({ node, options, files, notes, cwd, env, signal }) {
  const reporters = [
    "--test-reporter=spec",
    "--test-reporter-destination=stdout",
    `--test-reporter=${reporter}`,
    `--test-reporter-destination=${notes}`,
  ];
  const runner = spawn(node, ["--test", ...options, ...reporters, ...files], { cwd, env, stdio: "inherit" });
  const stop = () => runner.kill("SIGTERM");
  signal?.addEventListener("abort", stop);
  const code = await new Promise((resolve, reject) => {
    runner.on("error", reject);
    runner.on("exit", (number) => resolve(number ?? 1));
  });
  signal?.removeEventListener("abort", stop);
  const lines = readNotes(notes);
  const ended = lines.some((one) => one.end) && !signal?.aborted;
  return { code: ended || code !== 0 ? code : 1, ended, files: lines.filter((one) => !one.end) };
}

function readNotes(notes) {
  try {
    return readFileSync(notes, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line));
  } catch {
    // A runner that was killed leaves none, or half a line.
    return [];
  }
}

function saySlowest(files) {
  if (files.length < 20) return;
  const slowest = files.toSorted((one, other) => other.ms - one.ms).slice(0, 10);
  console.log("\nLes plus longs\u00a0:");
  for (const { file, ms } of slowest) console.log(`${seconds(ms).padStart(8)}  ${file}`);
}
