import assert from "node:assert/strict";
import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { startPeer } from "../../sandbox/peer-inbox.ts";
import { readIdentity } from "../../sandbox/pki.ts";
import { makeProvision } from "../../sandbox/provision.ts";
import { startRelay } from "../../sandbox/relay.ts";
import { startTestPostgres } from "../../server/foundations/database/test-postgres.ts";
import { connectPeer, smallMessage } from "../durability/peer.ts";
import { runCommand, startProgram } from "../durability/program.ts";
import { freePort } from "../free-port.ts";
import { makeTrustSpace } from "../house.ts";
import { type PersonSession, signIn } from "../session.ts";

const address = "accueil.ime@valdebrume.mss.example";
const outside = "h.castaing@ch-portbrume.mss.example";
const from = "pediatrie@ch-portbrume.mss.example";
const sendings = 24;

async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; !(await holds()); tries++) {
    assert.ok(tries < 1200, what);
    await pause(25);
  }
}

/** An event source as a browser keeps it: what came, and the id to come back with. */
async function listen(session: PersonSession, lastEventId?: string) {
  const response = await fetch(`${session.origin}/jmap/eventsource?types=*&closeafter=no&ping=0`, {
    headers: { Cookie: session.cookie(), ...(lastEventId ? { "Last-Event-ID": lastEventId } : {}) },
  });
  assert.equal(response.status, 200, "the session is kept");
  const heard = { id: "", states: 0, ended: false };
  void (async () => {
    const decoder = new TextDecoder();
    for await (const part of response.body ?? []) {
      const text = decoder.decode(part, { stream: true });
      heard.id = [...text.matchAll(/^id: (.+)$/gm)].at(-1)?.[1] ?? heard.id;
      heard.states += text.match(/^event: state$/gm)?.length ?? 0;
    }
  })()
    .catch(() => {})
    .finally(() => (heard.ended = true));
  await until(() => heard.id !== "", "the event source says where it stands");
  return heard;
}

