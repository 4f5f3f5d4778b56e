import assert from "node:assert/strict";
import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { openPeerInbox, startPeer } from "../../sandbox/peer-inbox.ts";
import { people } from "../../sandbox/people.ts";
import { readIdentity } from "../../sandbox/pki.ts";
import { makeProvision } from "../../sandbox/provision.ts";
import { startRelay } from "../../sandbox/relay.ts";
import { testEngines } from "../../server/foundations/database/test-engines.ts";
import { makeTrustSpace, testStart } from "../house.ts";
import { signIn } from "../session.ts";
import { allMessages, checkAgreement, openLater } from "./agreement.ts";
import { runCommand, startProgram } from "./program.ts";

const rounds = 20;
const writers = 3;
const to = "h.castaing@ch-portbrume.mss.example";

for (const engine of testEngines())
  test(`kill -9 during drafts, marks and sending, 20 rounds on ${engine.name}: nothing acknowledged is lost, what is in « Envoyés » has left`, async (t) => {
    const space = await makeTrustSpace();
    const held = await engine.createPlace();
    t.after(() => held.remove());
    t.after(() => rm(space.folder, { recursive: true, force: true }));
    const environment = { ...space.environment, ...held.environment, CADUCEE_QUEUE_UNDO_SECONDS: "0" };
    const relay = await startRelay({
      port: space.ports.relayPort,
      identity: await readIdentity(space.pki, "relay"),
    });
    t.after(() => relay.close());
    const inbox = await openPeerInbox(join(space.folder, "peer-inbox.jsonl"));
    /** How often the peer took a message, by subject. */
    const taken = new Map<string, number>();
    const identity = await readIdentity(space.pki, "ch-portbrume");
    const peer = await startPeer({
      port: space.ports.peerPort,
      identities: { "ch-portbrume": identity, biolittoral: identity },
      authorities: space.authorities,
      async onLetter(letter) {
        await inbox.add(letter);
        taken.set(letter.subject, (taken.get(letter.subject) ?? 0) + 1);
      },
    });
    t.after(() => peer.close());
    let program = await startProgram(environment);
    t.after(() => program.child.kill("SIGKILL"));
    const file = join(space.folder, "provision.json");
    await writeFile(file, JSON.stringify(makeProvision(testStart)));
    const provisioned = await runCommand(environment, ["provision", file]);
    assert.equal(provisioned.code, 0, provisioned.printed);
    const session = await signIn(space.publicUrl, relay);
    const { accountId } = session;
    const { drafts = "", sent = "" } = await session.folders();

    /** What the person was told: the draft is kept, the message is on its way. */
    const kept = new Set<string>();
    const gone = new Set<string>();
    /** The marks of a message as the person was told; « unknown » when the answer was lost. */
    const marks = new Map<string, Record<string, boolean> | "unknown">();
    const mark = async (id: string, count: number) => {
      const wanted = { $flagged: count % 2 === 0, $seen: count % 3 !== 0 };
      marks.set(id, "unknown");
      const done = await session.mark(id, wanted).catch(() => false);
      if (done) marks.set(id, wanted);
      return done;
    };
    for (let round = 0; round < rounds; round++) {
      let stopped = false;
      let answered = 0;
      const blow = Promise.withResolvers<void>();
      const target = 3 + ((round * 5) % 11);
      const people = Array.from({ length: writers }, async (_, place) => {
        for (let count = 0; !stopped; count++) {
          const subject = `r${round}-p${place}-${count}`;
          const draft = await session.write(drafts, subject, to).catch(() => null);
          if (!draft) break;
          kept.add(subject);
          if (++answered === target) blow.resolve();
          if (!(await mark(draft, count))) break;
          if (++answered === target) blow.resolve();
          // Every fourth one stays a draft.
          if (count % 4 === 3) continue;
          if (!(await session.send(draft, sent).catch(() => false))) break;
          gone.add(subject);
          if (++answered === target) blow.resolve();
        }
      });
      await blow.promise;
      await pause((round * 7) % 15);
      await program.kill();
      stopped = true;
      await Promise.all(people);
      program = await startProgram(environment);
    }
    // What nobody was told about may be on its way too: its bytes wait until it has left.
    const queue = join(space.folder, "data", "queue");
    const isUnderWay = async () =>
      [...gone].some((one) => !taken.has(one)) || (await filesUnder(queue)).length > 0;
    for (let tries = 0; tries < 600 && (await isUnderWay()); tries++) await pause(100);
    await program.kill();

    const rooms = await openLater(environment, space.folder);
    t.after(() => rooms.close());
    const person = await rooms.directory.findByLogin(people[0]?.login ?? "");
    const who = { personId: person?.id ?? "", sessionId: "s" };
    const messages = await allMessages(rooms, who, accountId);
    const subjectsIn = (folderId: string) => {
      const own = messages.filter(({ folderIds }) => folderIds.includes(folderId));
      const subjects = new Set(own.map(({ envelope }) => envelope.subject ?? ""));
      assert.equal(subjects.size, own.length, "nothing stands twice");
      return subjects;
    };
    const inDrafts = subjectsIn(drafts);
    const inSent = subjectsIn(sent);
    assert.ok(gone.size > rounds, `${gone.size} were sent`);
    for (const subject of kept)
      assert.ok(inDrafts.has(subject) || inSent.has(subject), `${subject} was kept`);
    for (const subject of gone) assert.ok(inSent.has(subject), `${subject} was sent`);
    // Leaving and moving are one: neither half of it is ever seen alone.
    for (const subject of inSent)
      assert.ok(taken.has(subject), `${subject} stands in « Envoyés » and has not left`);
    for (const subject of taken.keys())
      assert.ok(inSent.has(subject), `${subject} left and does not stand there`);
    const twice = [...taken.values()].filter((count) => count > 1);
    // Only what was between the peer's last answer and our row when the blow fell.
    assert.ok(twice.length <= rounds * 4, `${twice.length} were sent twice`);
    assert.deepEqual(await filesUnder(queue), [], "no bytes are left to leave");
    for (const { id, keywords } of messages) {
      const told = marks.get(id);
      if (told === undefined || told === "unknown") continue;
      for (const [keyword, is] of Object.entries(told))
        assert.equal(keywords.includes(keyword), is, `${keyword} of ${id}`);
    }
    assert.ok([...marks.values()].filter((told) => told !== "unknown").length > rounds);
    await checkAgreement(rooms, who, accountId, { messages, word: "Bonjour" });
    t.diagnostic(`${kept.size} drafts, ${gone.size} sent, ${twice.length} twice, over ${rounds} kills`);
  });

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}
