import { access } from "node:fs/promises";
import { join } from "node:path";
import { explainFailure, type SystemFailure } from "./failures.ts";
import { sendLive } from "./live.ts";
import { openOutbox } from "./outbox.ts";
import { chooseOperator, composeTrial, sendAsPeer, type Delivery, type Reply } from "./peer.ts";
import { prepareSandbox } from "./prepare.ts";
import { readAuthorities, readIdentity } from "./pki.ts";
import { prepareFile } from "./places.ts";
import { runFile, waitForProgram } from "./program.ts";
import { startRelay } from "./relay.ts";
import { readSettings, type Settings } from "./settings.ts";
import { startWeb } from "./web.ts";
import { welcomeMail, welcomePeople } from "./welcome.ts";

/** How long closing may take before the process leaves anyway, in ms. */
const closingTime = 800;
const parentCheck = 2_000;

const settings = readSettings(process.env);
if ("wrong" in settings) {
  console.error(settings.wrong);
  process.exit(1);
}
await open(settings).catch((error: SystemFailure) => {
  console.error(explainFailure(error));
  process.exit(1);
});

async function open(chosen: Settings): Promise<void> {
  await prepare(chosen);
  const pki = join(chosen.folder, "pki");
  const authorities = await readAuthorities(pki);
  const outbox = await openOutbox(join(chosen.folder, "outbox.jsonl"));
  const relay = await startRelay({
    port: chosen.relayPort,
    identity: await readIdentity(pki, "relay"),
    onPost: outbox.add,
  });
  let ready = false;
  const deliver = async (mail: Pick<Delivery, "from" | "to" | "raw">): Promise<Reply> => {
    const identity = await readIdentity(pki, chooseOperator(mail.from));
    return sendAsPeer({ ...mail, port: chosen.smtpPort, identity, authorities });
  };
  const web = await startWeb(chosen.sandboxPort, {
    outbox,
    programUrl: chosen.publicUrl,
    isReady: () => ready,
    send: async (trial) => deliver({ ...trial, raw: await composeTrial(trial) }),
  });

  const leaving = new AbortController();
  closeOnRequest(async () => {
    leaving.abort();
    await Promise.all([web.close(), relay.close()]);
  });

  if (!(await waitForProgram(chosen.webPort, leaving.signal))) return;
  ready = await welcomePeople(chosen, leaving.signal);
  if (!ready) return;
  await welcomeMail(chosen, leaving.signal);
  await sendLive(deliver, leaving.signal);
}

// Certificates are made in a process of their own, once; afterwards preparing is one small file to write.
async function prepare(chosen: Settings): Promise<void> {
  const made = await access(join(chosen.folder, "pki")).then(
    () => true,
    () => false,
  );
  if (made) return prepareSandbox(chosen);
  const { code, complaint } = await runFile(prepareFile, [], new AbortController().signal, {});
  if (code === 0) return;
  console.error(complaint);
  process.exit(1);
}

/** Closes on SIGINT and SIGTERM, and when the process that started this one is gone. */
function closeOnRequest(close: () => Promise<void>): void {
  const parent = process.ppid;
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
