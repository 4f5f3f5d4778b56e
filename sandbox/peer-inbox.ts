import { randomUUID } from "node:crypto";
import { appendFile, readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { TLSSocket } from "node:tls";
import { callbackify } from "node:util";
import { SMTPServer, type SMTPServerSession } from "smtp-server";
import { now } from "./clock.ts";
import { type Letter, readLetter } from "./ordinary-mail.ts";
import type { Identity } from "./pki.ts";

/** One message that one correspondent received. `at`: milliseconds since 1970. */
export interface PeerLetter extends Letter {
  id: string;
  from: string;
  to: string;
  at: number;
}

/** What the correspondents received, oldest first in the file, newest first when asked for. */
export interface PeerInbox {
  add(letter: PeerLetter): Promise<void>;
  /** What this address received, or all of them. */
  find(to: string | undefined): PeerLetter[];
  /** Called after each addition; returns what stops it. */
  watch(listener: () => void): () => void;
}

const kept = 200;

/** Opens the letters kept in `path`, one JSON object a line. */
export async function openPeerInbox(path: string): Promise<PeerInbox> {
  const letters = (await readFile(path, "utf8").catch(() => "")).split("\n").flatMap(readLine).slice(-kept);
  const listeners = new Set<() => void>();
  return {
    async add(letter) {
      await appendFile(path, `${JSON.stringify(letter)}\n`, { mode: 0o600 });
      letters.push(letter);
      if (letters.length > kept) letters.shift();
      for (const listener of listeners) listener();
    },
    find: (to) => letters.filter((letter) => to === undefined || letter.to === to.toLowerCase()).toReversed(),
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

// A line cut by a crash is left out: nothing but the end of this file can be incomplete.
function readLine(line: string): PeerLetter[] {
  try {
    return line === "" ? [] : [JSON.parse(line)];
  } catch {
    return [];
  }
}

/** The peer operators as the program meets them: the port they got and how to stop them. */
export interface Peer {
  port: number;
  close(): Promise<void>;
}

/**
 * Starts on 127.0.0.1 the server of the peer operators: STARTTLS, a certificate of the space asked of the client, each
 * operator's own shown by the name that the client asks for. `inconnu…@` does not exist there, and `pleine…@` is full.
 */
export async function startPeer(options: {
  port: number;
  identities: Record<"ch-portbrume" | "biolittoral", Identity>;
  authorities: string;
  onLetter(letter: PeerLetter): Promise<void>;
}): Promise<Peer> {
  const { identities, authorities, onLetter } = options;
  const shown = { ca: authorities, requestCert: true, rejectUnauthorized: false };
  const trusted = new WeakSet<SMTPServerSession>();
  const server = new SMTPServer({
    ...identities["ch-portbrume"],
    ...shown,
    sniOptions: { "mss.biolittoral.example": { ...identities.biolittoral, ca: authorities } },
    name: "mss.ch-portbrume.example",
    authOptional: true,
    disabledCommands: ["AUTH"],
    disableReverseLookup: true,
    closeTimeout: 200,
    size: 35 * 1024 * 1024,
    onSecure(socket, session, callback) {
      if (socket instanceof TLSSocket && socket.authorized) trusted.add(session);
      callback();
    },
    onMailFrom: (_address, session, callback) =>
      callback(trusted.has(session) ? null : refuse(550, "5.7.1 Certificate not of the trust space")),
    onRcptTo({ address }, _session, callback) {
      if (address.startsWith("inconnu")) return callback(refuse(550, "5.1.1 No such mailbox here"));
      if (address.startsWith("pleine")) return callback(refuse(452, "4.2.2 Mailbox full"));
      return callback();
    },
    onData(stream, session, callback) {
      callbackify(() => keep(stream, session, onLetter))((error) => callback(error, "2.0.0 Accepted"));
    },
  });
  // A connection that breaks off is its peer's affair; without a listener it would end the process.
  server.on("error", () => {});
  await new Promise<void>((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(options.port, "127.0.0.1", resolve);
  });
  const address = server.server.address();
  return {
    // A TCP listener's address is an object; a string is a pipe's.
    port: typeof address === "object" && address !== null ? address.port : options.port,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

async function keep(
  stream: NodeJS.ReadableStream,
  { envelope }: SMTPServerSession,
  onLetter: (letter: PeerLetter) => Promise<void>,
): Promise<void> {
  const letter = readLetter(await buffer(stream));
  const from = envelope.mailFrom ? envelope.mailFrom.address : "";
  for (const { address } of envelope.rcptTo)
    await onLetter({ ...letter, id: randomUUID(), from, to: address.toLowerCase(), at: now() });
}

function refuse(code: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: code });
}
