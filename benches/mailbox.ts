// What a person does in a mailbox, at several sizes of it (`--messages 1000,10000,100000`), on the embedded store or, with
// `--postgres`, on a PostgreSQL that is started for it: the list, a jump to its middle, a message, a flag, a search, a
// message that leaves and one that comes. What counts is processor time, of the program and of its database; beside it,
// one argon2id, one fsync and one answer of a bare node:http, and with `--imap host:port,user,password,process` what
// an IMAP server takes to open the same folder and give the same lines: turn about with ours, each after the same pause,
// then each without any.
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { askBodies, askFolders, askRows, askThread, readRows } from "../browser/data/requests.ts";
import { startPeer } from "../sandbox/peer-inbox.ts";
import { readIdentity } from "../sandbox/pki.ts";
import { startTestPostgres } from "../server/foundations/database/test-postgres.ts";
import { openBlobs } from "../server/foundations/blobs.ts";
import { remoteReads } from "../server/foundations/database/operation.ts";
import { openRooms, type Rooms } from "../server/house.ts";
import { keyPlace } from "../server/mailboxes/open-mailboxes.ts";
import type { MailboxesStore } from "../server/mailboxes/store.ts";
import { connectPeer } from "../tests/durability/peer.ts";
import { partsOf } from "../tests/house.ts";
import { cpuOf, median, postgresPids, rest, yardstick } from "./parts/cpu.ts";
import { fillMailbox, rareWord } from "./parts/filled-mailbox.ts";
import { type Imap, openImap } from "./parts/imap.ts";
import { message, sender } from "./parts/mail.ts";
import { optionOf } from "./parts/options.ts";
import { type BenchMailbox, openProgram } from "./parts/program.ts";
import { reportTable } from "./parts/report.ts";
import { type Session, signIn } from "./parts/session.ts";

const sizes = optionOf("--messages", "1000,10000,100000").split(",").map(Number);
const engine = process.argv.includes("--postgres") ? "postgres" : "sqlite";
const rounds = 80;
/** Before the rounds, as a program in service has done: each deed so often, that its code is compiled. */
const warmUp = 1000;
/** Those that leave or come in, which take their time. */
const warmUpOfMail = 200;
/** As many as the page asks for at first (browser/data/conversation-list.ts). */
const rowsAtOnce = 20;
/** What an IMAP server is asked for beside us: as many messages, and what a list shows of them. */
const newestAtOnce = 50;
/** Without pauses: so many rounds of so many askings. */
const closedRounds = 12;
const inClosedRound = 25;
/** The newest are delivered by SMTP, so that they have bytes to be opened. */
const withBytes = 40;
const correspondent = "h.castaing@ch-portbrume.mss.example";

const database = engine === "postgres" ? await startTestPostgres() : null;
await database?.run("postgres", "create database bench");
const environment = {
  CADUCEE_QUEUE_UNDO_SECONDS: "0",
  ...(database && { CADUCEE_DATABASE_URL: database.urlOf("bench") }),
};
const program = await openProgram({ mailboxes: sizes.length, people: 1 }, environment, async (space) => {
  const rooms = await openRooms(partsOf(space.environment, space.folder));
  for (const [place, { address }] of space.mailboxes.entries()) {
    const { id = "" } = (await rooms.mailboxes.findByAddress(address)) ?? {};
    const count = Math.max(0, (sizes[place] ?? 0) - withBytes);
    const { key, keep } = await keeperOf(rooms, id);
    const before = performance.now();
    await fillMailbox(rooms.store, id, { from: 0, count, key }, keep);
    console.log(
      `${address}: ${count} messages, ${((performance.now() - before) / count).toFixed(2)} ms each`,
    );
  }
  await rooms.close();
});
/** What the correspondent has taken, and the number of the next message that comes. */
const letters = { taken: 0, delivered: 1_000_000 };
const peer = await startPeer({
  port: program.ports.peerPort,
  identities: {
    "ch-portbrume": await readIdentity(program.pki, "ch-portbrume"),
    biolittoral: await readIdentity(program.pki, "biolittoral"),
  },
  authorities: program.authorities,
  onLetter: () => Promise.resolve(void letters.taken++),
});
const incoming = await connectPeer(program, program.ports.smtpPort);
const imap = await openImap(optionOf("--imap", ""), newestAtOnce);
try {
  const boxes: Box[] = [];
  for (const [place, mailbox] of program.mailboxes.entries()) boxes.push(await openBox(mailbox, place));
  const deeds = deedsOn();
  const table: Record<string, Record<string, number>> = {};
  for (const [name, deed] of Object.entries(deeds)) {
    const found = boxes.map(() => [] as number[]);
    for (const first of boxes.slice(0, 1))
      for (let turn = 0; turn < warmUpOf(name); turn++) await deed(first, turn);
    for (let round = 0; round < rounds; round++)
      for (const [place, box] of boxes.entries()) {
        // What was answered before counts for nothing.
        await deliver(box.address);
        const before = await rest(spent);
        await deed(box, round);
        found[place]?.push((await rest(spent)) - before);
      }
    table[name] = Object.fromEntries(sizes.map((size, place) => [size, median(found[place] ?? [])]));
  }
  reportTable(`mailbox-${engine}`, {
    table,
    yardsticks: {
      "one argon2id (19 MiB, t=2, p=1)": await yardstick(20),
      "one write of 4 kB and its fsync": measureFsync(program.folder),
      "one answer of a bare node:http": await measureHttp(),
      ...(imap && (await besideImap(imap, boxes[0]))),
    },
  });
} finally {
  imap?.close();
  incoming.close();
  await peer.close();
  await program.close();
}

