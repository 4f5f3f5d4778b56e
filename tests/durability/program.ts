import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { programFlags } from "../../tools/flags.mjs";

const main = fileURLToPath(new URL("../../dist/server/main.js", import.meta.url));
const command = fileURLToPath(new URL("../../dist/server/command.js", import.meta.url));

/** The built program in a process of its own, as an operator runs it. */
export interface Program {
  child: ChildProcess;
  /** Ends it as a power cut does for a process. */
  kill(): Promise<void>;
}

/** Starts the program and waits until it is ready; rejects with what it printed when it ends before. */
export async function startProgram(environment: Record<string, string>): Promise<Program> {
  const child = spawn(process.execPath, [...programFlags, main], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let printed = "";
  child.stderr?.on("data", (chunk) => (printed += String(chunk)));
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the program ended: ${printed}`);
    const answer = await fetch(`http://127.0.0.1:${environment["CADUCEE_WEB_PORT"]}/health`).catch(
      () => null,
    );
    await answer?.arrayBuffer();
    if (answer?.ok) break;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  return {
    child,
    async kill() {
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** Runs a command of the built command line; answers its exit code and what it printed. */
export async function runCommand(environment: Record<string, string>, words: string[]) {
  const child = spawn(process.execPath, [command, ...words], { env: { ...process.env, ...environment } });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (printed += String(chunk)));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, printed };
}
