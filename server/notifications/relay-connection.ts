import { connect as connectSocket, type Socket } from "node:net";
import { hostname } from "node:os";
import { once } from "node:events";
import { connect as connectTls } from "node:tls";
import type { RelaySettings } from "./relay.ts";
import { type Conversation, converse, RelayFailed, type Reply } from "./relay-conversation.ts";

/** A connection to the relay, under TLS. */
export interface RelayConnection {
  /** Resolves when the relay acknowledged the mail; rejects otherwise, and then the connection is worth nothing more. */
  send(from: string, to: string, mail: string): Promise<void>;
  /** Says goodbye. */
  quit(): void;
  close(): void;
}

/** From the first packet to the greeting under TLS. */
const openingMs = 10_000;

/**
 * Opens a connection, with STARTTLS (RFC 3207): no other is good enough for a code. `onEnd` is called when it ends;
 * `idleMs` is the longest silence before it does by itself.
 */
export async function openConnection(
  settings: RelaySettings,
  idleMs: number,
  onEnd: (connection: RelayConnection) => void,
): Promise<RelayConnection> {
  const { host, port } = settings;
  const plain = connectSocket({ host, port, noDelay: true });
  let socket = plain;
  const late = setTimeout(() => socket.destroy(new RelayFailed("ETIMEDOUT")), openingMs);
  try {
    await greet(plain);
    socket = await secure(plain, settings);
    const talk = converse(socket);
    const { lines } = await hello(talk);
    const connection = connectionOver(socket, talk, new Set(lines.map((line) => line.toUpperCase())));
    socket.once("close", () => onEnd(connection));
    socket.setTimeout(idleMs, () => socket.destroy());
    return connection;
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    clearTimeout(late);
  }
}

/** The conversation in clear: nothing of ours but our name. */
async function greet(socket: Socket): Promise<void> {
  const talk = converse(socket);
  expect(await talk.listen(), 220, "EPROTOCOL");
  const { lines } = await hello(talk);
  if (!lines.some((line) => /^STARTTLS$/i.test(line))) throw new RelayFailed("ETLS");
  expect((await talk.ask("STARTTLS\r\n", 1))[0], 220, "ETLS");
  talk.leave();
}

async function secure(socket: Socket, { authorities, serverName }: RelaySettings): Promise<Socket> {
  const under = connectTls({ socket, ca: authorities, servername: serverName, minVersion: "TLSv1.2" });
  // `once` rejects with the socket's own error; one that only closes says nothing.
  const closed = once(under, "close").then(() => Promise.reject(new RelayFailed("ECONNECTION")));
  closed.catch(() => {});
  await Promise.race([once(under, "secureConnect"), closed]);
  return under;
}

async function hello(talk: Conversation): Promise<Reply> {
  const name = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(hostname()) ? hostname() : "[127.0.0.1]";
  return expect((await talk.ask(`EHLO ${name}\r\n`, 1))[0], 250, "EPROTOCOL");
}

/** `knows`: the extensions that the relay named (RFC 5321 §4.1.1.1). */
function connectionOver(socket: Socket, talk: Conversation, knows: ReadonlySet<string>): RelayConnection {
  /** RFC 2920 §3.1: in one write up to DATA, where the relay takes it; replies come in the order of the commands. */
  async function askAll(commands: string[]): Promise<Reply[]> {
    if (knows.has("PIPELINING")) return talk.ask(commands.join(""), commands.length);
    const replies: Reply[] = [];
    for (const command of commands) {
      replies.push(...(await talk.ask(command, 1)));
      if ((replies.at(-1)?.status ?? 500) >= 400) break;
    }
    return replies;
  }

  return {
    async send(from, to, mail) {
      // RFC 6531 §3.4.
      const utf8 = /\P{ASCII}/u.test(to) ? " SMTPUTF8" : "";
      if (/[\s\p{Cc}<>]/u.test(from + to) || (utf8 && !knows.has("SMTPUTF8")))
        throw new RelayFailed("EADDRESS");
      const commands = [`MAIL FROM:<${from}>${utf8}\r\n`, `RCPT TO:<${to}>\r\n`, "DATA\r\n"];
      const [sender, recipient, data] = await askAll(commands);
      expect(sender, 250, "EENVELOPE");
      expect(recipient, 250, "EENVELOPE");
      expect(data, 354, "EMESSAGE");
      expect((await talk.ask(`${stuffed(mail)}.\r\n`, 1))[0], 250, "EMESSAGE");
    },
    quit: () => void socket.end("QUIT\r\n"),
    close: () => void socket.destroy(),
  };
}

function expect(reply: Reply | undefined, status: number, code: string): Reply {
  // RFC 5321 §4.2.1: the first digit decides; 251 takes a recipient too.
  if (!reply || Math.trunc(reply.status / 100) !== Math.trunc(status / 100))
    throw new RelayFailed(code, reply);
  return reply;
}

/** RFC 5321 §4.5.2. */
function stuffed(mail: string): string {
  const lines = mail.replace(/^\./gm, "..");
  return lines.endsWith("\r\n") ? lines : `${lines}\r\n`;
}
