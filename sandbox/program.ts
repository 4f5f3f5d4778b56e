import { spawn } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { commandFile } from "./places.ts";
import type { Settings } from "./settings.ts";

/** The program seen from outside: its health page and its command line, nothing more. */

/** Waits for the program's `GET /health`; ends early, with false, when the signal fires. */
export async function waitForProgram(webPort: number, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    if (await isHealthy(webPort)) return true;
    await wait(200, undefined, { signal }).catch(() => {});
  }
  return false;
}

async function isHealthy(webPort: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${webPort}/health`, { signal: AbortSignal.timeout(2_000) }).then(
    async (response) => {
      await response.body?.cancel();
      return response.ok;
    },
    () => false,
  );
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
 * Runs a file of the project in a process of its own and waits for its end. The sandbox does so with its own rare
 * and heavy work too (certificates, mail): a process at rest keeps none of it in memory.
 */
export function runFile(
  file: URL,
  words: string[],
  signal: AbortSignal,
  env: NodeJS.ProcessEnv,
): Promise<CommandEnd> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [fileURLToPath(file), ...words], {
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
