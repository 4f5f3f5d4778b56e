import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Hono } from "hono";
import { openBlobs } from "../../foundations/blobs.ts";
import { createSeededChance } from "../../foundations/chance.ts";
import { createStillClock } from "../../foundations/clock.ts";
import { openEmbedded } from "../../foundations/database/embedded.ts";
import { type Log, silentLog } from "../../foundations/log.ts";
import { createSealing } from "../../foundations/sealing.ts";
import { openOutbox } from "../../transport/outbound/outbox.ts";
import { openMailboxes } from "../../mailboxes/door.ts";
import type { MailboxKind, Right, Who } from "../../mailboxes/views.ts";
import { coreCapability, mailCapability } from "./capabilities.ts";
import type { JmapMailboxes, JmapSession, Stranger } from "./parts.ts";
import type { Arguments, Invocation } from "./request.ts";
import { createJmapRoutes } from "./routes.ts";

/** For tests: the mail API over the real mailboxes room, in a folder of its own. */

export const using = [coreCapability, mailCapability];

export interface TestHouse {
  app: Hono;
  clock: ReturnType<typeof createStillClock>;
  door: ReturnType<typeof openMailboxes>;
  /** What the door was asked for, by name, since the last look. */
  asked: Map<string, number>;
  /** Defects that were logged. */
  defects: string[];
  ime: string;
  other: string;
  /** One method call of a person; her name is her session. */
  call(person: string, name: string, args: Arguments, capabilities?: string[]): Promise<Invocation>;
  calls(person: string, methodCalls: unknown[], more?: object): Promise<Invocation[]>;
  post(person: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  get(person: string, path: string, headers?: Record<string, string>): Promise<Response>;
  /** Puts a message into the mailbox of the institute, and answers its id. */
  deliver(raw: string, folder?: { role: "inbox" | "archive" }, mailboxId?: string): Promise<string>;
  /** Carries what is due to leave. */
  run(): Promise<void>;
  close(): Promise<void>;
}

/** Nadège writes and Yanis reads in the institute's mailbox; Zoé has another one; Omar has none. */
export async function openTestHouse(): Promise<TestHouse> {
  const folder = await mkdtemp(join(tmpdir(), "caducee-jmap-"));
  const chance = createSeededChance("jmap");
  const clock = createStillClock(Date.UTC(2026, 10, 22, 8));
  const defects: string[] = [];
  const log: Log = { ...silentLog, defect: (event, error) => defects.push(`${event}: ${String(error)}`) };
  const store = await openEmbedded({
    file: join(folder, "store.db"),
    key: chance.bytes(32),
    rooms: new URL("../../rooms.ts", import.meta.url).href,
    secrets: { audit: chance.bytes(32) },
  });
  const sealing = createSealing(new Map([[1, chance.bytes(32)]]), chance);
  const door = openMailboxes({
    store,
    blobs: await openBlobs(join(folder, "blobs")),
    sealing,
    clock,
    chance,
    log,
  });
  const ime = await putMailbox("ime@a.example", "Accueil IME", "ORG");
  const other = await putMailbox("zoe@a.example", "Zoé Autre", "PER");
  await putMember(ime, "nadege", "writer");
  await putMember(ime, "yanis", "reader");
  await putMember(other, "zoe", "manager");

  async function putMailbox(address: string, name: string, kind: MailboxKind): Promise<string> {
    const wanted = { structureId: "o1", address, name, kind, service: "", responsible: "", quotaBytes: 1e9 };
    return (await door.putMailbox(wanted, "command")).mailboxId;
  }
  async function putMember(mailboxId: string, person: string, right: Right): Promise<void> {
    const { personId } = whoOf(person);
    await door.putMembership({ mailboxId, personId, right, startsAt: 0, endsAt: null }, "command");
  }

  const outbox = await openOutbox({
    store,
    folder: join(folder, "queue"),
    part: "",
    key: chance.bytes(32),
    mailboxes: door,
    certificates: () => ({ chain: "", key: "", authorities: "" }),
    clock,
    chance,
    log,
    settings: {
      hostname: "mss.a.example",
      domains: ["a.example"],
      // Nobody listens there.
      routes: { "b.example": { host: "127.0.0.1", port: 1, name: "mss.b.example" } },
      mostRecipients: 100,
      undoMs: 10_000,
      lifetimeMs: 48 * 3_600_000,
      connectionsPerDestination: 4,
    },
  });

  const asked = new Map<string, number>();
  const routes = createJmapRoutes({
    mailboxes: counted(door, asked),
    outbox,
    fromOf: () => ({ address: null, certificate: null }),
    sessionOf: (request) => Promise.resolve(sessionOf(request, clock.now())),
    onChanged: store.onChanged,
    onSessionEnded: () => () => {},
    clock,
    chance,
    log,
    publicUrl: "http://localhost:8025",
  });
  const app = new Hono().route("/jmap", routes);

  const get = async (person: string, path: string, headers = {}) =>
    app.request(path, { headers: { person, ...headers } });
  const post = async (person: string, body: unknown, headers = {}) =>
    app.request("/jmap/api", {
      method: "POST",
      headers: { person, "Content-Type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  const calls = async (person: string, methodCalls: unknown[], more = {}) => {
    const answer = await post(person, { using, methodCalls, ...more });
    if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
    return (await answer.json()).methodResponses;
  };
  return {
    app,
    clock,
    door,
    asked,
    defects,
    ime,
    other,
    get,
    post,
    calls,
    async call(person, name, args, capabilities = using) {
      const answers = await calls(person, [[name, args, "c"]], { using: capabilities });
      return answers[0];
    },
    async deliver(raw, into = { role: "inbox" }, mailboxId = ime) {
      clock.advance(60_000);
      const brought = { mailboxId, folder: into, receivedAt: clock.now(), seen: false, keywords: [] };
      await door.bring(brought, chunksOf(raw), "command");
      const who = whoOf(mailboxId === ime ? "nadege" : "zoe");
      const newest = { folderId: null, collapse: false, ascending: false, position: 0, anchorOffset: 0 };
      const found = await door.query(who, mailboxId, { ...newest, anchor: null, limit: 1 });
      return found && typeof found === "object" ? (found.ids[0] ?? "") : "";
    },
    run: outbox.run,
    async close() {
      await outbox.close();
      await door.close();
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}

export const signedOut: Stranger = { why: "signed-out", challenge: null };

/** A session for the person that a header names. */
export function sessionOf(request: Request, now: number): JmapSession | Stranger {
  const person = request.headers.get("person");
  if (!person) return signedOut;
  return { who: whoOf(person), login: person, name: person, endsAt: now + 4 * 3_600_000 };
}

export function whoOf(person: string): Who {
  return { personId: `p${person}`, sessionId: `s${person}` };
}

/** An argument of an answer. It came as JSON: the test names the shape that it expects, and fails on another. */
export function valueOf<Value>(answer: Invocation | Arguments | undefined, name: string): Value {
  const args = Array.isArray(answer) ? answer[1] : answer;
  return args?.[name] as Value;
}

/** Bytes by hand-written lines. */
export function lines(...text: string[]): string {
  return text.join("\r\n");
}

async function* chunksOf(raw: string): AsyncGenerator<Buffer> {
  // Latin-1, so that a test writes any byte it likes.
  const bytes = Buffer.from(raw, "latin1");
  for (let at = 0; at < bytes.length; at += 5000) yield bytes.subarray(at, at + 5000);
}

function counted(door: JmapMailboxes, asked: Map<string, number>): JmapMailboxes {
  return new Proxy(door, {
    get(target, name, receiver) {
      asked.set(String(name), (asked.get(String(name)) ?? 0) + 1);
      return Reflect.get(target, name, receiver);
    },
  });
}
