// A full sign-in, as a browser makes it: the page (the files it loads are kept by browsers, and not counted), identifier
// and password, the code from the ordinary mailbox, the code typed, then the folders and the first conversations of a
// mailbox of 200 messages, asked for in the page's own words. What counts is the program's processor time. Beside it, with
// `--portal`, what another portal takes for its sign-in (parts/portal.ts).
import { askFolders, askRows, readFolders, readRows } from "../browser/data/requests.ts";
import { connectPeer } from "../tests/durability/peer.ts";
import { message, sender } from "./parts/mail.ts";
import { optionOf } from "./parts/options.ts";
import { measurePortal } from "./parts/portal.ts";
import { openProgram } from "./parts/program.ts";
import { report } from "./parts/report.ts";
import { inRounds } from "./parts/rounds.ts";
import { signIn } from "./parts/session.ts";

const messages = 200;
/** As many as the page asks for at first (browser/data/conversation-list.ts). */
const rowsAtOnce = 20;
/** As many people as it takes to sign in some thousand times before the rounds: the code of a program in service is compiled. */
const people = 40;
/** Nobody is sent more than ten codes in an hour. */
const turns = 5;
const rounds = { rounds: 12, each: 30 };

const program = await openProgram({ mailboxes: 8, people });
try {
  await fillMailboxes();
  const logins = program.mailboxes.flatMap((mailbox) => mailbox.logins);
  const signIns = Array.from({ length: turns }, () => logins).flat();
  const warmUp = signIns.splice(0, signIns.length - rounds.rounds * rounds.each);
  for (const login of warmUp) await signInAndRead(login);
  const found = await inRounds(program.pid, rounds, (index) => signInAndRead(signIns[index] ?? ""));
  const portal = await measurePortal(optionOf("--portal", ""));
  const [theirs] = Object.values(portal);
  report({
    bench: "sign-in",
    goal: 1.3,
    ...found,
    facts: {
      "beyond the hash, in hashes (goal at most 0.25)": found.ratio - 1,
      ...portal,
      ...(theirs !== undefined && {
        "LemonLDAP::NG, in hashes": theirs / found.yardstick,
        "beyond the hash, LemonLDAP::NG against ours": theirs / (found.ms - found.yardstick),
      }),
    },
  });
} finally {
  await program.close();
}

async function fillMailboxes(): Promise<void> {
  const peer = await connectPeer(program, program.ports.smtpPort);
  for (const { address } of program.mailboxes)
    for (let index = 0; index < messages; index++) {
      const fate = await peer.send(sender, address, message(index, address));
      if (fate !== "acknowledged") throw new Error(fate);
    }
  peer.close();
}

async function signInAndRead(login: string): Promise<void> {
  const { browser, mailboxes, ask } = await signIn(program, login);
  const [{ accountId, inboxId } = { accountId: "", inboxId: "" }] = mailboxes;
  const first = await ask([askFolders(accountId), ...askRows(accountId, inboxId, 0, rowsAtOnce)]);
  const { rows } = readRows(first, 0);
  if (rows.length !== rowsAtOnce || !readFolders(first, accountId)) throw new Error("not the first list");
  browser.close();
}
