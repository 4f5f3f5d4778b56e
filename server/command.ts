import {
  type CommandLine,
  helpText,
  isGuide,
  moveOf,
  parseCommandLine,
  runCommandLine,
} from "./commands/door.ts";
import { isListening, sendCommand } from "./commands/socket.ts";
import { ConfigurationFaults } from "./configuration/configuration.ts";
import { openRooms } from "./house.ts";
import { runMove } from "./move.ts";
import type { HouseParts } from "./house.ts";
import { commandSocket } from "./open-store.ts";
import { guideModule } from "./places.ts";
import { readParts, sentenceOf } from "./start.ts";

/** `npm run caducee -- COMMAND`: through the running program when there is one, else on the store itself. */
async function main(words: string[]): Promise<number> {
  if (words.length === 0 || words[0] === "help") {
    console.log(helpText());
    return 0;
  }
  const parts = readParts();
  if (words.join(" ") === "config check") {
    console.log(
      `${parts.configuration.file} : la configuration est bonne (mode ${parts.configuration.mode}).`,
    );
    return 0;
  }
  let line = parseCommandLine(words, process.cwd());
  if (typeof line === "string") {
    console.error(line);
    return 64;
  }
  const say = (text: string) => console.log(text);
  const move = moveOf(line);
  if (move) return runMove(parts, move, say);
  if (isGuide(line)) {
    const made = await makeGuide(parts, say);
    if (!made) return 1;
    line = made;
  }
  const socket = commandSocket(parts.configuration);
  if (await isListening(socket)) return sendCommand(socket, line, say);
  const rooms = await openRooms(parts);
  try {
    return await runCommandLine(rooms, line, say);
  } finally {
    await rooms.close();
  }
}

/** What makes a guide drives a browser, and never in the program's own process. */
async function makeGuide(parts: HouseParts, say: (text: string) => void): Promise<CommandLine | null> {
  // The module has this function (guide/make.ts): what is imported by its place has no type.
  const { makeGuide: make } = (await import(guideModule.href)) as {
    makeGuide(parts: HouseParts, say: (text: string) => void): Promise<CommandLine | null>;
  };
  return make(parts, say);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(sentenceOf(error, process.env["CADUCEE_DATA"] || "data") ?? error);
  process.exitCode = error instanceof ConfigurationFaults ? 78 : 1;
}