test("one of two nodes is killed: who was there goes on at the other, and the queue drains once", async (t) => {
  const space = await makeTrustSpace();
  t.after(() => rm(space.folder, { recursive: true, force: true }));
  const server = await startTestPostgres();
  await server.run("postgres", "create database nodes");
  const shared = {
    ...space.environment,
    CADUCEE_DATABASE_URL: server.urlOf("nodes"),
    CADUCEE_MESSAGES_FOLDER: join(space.folder, "messages"),
    CADUCEE_QUEUE_UNDO_SECONDS: "0",
  };
  const one = { ...shared, CADUCEE_DATA: join(space.folder, "data-one") };
  const other = {
    ...shared,
    CADUCEE_DATA: join(space.folder, "data-other"),
    CADUCEE_WEB_PORT: String(await freePort()),
    CADUCEE_SMTP_PORT: String(await freePort()),
  };
  const relay = await startRelay({
    port: space.ports.relayPort,
    identity: await readIdentity(space.pki, "relay"),
  });
  t.after(() => relay.close());
  /** How often the peer took a message, by subject. */
  const taken = new Map<string, number>();
  /** After three letters the peer takes its time, until the blow has fallen. */
  const blow = Promise.withResolvers<void>();
  const identity = await readIdentity(space.pki, "ch-portbrume");
  const peer = await startPeer({
    port: space.ports.peerPort,
    identities: { "ch-portbrume": identity, biolittoral: identity },
    authorities: space.authorities,
    async onLetter({ subject }) {
      taken.set(subject, (taken.get(subject) ?? 0) + 1);
      if (taken.size > 3) await blow.promise;
    },
  });
  t.after(() => peer.close());
  const [program, survivor] = await Promise.all([startProgram(one), startProgram(other)]);
  t.after(() => survivor.child.kill("SIGKILL"));
  t.after(() => program.child.kill("SIGKILL"));
  const file = join(space.folder, "provision.json");
  await writeFile(file, JSON.stringify(makeProvision(Date.now())));
  const provisioned = await runCommand(one, ["provision", file]);
  assert.equal(provisioned.code, 0, provisioned.printed);

  const session = await signIn(space.publicUrl, relay);
  const { accountId } = session;
  const elsewhere = `http://127.0.0.1:${other.CADUCEE_WEB_PORT}`;
  const { drafts = "", sent = "" } = await session.folders();
  const deliver = async (port: number, id: string) => {
    const connection = await connectPeer(space, port);
    assert.equal(await connection.send(from, address, smallMessage(id)), "acknowledged");
    connection.close();
  };
  const emails = async () => {
    const all = { resultOf: "q", name: "Email/query", path: "/ids" };
    const [, [, found] = ["", { list: [] }, ""]] = await session.call(
      ["Email/query", { accountId }, "q"],
      ["Email/get", { accountId, "#ids": all, properties: ["subject", "blobId"] }, "g"],
    );
    return {
      state: String(found.state),
      list: found.list as { id: string; subject: string; blobId: string }[],
    };
  };

  // What came in at one node is read at the other.
  await deliver(space.ports.smtpPort, "before");
  session.origin = elsewhere;
  const [before] = (await emails()).list;
  assert.match(await session.download(accountId, before?.blobId ?? ""), /^200 [^]*Subject: Essai before/);
  session.origin = space.publicUrl;
  const known = await emails();
  const heard = await listen(session);

  // Letters leave at the first node, which is killed in the middle of them.
  const subjects = new Set<string>();
  for (let count = 0; count < sendings; count++) {
    const subject = `Lettre ${count}`;
    const draft = await session.write(drafts, subject, outside);
    assert.ok(draft && (await session.send(draft, sent)));
    subjects.add(subject);
  }
  await until(() => taken.size > 5, "some have left, others are on their way");
  await until(() => heard.states > 0, "the event source tells of them");
  await program.kill();
  await until(() => heard.ended, "the event source ends with its node");
  // Those that it held may have been taken by the peer without its knowing.
  const held = await server.run(
    "nodes",
    "select submission_id from transport_queue where state = 'waiting' and lease <> ''",
  );
  blow.resolve();
  // A minute passes: the lease of the dead node ends.
  await server.run(
    "nodes",
    "update transport_queue set leased_until = leased_until - 60000 where leased_until > 0",
  );

  // The person goes on at the other node: she is signed in there, and nothing that came meanwhile is missed.
  await deliver(Number(other.CADUCEE_SMTP_PORT), "meanwhile");
  session.origin = elsewhere;
  const resumed = await listen(session, heard.id);
  await until(() => resumed.states > 0, "what was missed is told at once");
  const told = resumed.states;
  await deliver(Number(other.CADUCEE_SMTP_PORT), "after");
  await until(() => resumed.states > told, "and what comes, as it comes");
  const now = await emails();
  const [[, changed] = ["", {}, ""]] = await session.call([
    "Email/changes",
    { accountId, sinceState: known.state, maxChanges: 500 },
    "c",
  ]);
  const old = new Set(known.list.map(({ id }) => id));
  assert.deepEqual(
    changed.created.toSorted(),
    now.list
      .map(({ id }) => id)
      .filter((id) => !old.has(id))
      .toSorted(),
    "no change is lost between the two",
  );

  await until(async () => {
    const left = await server.run("nodes", "select id from transport_queue where state = 'waiting'");
    return left.length === 0;
  }, "the other node drains the queue");
  const twice = [...taken].filter(([, times]) => times > 1).map(([subject]) => subject);
  for (const subject of subjects) assert.ok(taken.has(subject), `${subject} has left`);
  assert.equal(taken.size, subjects.size);
  assert.ok(
    twice.length <= held.length && held.length > 0 && held.length < sendings / 2,
    `${twice} twice, ${held.length} were held`,
  );
  await until(
    async () => (await filesUnder(join(space.folder, "messages", "queue"))).length === 0,
    "no bytes are left to leave",
  );

  // It comes back under its name, beside the other.
  const again = await startProgram(one);
  t.after(() => again.child.kill("SIGKILL"));
  session.origin = space.publicUrl;
  assert.deepEqual((await emails()).list, now.list);
  const verified = await runCommand(one, ["audit", "verify"]);
  assert.equal(verified.code, 0, verified.printed);
  t.diagnostic(`${held.length} held at the blow, ${twice.length} sent twice`);
});

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}
