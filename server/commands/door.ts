import { isAbsolute, resolve } from "node:path";
import { auditVerify } from "./audit-verify.ts";
import { auditPublicKey, auditVerifyExport } from "./audit-verify-export.ts";
import { backup } from "./backup.ts";
import type { Command, CommandDoors } from "./command.ts";
import { evidence } from "./evidence.ts";
import { guide, keepGuide } from "./guide.ts";
import { importMail } from "./import.ts";
import { provision } from "./provision.ts";
import { sharedPostLink } from "./shared-post-link.ts";

export type { CommandDoors } from "./command.ts";

/** Every command that goes through the doors; `help` and `config check` need none. */
const commands: readonly Command[] = [
  provision,
  importMail,
  auditVerify,
  auditVerifyExport,
  auditPublicKey,
  evidence,
  backup,
  sharedPostLink,
];

/** What a command line is followed by; nobody types it. */
const inward: readonly Command[] = [keepGuide];

/** Those that move the whole store, which nobody else may use meanwhile: `move.ts` runs them, the program stopped. */
const moves = [
  {
    name: "export",
    words: "DOSSIER",
    help: "écrit tout ce que tient l’opérateur, scellé, dans un dossier ; le programme arrêté",
    takes: 1,
    paths: [0],
  },
  {
    name: "import",
    words: "DOSSIER",
    help: "reprend un export dans une base vide, SQLite ou PostgreSQL ; le programme arrêté",
    takes: 1,
    paths: [0],
  },
] as const satisfies readonly Omit<Command, "run">[];
const all: readonly Omit<Command, "run">[] = [...commands, guide, ...moves];

/** The help, one line a command. */
export function helpText(): string {
  const rows = [
    ...all.map(({ name, words, help }) => [`${name} ${words}`.trim(), help]),
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
  const named = all.filter(({ name }) => name === words.slice(0, name.split(" ").length).join(" "));
  const [first] = named;
  if (!first) return `« ${words.join(" ")} » n’est pas une commande connue.\n\n${helpText()}`;
  const said = words.slice(first.name.split(" ").length);
  const rest = said.length === 0 && first.otherwise !== undefined ? [first.otherwise] : said;
  const command = named.find(({ takes }) => takes === rest.length);
  if (!command)
    return named
      .map((one) => `Cette commande s’écrit : npm run caducee -- ${`${one.name} ${one.words}`.trim()}`)
      .join("\n");
  const absolute = rest.map((word, place) =>
    command.paths.includes(place) && !isAbsolute(word) ? resolve(folder, word) : word,
  );
  return { name: command.name, words: absolute };
}

/** The move that a command line asks for, and its folder; `null` when it goes through the doors. */
export function moveOf({ name, words }: CommandLine): { name: "export" | "import"; folder: string } | null {
  const move = moves.find((one) => one.name === name && one.takes === words.length);
  return move ? { name: move.name, folder: words[0] ?? "" } : null;
}

/** Whether a command line asks for the quick guide, which is made before it goes through the doors. */
export function isGuide({ name }: CommandLine): boolean {
  return name === guide.name;
}

/** The line with which a guide that was made is handed over to be kept. */
export function keepLine(made: { digest: string; pages: number; pdf: Uint8Array }): CommandLine {
  const words = [made.digest, String(made.pages), Buffer.from(made.pdf).toString("base64")];
  return { name: keepGuide.name, words };
}

/** Runs an understood command through the doors; `say` gets each line for the person. Answers the exit code. */
export async function runCommandLine(
  doors: CommandDoors,
  { name, words }: CommandLine,
  say: (line: string) => void,
): Promise<number> {
  const command = [...commands, ...inward].find((one) => one.name === name && one.takes === words.length);
  return command ? command.run(doors, words, say) : 1;
}
