import assert from "node:assert/strict";
import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { makeProvision } from "../../sandbox/provision.ts";
import { testEngines } from "../../server/foundations/database/test-engines.ts";
import { makeTrustSpace, testStart } from "../house.ts";
import { allMessages, checkAgreement, openLater } from "./agreement.ts";
import { type Fate, connectPeer, smallMessage } from "./peer.ts";
import { runCommand, startProgram } from "./program.ts";

const rounds = 20;
const peers = 4;
const to = "accueil.ime@valdebrume.mss.example";
const from = "pediatrie@ch-portbrume.mss.example";

for (const engine of testEngines())
  test(`kill -9 during delivery, 20 rounds on ${engine.name}: nothing acknowledged is missing, nothing sent again stands twice`, async (t) => {
    const space = await makeTrustSpace();
    const place = await engine.createPlace();
    t.after(() => place.remove());
    const environment = { ...space.environment, ...place.environment };
    t.after(() => rm(space.folder, { recursive: true, force: true }));
    const fates = new Map<string, Fate>();
    const { smtpPort } = space.ports;
    let program = await startProgram(environment);
    t.after(() => program.child.kill("SIGKILL"));
    const file = join(space.folder, "provision.json");
    await writeFile(file, JSON.stringify(makeProvision(testStart)));
    const provisioned = await runCommand(environment, ["provision", file]);
    assert.equal(provisioned.code, 0, provisioned.printed);

    for (let round = 0; round < rounds; round++) {
      // What the sender does not know about is sent again first, as a peer's queue does.
      const again = [...fates].filter(([, fate]) => fate === "unknown").map(([id]) => id);
      let stopped = false;
      let answered = 0;
      // The blow falls after so many answers, at no particular point of the next messages.
      const blow = Promise.withResolvers<void>();
      const target = 4 + ((round * 7) % 13);
      const senders = Array.from({ length: peers }, async (_, place) => {
        const peer = await connectPeer(space, smtpPort).catch(() => null);
        for (let count = 0; peer && !stopped; count++) {
          const id = again.length > 0 ? again.pop() : `r${round}-p${place}-${count}`;
          if (id === undefined) continue;
          fates.set(id, "unknown");
          const fate = await peer.send(from, to, smallMessage(id, sizeOf(id)));
          fates.set(id, fate);
          if (++answered === target) blow.resolve();
          if (fate === "unknown") break;
        }
        peer?.close();
      });
      await blow.promise;
      await pause((round * 5) % 12);
      await program.kill();
      stopped = true;
      await Promise.all(senders);
      program = await startProgram(environment);
    }
    const peer = await connectPeer(space, smtpPort);
    for (const [id, fate] of fates)
      if (fate === "unknown") fates.set(id, await peer.send(from, to, smallMessage(id, sizeOf(id))));
    peer.close();
    await program.kill();

    const rooms = await openLater(environment, space.folder);
    t.after(() => rooms.close());
    const mailbox = await rooms.mailboxes.findByAddress(to);
    const person = await rooms.directory.findByLogin("org.nadege.faure@valdebrume.mss.example");
    assert.ok(mailbox && person);
    const who = { personId: person.id, sessionId: "s" };
    const counts = new Map<string, number>();
    const blobs: string[] = [];
    const messages = await allMessages(rooms, who, mailbox.id);
    for (const message of messages) {
      const id = message.envelope.messageId?.[0]?.split("@")[0] ?? "";
      counts.set(id, (counts.get(id) ?? 0) + 1);
      blobs.push(message.blobId);
      let size = 0;
      const range = { start: 0, end: message.size };
      for await (const part of (await rooms.mailboxes.open(who, mailbox.id, message.id, range, "headers")) ??
        [])
        size += part.length;
      assert.equal(size, message.size, "every row's blob opens, whole");
    }
    const acknowledged = [...fates].filter(([, fate]) => fate === "acknowledged").map(([id]) => id);
    assert.ok(acknowledged.length > rounds * peers, `${acknowledged.length} messages were acknowledged`);
    for (const id of acknowledged) assert.equal(counts.get(id), 1, `${id} was acknowledged`);
    for (const [id, count] of counts) assert.equal(count, 1, `${id} stands ${count} times`);
    assert.deepEqual(
      (await filesUnder(join(space.folder, "data", "blobs"))).sort(),
      blobs.sort(),
      "no blob without a row",
    );
    await checkAgreement(rooms, who, mailbox.id, { messages, word: "Essai" });
    t.diagnostic(`${acknowledged.length} acknowledged over ${rounds} kills`);
  });

/** The same bytes at each sending: every fifth message takes several frames. */
function sizeOf(id: string): number {
  return Number(id.split("-")[2]) % 5 === 0 ? 150_000 : 2000;
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}
