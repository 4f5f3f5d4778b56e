import { access, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { now } from "./clock.ts";
import { mailboxes, mailboxKeys, type MailboxKey } from "./people.ts";
import { readAuthorities, readIdentity } from "./pki.ts";
import { knowsMailbox } from "./probe.ts";
import { runCommand, runTask } from "./program.ts";
import { makeProvision } from "./provision.ts";
import type { Settings } from "./settings.ts";

const progressName = "imported.json";
const mailName = "mail";

/** The mailboxes whose mail was brought into the program standing on that data folder. */
interface Progress {
  dataFolder: string;
  imported: MailboxKey[];
}

/**
 * Brings the association into a program that does not know it: people, mailboxes and rights. A program that knows
 * it is left as it is. Returns whether people can sign in; a refusal of the program is printed.
 */
export async function welcomePeople(settings: Settings, signal: AbortSignal): Promise<boolean> {
  if (await isKnown(settings)) return true;
  await rm(join(settings.folder, progressName), { force: true });
  await rm(join(settings.folder, mailName), { recursive: true, force: true });
  return provision(settings, signal);
}

/** Brings in 90 days of mail, once per mailbox: an import that was cut goes on with the mailboxes left. */
export async function welcomeMail(settings: Settings, signal: AbortSignal): Promise<void> {
  const path = join(settings.folder, progressName);
  const progress = await readProgress(path, settings.dataFolder);
  const left = mailboxKeys().filter((key) => !progress.imported.includes(key));
  if (left.length === 0) return;

  const folder = join(settings.folder, mailName);
  if (!(await writeMail(folder, signal))) return;
  for (const key of left) {
    if (!(await importMailbox(settings, key, join(folder, key), signal))) return;
    progress.imported.push(key);
    await writeFile(path, JSON.stringify(progress));
  }
  await rm(folder, { recursive: true, force: true });
}

async function readProgress(path: string, dataFolder: string): Promise<Progress> {
  const text = await readFile(path, "utf8").catch(() => "");
  const progress: Progress | undefined = text === "" ? undefined : JSON.parse(text);
  return progress?.dataFolder === dataFolder ? progress : { dataFolder, imported: [] };
}

async function isKnown({ folder, smtpPort }: Settings): Promise<boolean> {
  const pki = join(folder, "pki");
  return knowsMailbox({
    port: smtpPort,
    identity: await readIdentity(pki, "ch-portbrume"),
    authorities: await readAuthorities(pki),
    address: mailboxes.sessad.address,
  });
}

async function provision(settings: Settings, signal: AbortSignal): Promise<boolean> {
  console.log("Création de l’association Val de Brume, de ses personnes et de ses boîtes…");
  const file = join(settings.folder, "provision.json");
  await writeFile(file, JSON.stringify(makeProvision(now()), undefined, 2), { mode: 0o600 });
  return run(settings, ["provision", file], signal);
}

async function importMailbox(
  settings: Settings,
  key: MailboxKey,
  maildir: string,
  signal: AbortSignal,
): Promise<boolean> {
  const count = await countMessages(maildir);
  console.log(`Import de ${count} messages dans ${mailboxes[key].name}…`);
  return run(settings, ["import", mailboxes[key].address, maildir], signal);
}

async function run(settings: Settings, words: string[], signal: AbortSignal): Promise<boolean> {
  const { code, complaint } = await runCommand(settings, words, signal);
  if (code === 0) return true;
  if (!signal.aborted) console.error(`La commande ${words[0]} a échoué. ${complaint}`);
  return false;
}

async function countMessages(maildir: string): Promise<number> {
  const files = await readdir(maildir, { recursive: true, withFileTypes: true });
  return files.filter((file) => file.isFile() && /[\\/](?:cur|new)$/.test(file.parentPath)).length;
}

// Written once: an import that was cut is taken up again with the same bytes, so that nothing comes in twice.
async function writeMail(folder: string, signal: AbortSignal): Promise<boolean> {
  if (
    await access(folder).then(
      () => true,
      () => false,
    )
  )
    return true;
  const { code, complaint } = await runTask(["mail", folder], signal);
  if (code !== 0 && !signal.aborted) console.error(`Les messages n’ont pas pu être écrits. ${complaint}`);
  return code === 0;
}
