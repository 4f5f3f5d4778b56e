import { join } from "node:path";
import MailComposer from "nodemailer/lib/mail-composer";
import type Mail from "nodemailer/lib/mailer";
import { writeMaildirs } from "../../sandbox/mail/maildirs.ts";
import { mailboxes, mailboxKeys } from "../../sandbox/people.ts";
import { importMail } from "../../server/commands/import.ts";
import { connectPeer } from "../durability/peer.ts";
import type { TestHouse } from "../house.ts";

/** Who writes, in these journeys: a service of another operator's hospital. */
export const sender = { name: "Service de pédiatrie", address: "pediatrie@ch-portbrume.mss.example" };

/**
 * Sends a message to « Accueil IME » by real SMTP, as a peer of the trust space; gives its Message-ID. Throws unless the
 * server takes it.
 */
export async function sendLetter(
  house: TestHouse,
  letter: Omit<Mail.Options, "date" | "from" | "to">,
  to = mailboxes.ime.address,
): Promise<string> {
  const date = new Date(house.clock.now());
  const node = new MailComposer({ from: sender, to, date, ...letter }).compile();
  const raw = await node.build();
  const peer = await connectPeer(house, house.house.smtpPort);
  const fate = await peer.send(sender.address, to, raw.toString("utf8"));
  peer.close();
  if (fate !== "acknowledged") throw new Error(`the message was ${fate}`);
  return node.messageId();
}

/** Brings the sandbox's mail of the last 90 days into the mailboxes, as an operator would from a former system. */
export async function importHistory({ folder, clock, house }: TestHouse): Promise<void> {
  const maildirs = join(folder, "maildirs");
  await writeMaildirs(maildirs, clock.now());
  const said: string[] = [];
  for (const key of mailboxKeys()) {
    const words = [mailboxes[key].address, join(maildirs, key)];
    if ((await importMail.run(house.rooms, words, (line) => said.push(line))) !== 0)
      throw new Error(said.join("\n"));
  }
}
