import { listenForCommands } from "./commands/socket.ts";
import { checkSealingMark } from "./foundations/sealing-mark.ts";
import { ExportRefused } from "./foundations/move/export-folder.ts";
import { exportStore } from "./foundations/move/export.ts";
import { type ImportRefusal, ImportRefused, endImport, importStore } from "./foundations/move/import.ts";
import { checkWhole } from "./foundations/move/check.ts";
import type { MoveParts, Progress } from "./foundations/move/parts.ts";
import type { HouseParts } from "./house.ts";
import { commandSocket, openStore } from "./open-store.ts";
import { buildRooms } from "./rooms.ts";

type Say = (line: string) => void;

const sentences: Record<ImportRefusal, string> = {
  "not-empty":
    "Cette base n’est pas vide : rien n’y a été repris. Reprenez l’export dans une base neuve, ou dans un autre dossier de données.",
  "other-import":
    "Une autre reprise a été commencée dans cette base. Terminez-la avec le même dossier, ou prenez une base neuve.",
  "other-version":
    "Cet export vient d’une autre version de Caducée. Refaites-le avec celle qui le reprend, ou reprenez-le avec celle qui l’a fait.",
};

/**
 * Exports the whole store into a folder, or imports one into an empty store, of whichever engine; alone on the store.
 * Answers the exit code. Throws what `openStore` throws.
 */
export async function runMove(
  parts: HouseParts,
  { name, folder }: { name: "export" | "import"; folder: string },
  say: Say,
): Promise<number> {
  const { store, sealing, node, folders } = await openStore(parts, { alone: true });
  // A program that starts meanwhile, or a command, finds somebody there.
  const socket = await listenForCommands(commandSocket(parts.configuration), async (_line, tell) => {
    tell("Un export ou une reprise est en cours. Attendez sa fin, puis recommencez.");
    return 1;
  });
  const move = {
    store,
    sealing,
    folders,
    rebuilt: rebuilt().flatMap(({ tables }) => tables),
    progress: tellProgress(say),
  };
  try {
    if (name === "export") return await runExport({ ...parts, ...move }, folder, say);
    return await runImport({ ...move, part: node }, folder, say);
  } catch (error) {
    if (!(error instanceof ExportRefused || error instanceof ImportRefused)) throw error;
    say(error instanceof ImportRefused ? sentences[error.reason] : error.message);
    return 1;
  } finally {
    await socket.close();
    await store.close();
  }
}

async function runExport(parts: MoveParts & HouseParts, folder: string, say: Say): Promise<number> {
  await checkWhole(parts.store);
  await checkSealingMark(parts.store, parts.sealing);
  const { tables, folders } = await exportStore(parts, folder);
  say(`Export terminé dans ${folder} : ${counted(tables, folders)}.`);
  say("Il ne s’ouvre qu’avec la clé de scellement, qui n’y est pas : gardez-la à part.");
  return 0;
}

async function runImport(parts: MoveParts & { part: string }, folder: string, say: Say): Promise<number> {
  const { store, sealing } = parts;
  const { tables, folders } = await importStore(parts, folder);
  for (const { room, by } of rebuilt())
    for (let after: unknown = ""; after !== null;) after = await store.change(`${room}.${by}`, { after });
  await checkSealingMark(store, sealing);
  await endImport(parts);
  say(`Reprise terminée : ${counted(tables, folders)}.`);
  say("La recherche se reconstruit dès que le programme tourne ; « audit verify » contrôle les traces.");
  return 0;
}

/** What the rooms make again from their other tables. */
function rebuilt() {
  // Only what the rooms say of themselves is asked for: no secret is needed.
  const rooms = buildRooms({ audit: new Uint8Array(32) });
  return Object.entries(rooms).flatMap(([room, { rebuilt: own }]) => (own ? [{ room, ...own }] : []));
}

const number = new Intl.NumberFormat("fr-FR");
const whatIs: Record<string, string> = { blobs: "Fichiers de messages", queue: "Fichiers à envoyer" };
const linesApart = 10_000;

function tellProgress(say: Say): Progress {
  let [what, whole, next] = ["", "", 0];
  return {
    begin(name, total) {
      what = whatIs[name] ?? `Table ${name}`;
      whole = total === null ? "" : ` sur ${number.format(total)}`;
      next = linesApart;
      if (total !== 0) say(`${what}${total === null ? "" : ` : ${number.format(total)}`}…`);
    },
    done(count) {
      if (count < next) return;
      say(`${what} : ${number.format(count)}${whole}`);
      next = count + linesApart;
    },
  };
}

function counted(tables: { rows: number }[], folders: { files: number }[]): string {
  const rows = tables.reduce((sum, one) => sum + one.rows, 0);
  const files = folders.reduce((sum, one) => sum + one.files, 0);
  return `${number.format(rows)} lignes, ${number.format(files)} fichiers`;
}
