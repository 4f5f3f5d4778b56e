import { chmod, rm } from "node:fs/promises";
import { type Server, type Socket, connect, createServer } from "node:net";
import { createInterface } from "node:readline";
import type { CommandLine } from "./door.ts";

/**
 * The embedded store has one writer: while the program runs, a command goes to it over a socket in the data folder
 * (mode 0600), one JSON line there, `{"say":…}` lines back, then `{"exit":…}`.
 */

/** Listens for commands; closing removes the socket. */
export async function listenForCommands(
  path: string,
  run: (line: CommandLine, say: (text: string) => void) => Promise<number>,
): Promise<{ close(): Promise<void> }> {
  await rm(path, { force: true });
  const open = new Set<Socket>();
  const server: Server = createServer((socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket)).on("error", () => socket.destroy());
    const send = (message: object) => socket.writable && socket.write(`${JSON.stringify(message)}\n`);
    createInterface({ input: socket }).once("line", async (text) => {
      try {
        // Only this program's own command.ts writes here, and runCommandLine checks the name and the words again.
        const exit = await run(JSON.parse(text) as CommandLine, (say) => send({ say }));
        send({ exit });
      } catch (error) {
        send({ say: error instanceof Error ? error.message : String(error) });
        send({ exit: 1 });
      }
      socket.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(path, resolve);
  });
  await chmod(path, 0o600);
  return {
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      await rm(path, { force: true });
    },
  };
}

/** Whether a program listens on the socket. */
export function isListening(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once("connect", () => resolve(true) ?? socket.destroy()).once("error", () => resolve(false));
  });
}

/** Has the running program do it; answers the exit code. */
export function sendCommand(path: string, line: CommandLine, say: (text: string) => void): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(path, () => socket.write(`${JSON.stringify(line)}\n`));
    let exit: number | undefined;
    socket.once("error", reject);
    createInterface({ input: socket }).on("line", (text) => {
      // The program's own lines, as written above.
      const message = JSON.parse(text) as { say?: string; exit?: number };
      if (message.say !== undefined) say(message.say);
      exit = message.exit ?? exit;
    });
    socket.once("close", () =>
      exit === undefined ? reject(new Error("le programme s’est arrêté")) : resolve(exit),
    );
  });
}
