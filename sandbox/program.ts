import { spawn } from "node:child_process";
import { get } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Settings } from "./settings.ts";

/** The program seen from outside: its health page and its command line, nothing more. */

// Beside the sources when run from there, among the built files when built.
const commandName = import.meta.url.endsWith(".ts") ? "command.ts" : "command.js";
const commandFile = fileURLToPath(new URL(`../server/${commandName}`, import.meta.url));

/** Waits for the program's `GET /health`; ends early, with false, when the signal fires. */
export async function waitForProgram(webPort: number, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    if (await isHealthy(webPort)) return true;
    await wait(200, undefined, { signal }).catch(() => {});
  }
  return false;
}

// Not fetch(): it alone weighs 7 MB in a process at rest.
function isHealthy(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = get(
      { host: "127.0.0.1", port, path: "/health", agent: false, timeout: 2_000 },
      (response) => {
        response.resume();
        resolve(response.statusCode === 200);
      },
    );
    asked.once("timeout", () => asked.destroy());
    asked.once("error", () => resolve(false));
  });
}

/** How a command ended: its exit code (null when killed) and the end of what it said. */
export interface CommandEnd {
  code: number | null;
  complaint: string;
}

/** Runs `caducee COMMAND …` in the sandbox's own environment. */
export function runCommand(settings: Settings, words: string[], signal: AbortSignal): Promise<CommandEnd> {
  return runFile(commandFile, words, signal, {
    CADUCEE_DATA: settings.dataFolder,
    CADUCEE_SANDBOX_DATA: settings.folder,
  });
}

/**
 * Runs one of the sandbox's own rare and heavy tasks (see main.ts) in a process apart: at rest, this one keeps
 * nothing of it in memory.
 */
export function runTask(words: string[], signal?: AbortSignal): Promise<CommandEnd> {
  return runFile(process.argv[1] ?? "", words, signal);
}

function runFile(
  file: string,
  words: string[],
  signal: AbortSignal | undefined,
  env: NodeJS.ProcessEnv = {},
): Promise<CommandEnd> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [file, ...words], {
      stdio: ["ignore", "pipe", "pipe"],
      signal,
      env: { ...process.env, ...env },
    });
    let complaint = "";
    const hear = (text: string): void => {
      complaint = (complaint + text).slice(-2_000);
    };
    child.stdout.setEncoding("utf8").on("data", hear);
    child.stderr.setEncoding("utf8").on("data", hear);
    child.once("error", (error) => resolve({ code: null, complaint: error.message }));
    child.once("close", (code) => resolve({ code, complaint: complaint.trim() }));
  });
}
