import { stat } from "node:fs/promises";
import type { Brought } from "../mailboxes/door.ts";
import type { FolderRole } from "../mailboxes/views.ts";
import { type Command, type CommandDoors, commandActor } from "./command.ts";
import { countMaildir, isMaildir, listMaildir, readMaildir } from "./import/maildir.ts";
import { type FoundMessage, readMbox } from "./import/mbox.ts";

/** What other systems call the folders that every mailbox has. */
const roles: Record<string, FolderRole> = {
  "": "inbox",
  inbox: "inbox",
  réception: "inbox",
  drafts: "drafts",
  brouillons: "drafts",
  sent: "sent",
  "sent items": "sent",
  envoyés: "sent",
  archive: "archive",
  archives: "archive",
  junk: "junk",
  spam: "junk",
  indésirables: "junk",
  trash: "trash",
  corbeille: "trash",
};

const sayEvery = 100;

/** Brings mail over from a former system, dates and flags kept; run again, it adds only what is missing. */
export const importMail: Command = {
  name: "import",
  words: "BOÎTE FICHIER",
  help: "reprend dans une boîte les messages d’un fichier mbox ou d’un dossier Maildir, dates et marques gardées",
  takes: 2,
  paths: [1],
  async run(doors, [address = "", path = ""], say) {
    const mailbox = await doors.mailboxes.findByAddress(address);
    if (!mailbox) {
      say(`${address} n’est pas une boîte connue. Créez-la d’abord avec la commande provision.`);
      return 1;
    }
    if (!(await stat(path).catch(() => null))) {
      say(`${path} n’existe pas.`);
      return 1;
    }
    const maildir = await isMaildir(path);
    const total = maildir ? ` sur ${await countMaildir(path)}` : "";
    const folders = maildir ? await listMaildir(path) : [{ name: "", path }];
    const counts = { stored: 0, again: 0, full: 0, closed: 0 };
    for (const folder of folders)
      for await (const message of maildir ? readMaildir(folder.path) : readMbox(path)) {
        counts[await bringOne(doors, mailbox.id, folder.name, message)]++;
        if (counts.closed > 0) {
          say(`${mailbox.address} est suspendue : rien n’y entre. Faites-la rouvrir par son référent.`);
          return 1;
        }
        if (counts.full > 0) {
          say(
            `La boîte est pleine : ${counts.stored} messages repris, les suivants attendent. Relevez son quota, puis relancez la même commande.`,
          );
          return 1;
        }
        const done = counts.stored + counts.again;
        if (done % sayEvery === 0) say(`${done}${total} messages…`);
      }
    say(`${counts.stored} messages repris dans ${mailbox.address}, ${counts.again} y étaient déjà.`);
    return 0;
  },
};

function bringOne(doors: CommandDoors, mailboxId: string, folder: string, message: FoundMessage) {
  const role = Object.hasOwn(roles, folder.toLowerCase()) ? roles[folder.toLowerCase()] : undefined;
  const keywords = [...(message.flagged ? ["$flagged"] : []), ...(message.answered ? ["$answered"] : [])];
  const brought: Brought = {
    mailboxId,
    folder: role ? { role } : { name: folder },
    receivedAt: message.receivedAt,
    seen: message.seen,
    keywords,
  };
  return doors.mailboxes.bring(brought, stream(message.bytes), commandActor);
}

async function* stream(bytes: FoundMessage["bytes"]): AsyncGenerator<Uint8Array> {
  yield* bytes;
}
