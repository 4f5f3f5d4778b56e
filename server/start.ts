import { mkdirSync, openSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  type Configuration,
  ConfigurationFaults,
  pathOf,
  readConfiguration,
} from "./configuration/configuration.ts";
import { readSecrets } from "./configuration/secrets.ts";
import { systemChance } from "./foundations/chance.ts";
import { systemClock } from "./foundations/clock.ts";
import { type Log, createLog } from "./foundations/log.ts";
import { type PostgresRefusal, PostgresRefused } from "./foundations/database/postgres-refusals.ts";
import { ImportUnfinished } from "./foundations/move/check.ts";
import { SealBroken } from "./foundations/sealing.ts";
import type { HouseParts } from "./house.ts";
import { AlreadyRunning } from "./open-store.ts";

/** Reads everything the house is built from, with the machine's own clock and chance. Throws `ConfigurationFaults`. */
export function readParts(): HouseParts {
  // What the program writes, or a command in its stead, is its own: the data folder is opened by nobody else.
  process.umask(0o077);
  const configuration = readConfiguration(process.env, process.cwd());
  const secrets = readSecrets(configuration, process.env);
  return { configuration, secrets, clock: systemClock, chance: systemChance, log: openLog(configuration) };
}

function openLog(configuration: Configuration): Log {
  const named = configuration.values["log.file"];
  // The sandbox's terminal is for people: its log goes to a file beside its own.
  const file = named || configuration.mode === "sandbox" ? pathOf(configuration, named || "caducee.log") : "";
  if (file === "") return createLog(systemClock, (line) => process.stdout.write(line));
  mkdirSync(dirname(file), { recursive: true });
  return createLog(systemClock, createAppend(file));
}

/** Puts lines at the end of a file, at once: a turn through the thread pool would cost ten times as much. */
function createAppend(file: string): (line: string) => void {
  let descriptor: number | undefined;
  return (line) => {
    try {
      descriptor ??= openSync(file, "a", 0o600);
      writeSync(descriptor, line);
    } catch {
      // A disk that is full loses lines, and never stops the program.
    }
  };
}

const postgresSentences: Record<PostgresRefusal, string> = {
  unreachable:
    "PostgreSQL ne répond pas. Vérifiez qu’il tourne, et l’adresse que donne CADUCEE_DATABASE_URL.",
  "wrong-password":
    "PostgreSQL refuse cet utilisateur ou son mot de passe. Corrigez-les dans CADUCEE_DATABASE_URL.",
  "no-database":
    "PostgreSQL n’a pas de base de ce nom. Créez-la (createdb), ou corrigez CADUCEE_DATABASE_URL.",
  "not-allowed":
    "Cet utilisateur n’a pas le droit de créer des tables dans la base PostgreSQL. Donnez-lui la base (ALTER DATABASE … OWNER TO …).",
  full: "PostgreSQL n’a plus de place ou plus de connexion libre. Libérez-en, ou baissez CADUCEE_DATABASE_CONNECTIONS.",
  "too-old": "Ce PostgreSQL est trop ancien : il faut la version 15 ou une plus récente.",
  "in-use": "Un programme Caducée a cette base PostgreSQL ouverte. Arrêtez-les tous, puis recommencez.",
  "being-moved":
    "Un export ou une reprise est en cours sur cette base PostgreSQL. Attendez sa fin, puis recommencez.",
  "same-node":
    "Un autre programme Caducée, qui tourne, a le même nom que celui-ci sur cette base PostgreSQL. Donnez à chacun son propre dossier de données (CADUCEE_DATA), qui ne soit pas la copie d’un autre.",
  "not-utf8":
    "Cette base PostgreSQL n’est pas en UTF-8. Créez-en une autre (createdb --encoding=UTF8 --template=template0).",
};

/** One clear sentence for what kept the program from starting, or `null` for a defect of ours. */
export function sentenceOf(error: unknown, data: string): string | null {
  if (error instanceof ConfigurationFaults) return error.message;
  if (error instanceof AlreadyRunning)
    return `Caducée tourne déjà sur le dossier ${data}. Arrêtez-le, ou choisissez un autre dossier avec CADUCEE_DATA.`;
  if (error instanceof SealBroken)
    return `La clé de scellement n’est pas celle de ce dossier de données (${data}), ou de sa base. Remettez la clé d’origine.`;
  if (error instanceof ImportUnfinished)
    return "La reprise d’un export n’est pas terminée dans cette base. Relancez la même commande « import » : elle continue où elle en était.";
  if (error instanceof PostgresRefused) return postgresSentences[error.reason];
  const { code = "", message = "", port } = error as { code?: string; message?: string; port?: number };
  const storeFile = join(data, "store.db");
  if (port !== undefined && code === "EACCES")
    return `Le port ${port} n’est pas permis à ce programme. Choisissez-en un au-dessus de 1024.`;
  switch (code) {
    case "EADDRINUSE":
      return `Le port ${port ?? ""} est déjà pris. Arrêtez l’autre programme, ou choisissez un autre port (CADUCEE_WEB_PORT, CADUCEE_SMTP_PORT).`;
    // A folder that cannot be made on a disk mounted read-only is reported missing.
    case "ENOENT":
    case "EACCES":
    case "EPERM":
    case "EROFS":
    case "ENOTDIR":
    case "SQLITE_CANTOPEN":
    case "SQLITE_READONLY":
      return `Le dossier de données ${data} ne peut pas être écrit. Vérifiez ses droits, ou choisissez-en un autre avec CADUCEE_DATA.`;
    case "ENOSPC":
    case "SQLITE_FULL":
      return `Le disque du dossier de données ${data} est plein. Libérez de la place, ou choisissez un autre dossier avec CADUCEE_DATA.`;
    case "SQLITE_NOTADB":
    case "SQLITE_CORRUPT":
      return `Le fichier ${storeFile} ne s’ouvre pas : il est abîmé, ou la clé n’est pas la sienne. Rétablissez une sauvegarde.`;
    default:
      return message.includes("disk is full") || message.includes("disk I/O")
        ? sentenceOf({ code: "SQLITE_FULL" }, data)
        : null;
  }
}