interface Box {
  session: Session;
  accountId: string;
  inboxId: string;
  draftsId: string;
  address: string;
  rows: { id: string; threadId: string }[];
  middle: number;
}

async function openBox({ address, logins }: BenchMailbox, place: number): Promise<Box> {
  for (let index = 0; index < withBytes; index++) await deliver(address);
  const session = await signIn(program, logins[0] ?? "");
  const [{ accountId, inboxId } = { accountId: "", inboxId: "" }] = session.mailboxes;
  const folders = await session.ask([askFolders(accountId)]);
  const list = folders.get(`folders ${accountId}`)?.["list"] as { id: string; role: string }[];
  const draftsId = list.find(({ role }) => role === "drafts")?.id ?? "";
  const { rows, total } = readRows(await session.ask(askRows(accountId, inboxId, 0, rowsAtOnce)), 0);
  console.log(`${address}: ${total} conversations of ${sizes[place]} messages`);
  const newest = rows.map(({ newest: { id, threadId } }) => ({ id, threadId }));
  return { session, accountId, inboxId, draftsId, address, rows: newest, middle: Math.floor(total / 2) };
}

function warmUpOf(name: string): number {
  return /^(send|take)/.test(name) ? warmUpOfMail : warmUp;
}

function deedsOn(): Record<string, (box: Box, turn: number) => Promise<unknown>> {
  return {
    "open the folder": ({ session, accountId, inboxId }) =>
      session.ask([askFolders(accountId), ...askRows(accountId, inboxId, 0, rowsAtOnce)]),
    [`newest ${newestAtOnce} messages`]: askNewest,
    "jump to the middle": ({ session, accountId, inboxId, middle }, turn) =>
      session.ask(askRows(accountId, inboxId, middle + (turn % 10) * rowsAtOnce, rowsAtOnce)),
    "open a message": ({ session, accountId, rows }, turn) => {
      const row = rows[turn % rows.length] ?? { id: "", threadId: "" };
      return session.ask([...askThread(accountId, row.threadId), askBodies(accountId, [row.id])]);
    },
    "set a flag": ({ session, accountId, rows }, turn) => {
      const { id } = rows[turn % rows.length] ?? { id: "" };
      const isSet = turn % (2 * rows.length) < rows.length;
      const update = { [id]: { "keywords/$flagged": isSet || null } };
      return session.ask([["Email/set", { accountId, update }, "flag"]]);
    },
    "search a common word": (box) => search(box, "traitement"),
    "search a rare word": (box) => search(box, rareWord),
    "send a message": send,
    "take a message in": ({ address }) => deliver(address),
  };
}

/** As the IMAP server is asked: messages, not conversations. */
function askNewest({ session, accountId, inboxId }: Box): Promise<unknown> {
  const sort = [{ property: "receivedAt", isAscending: false }];
  const query = { accountId, filter: { inMailbox: inboxId }, sort, limit: newestAtOnce };
  const ids = { resultOf: "found", name: "Email/query", path: "/ids" };
  const properties = ["id", "keywords", "size", "receivedAt", "from", "to", "cc", "subject", "hasAttachment"];
  return session.ask([
    ["Email/query", query, "found"],
    ["Email/get", { accountId, "#ids": ids, properties }, "messages"],
  ]);
}

function search({ session, accountId }: Box, text: string): Promise<unknown> {
  const sort = [{ property: "receivedAt", isAscending: false }];
  const ids = { resultOf: "found", name: "Email/query", path: "/ids" };
  const query = { accountId, filter: { text }, sort, collapseThreads: true, limit: rowsAtOnce };
  const properties = ["id", "threadId", "from", "subject", "receivedAt", "preview"];
  return session.ask([
    ["Email/query", query, "found"],
    ["Email/get", { accountId, "#ids": ids, properties }, "messages"],
    ["SearchSnippet/get", { accountId, filter: { text }, "#emailIds": ids }, "snippets"],
  ]);
}

