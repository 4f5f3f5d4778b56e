import { isAbsolute, resolve } from "node:path";
import { auditVerify } from "./audit-verify.ts";
import type { Command, CommandDoors } from "./command.ts";
import { importMail } from "./import.ts";
import { provision } from "./provision.ts";

export type { CommandDoors } from "./command.ts";

/** Every command that goes through the doors; `help` and `config check` need none. */
const commands: readonly Command[] = [provision, importMail, auditVerify];

/** The help, one line a command. */
export function helpText(): string {
  const rows = [
    ...commands.map(({ name, words, help }) => [`${name} ${words}`.trim(), help]),
    ["config check", "vérifie la configuration sans rien ouvrir"],
    ["help", "affiche cette aide"],
  ];
  const width = Math.max(...rows.map(([name = ""]) => name.length));
  const lines = rows.map(([name = "", help = ""]) => `  ${name.padEnd(width)}   ${help}`);
  return `npm run caducee -- COMMANDE\n\n${lines.join("\n")}`;
}

/** A command line that was understood: paths are absolute, so that it may run in another process. */
export interface CommandLine {
  name: string;
  words: string[];
}

/** Understands the words of a command line, or says in one sentence what is wrong with them. */
export function parseCommandLine(words: readonly string[], folder: string): CommandLine | string {
  const command = commands.find(({ name }) => name === words.slice(0, name.split(" ").length).join(" "));
  if (!command) return `« ${words.join(" ")} » n’est pas une commande connue.\n\n${helpText()}`;
  const rest = words.slice(command.name.split(" ").length);
  if (rest.length !== command.takes)
    return `Cette commande s’écrit : npm run caducee -- ${`${command.name} ${command.words}`.trim()}`;
  const absolute = rest.map((word, place) =>
    command.paths.includes(place) && !isAbsolute(word) ? resolve(folder, word) : word,
  );
  return { name: command.name, words: absolute };
}

/** Runs an understood command through the doors; `say` gets each line for the person. Answers the exit code. */
export async function runCommandLine(
  doors: CommandDoors,
  { name, words }: CommandLine,
  say: (line: string) => void,
): Promise<number> {
  const command = commands.find((one) => one.name === name);
  if (!command || words.length !== command.takes) return 1;
  return command.run(doors, words, say);
}
