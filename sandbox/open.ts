import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { sendLive } from "./live.ts";
import { openOutbox } from "./outbox.ts";
import { composeReply, composeTrial, sendAsPeer, type Delivery, type Reply } from "./peer.ts";
import { chooseOperator } from "./peer-domains.ts";
import { openPeerInbox, startPeer } from "./peer-inbox.ts";
import { prepareSandbox } from "./prepare.ts";
import { startPsc } from "./psc/start.ts";
import { readAuthorities, readIdentity } from "./pki.ts";
import { runTask, waitForProgram } from "./program.ts";
import { startRelay } from "./relay.ts";
import type { Settings } from "./settings.ts";
import { startWeb } from "./web.ts";
import { welcomeMail, welcomePeople } from "./welcome.ts";

/** How long closing may take before the process leaves anyway, in ms. */
const closingTime = 800;
const parentCheck = 2_000;
/** Looked at first of all: a parent that leaves while the sandbox opens is missed too. */
const parent = process.ppid;

/**
 * Opens the sandbox: what the program needs to start, the relay, the page; then, once the program answers, its people,
 * their mail, and messages now and then. Rejects when a port is taken or the folder cannot be written.
 */
export async function openSandbox(settings: Settings): Promise<void> {
  await prepare(settings);
  const pki = join(settings.folder, "pki");
  const authorities = await readAuthorities(pki);
  const outbox = await openOutbox(join(settings.folder, "outbox.jsonl"));
  const relay = await startRelay({
    port: settings.relayPort,
    identity: await readIdentity(pki, "relay"),
    onPost: outbox.add,
  });
  const inbox = await openPeerInbox(join(settings.folder, "peer-inbox.jsonl"));
  const peer = await startPeer({
    port: settings.peerPort,
    identities: {
      "ch-portbrume": await readIdentity(pki, "ch-portbrume"),
      biolittoral: await readIdentity(pki, "biolittoral"),
    },
    authorities,
    onLetter: inbox.add,
  });
  const psc = await startPsc(settings.pscPort, {
    secret: (await readFile(join(settings.folder, "psc.secret"), "utf8")).trim(),
    publicUrl: settings.publicUrl,
  });
  let ready = false;
  const deliver = async (mail: Pick<Delivery, "from" | "to" | "raw">): Promise<Reply> => {
    const identity = await readIdentity(pki, chooseOperator(mail.from));
    return sendAsPeer({ ...mail, port: settings.smtpPort, identity, authorities });
  };
  const web = await startWeb(settings.sandboxPort, {
    outbox,
    gatewayHeader: await readFile(join(settings.folder, "sms.headers"), "utf8"),
    programUrl: settings.publicUrl,
    isReady: () => ready,
    send: async (trial) => deliver({ ...trial, raw: await composeTrial(trial) }),
    inbox,
    rotateKeys: psc.rotate,
    async reply(letter, text) {
      const [from, to] = [letter.to, letter.from];
      return deliver({ from, to, raw: await composeReply(letter, text) });
    },
  });

  const leaving = new AbortController();
  closeOnRequest(async () => {
    leaving.abort();
    await Promise.all([web.close(), relay.close(), peer.close(), psc.close()]);
  });

  if (!(await waitForProgram(settings.webPort, leaving.signal))) return;
  ready = await welcomePeople(settings, leaving.signal);
  if (!ready) return;
  await welcomeMail(settings, leaving.signal);
  await sendLive(deliver, leaving.signal);
}

// Certificates are made in a process of their own, once; afterwards preparing is one small file to write.
async function prepare(settings: Settings): Promise<void> {
  const made = await access(join(settings.folder, "pki")).then(
    () => true,
    () => false,
  );
  if (made) return prepareSandbox(settings);
  const { code, complaint } = await runTask(["prepare"]);
  if (code === 0) return;
  console.error(complaint);
  process.exit(1);
}

/** Closes on SIGINT and SIGTERM, and when the process that started this one is gone. */
function closeOnRequest(close: () => Promise<void>): void {
  let closing = false;
  function leave(): void {
    if (closing) return;
    closing = true;
    setTimeout(() => process.exit(0), closingTime).unref();
    void close().finally(() => process.exit(0));
  }
  process.on("SIGINT", leave).on("SIGTERM", leave);
  setInterval(() => {
    if (process.ppid !== parent) leave();
  }, parentCheck).unref();
}