/** A draft is made and let go; over when the correspondent has it. */
async function send({ session, accountId, draftsId, address }: Box, turn: number): Promise<void> {
  const expected = letters.taken + 1;
  const body = { partId: "t", type: "text/plain" };
  const draft = {
    mailboxIds: { [draftsId]: true },
    keywords: { $draft: true, $seen: true },
    from: [{ email: address }],
    to: [{ email: correspondent }],
    subject: `Réponse ${turn}`,
    textBody: [body],
    bodyValues: { t: { value: "Bonjour,\n\nC’est noté.\n".repeat(20) } },
  };
  const sending = { identityId: `i${accountId}`, emailId: "#draft" };
  const answers = await session.ask([
    ["Email/set", { accountId, create: { draft } }, "draft"],
    ["EmailSubmission/set", { accountId, create: { sending } }, "sending"],
  ]);
  if (!answers.get("sending")?.["created"]) throw new Error(JSON.stringify([...answers]));
  while (letters.taken < expected) await new Promise((resolve) => setTimeout(resolve, 1));
}

async function deliver(address: string): Promise<void> {
  const fate = await incoming.send(sender, address, message(letters.delivered++, address));
  if (fate !== "acknowledged") throw new Error(fate);
}

/** The key of a mailbox, and how to keep bytes as the room would. */
async function keeperOf({ store, sealing, folders }: Rooms, mailboxId: string) {
  const blobs = await openBlobs(folders.blobs);
  const reads = remoteReads<MailboxesStore["reads"]>(store, "mailboxes");
  const sealed = await reads.mailboxKey({ mailboxId });
  if (!sealed) throw new Error("a mailbox without a key");
  const key = sealing.open(keyPlace(mailboxId), sealed);
  const keep = async (blobId: string, raw: Buffer) => {
    const writer = await blobs.create(blobId, key);
    await writer.write(raw);
    await writer.finish();
    await blobs.settle(blobId);
  };
  return { key, keep };
}

/** The newest messages of ours and of another server, measured alike and turn about, a delivery before each of ours. */
async function besideImap(other: Imap, box: Box | undefined): Promise<Record<string, number>> {
  if (!box) return {};
  const ours = { ask: async () => void (await askNewest(box)), spent };
  const found = {
    paused: { ours: [] as number[], other: [] as number[] },
    closed: { ours: [] as number[], other: [] as number[] },
  };
  for (let round = 0; round < rounds; round++) {
    await deliver(box.address);
    found.paused.ours.push(await costOf(ours, 1));
    found.paused.other.push(await costOf(other, 1));
  }
  for (let round = 0; round < closedRounds; round++) {
    await deliver(box.address);
    found.closed.ours.push(await costOf(ours, inClosedRound));
    found.closed.other.push(await costOf(other, inClosedRound));
  }
  const { paused, closed } = found;
  return {
    [`newest ${newestAtOnce} messages, ours, after a pause`]: median(paused.ours),
    [`${other.what}, after a pause`]: median(paused.other),
    [`newest ${newestAtOnce} messages, ours, without a pause`]: median(closed.ours),
    [`${other.what}, without a pause`]: median(closed.other),
  };
}

/** Processor of one asking, of some in a row. */
async function costOf(server: Pick<Imap, "ask" | "spent">, times: number): Promise<number> {
  const before = await rest(server.spent);
  for (let time = 0; time < times; time++) await server.ask();
  return ((await rest(server.spent)) - before) / times;
}

/** Milliseconds of processor so far, of the program and of its database. */
function spent(): number {
  const pids = database ? [program.pid, ...postgresPids()] : [program.pid];
  return pids.reduce((sum, pid) => sum + cpuOf(pid), 0);
}

function measureFsync(folder: string): number {
  const path = join(folder, "fsync");
  const file = openSync(path, "w");
  const before = performance.now();
  for (let count = 0; count < 200; count++) {
    writeSync(file, Buffer.alloc(4096, count));
    fsyncSync(file);
  }
  const ms = (performance.now() - before) / 200;
  closeSync(file);
  rmSync(path);
  return ms;
}

async function measureHttp(): Promise<number> {
  const { createServer, Agent, get } = await import("node:http");
  const server = createServer((_request, response) => response.end("{}")).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  const port = address && typeof address === "object" ? address.port : 0;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = () =>
    new Promise<void>((resolve, reject) => {
      get({ port, host: "127.0.0.1", agent }, (answer) => answer.resume().on("end", resolve)).on(
        "error",
        reject,
      );
    });
  for (let count = 0; count < 500; count++) await ask();
  const before = process.cpuUsage();
  for (let count = 0; count < 2000; count++) await ask();
  const { user, system } = process.cpuUsage(before);
  agent.destroy();
  server.close();
  // Client and server are one process here: about half of it is the server's.
  return (user + system) / 1000 / 2000 / 2;
}
