import type { Readable } from "node:stream";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { type Certificates, tlsProfile } from "../tls-profile.ts";
import { type Reply, tidyReply } from "./rules/verdict.ts";

/** Where the mail of a domain goes. */
export interface Route {
  host: string;
  port: number;
  /** The name that the peer's certificate must bear. */
  name: string;
}

export interface Transaction {
  route: Route;
  from: string;
  recipients: string[];
  size: number;
  /** Opened when the peer awaits it. */
  bytes(): Readable;
  /** Lets go at once. */
  signal: AbortSignal;
}

/** The peer's last word on each recipient, in their order. */
export type Replies = Reply[];

export interface Connections {
  send(transaction: Transaction): Promise<Replies>;
  close(): void;
}

/** Kept open for the next message to the same peer, this long. */
const keptMs = 30_000;
/** RFC 5321 §4.5.3.2: 5 minutes for most answers, 10 for the one to the final dot. */
const patience = { connect: 30_000, greeting: 60_000, silence: 600_000 };

/** What nodemailer's errors carry. */
interface SendingError extends Error {
  code?: string;
  response?: string;
  recipient?: string;
  rejectedErrors?: SendingError[];
}

/**
 * Connections to the other operators: STARTTLS always, our certificate shown, the peer's held against the authorities
 * of the space and the route's name. How many run at a time is the caller's choice.
 */
export function openConnections(hostname: string, certificates: () => Certificates): Connections {
  const idle = new Map<string, { connection: SMTPConnection; timer: NodeJS.Timeout }[]>();
  let closed = false;
  const keyOf = ({ host, port, name }: Route) => `${name} ${host}:${port}`;

  function take(route: Route): SMTPConnection | null {
    const kept = idle.get(keyOf(route))?.pop();
    if (!kept) return null;
    clearTimeout(kept.timer);
    return kept.connection;
  }

  function keep(route: Route, connection: SMTPConnection): void {
    if (closed) return connection.quit();
    const list = idle.get(keyOf(route)) ?? [];
    const forget = () => {
      const place = list.findIndex((one) => one.connection === connection);
      if (place >= 0) clearTimeout(list.splice(place, 1)[0]?.timer);
    };
    const timer = setTimeout(() => {
      forget();
      connection.quit();
    }, keptMs).unref();
    connection.once("end", forget);
    list.push({ connection, timer });
    idle.set(keyOf(route), list);
  }

  async function connect(route: Route): Promise<SMTPConnection> {
    const { chain, key, authorities } = certificates();
    const connection = new SMTPConnection({
      host: route.host,
      port: route.port,
      name: hostname,
      secure: false,
      // RFC 3207 §4.1: without it, nothing leaves.
      requireTLS: true,
      tls: { ...tlsProfile, cert: chain, key, ca: authorities, servername: route.name },
      connectionTimeout: patience.connect,
      greetingTimeout: patience.greeting,
      socketTimeout: patience.silence,
    });
    await new Promise<void>((resolve, reject) => {
      connection.on("error", reject);
      connection.once("end", () => reject(new Error("the connection was closed")));
      connection.connect((error) => (error ? reject(error) : resolve()));
    });
    return connection;
  }

  return {
    async send(transaction) {
      const { route, recipients } = transaction;
      const kept = take(route);
      let connection = kept;
      for (;;) {
        try {
          connection ??= await connect(route);
          const replies = await runTransaction(connection, transaction);
          keep(route, connection);
          return replies;
        } catch (error) {
          connection?.close();
          // nodemailer rejects with such errors; anything else has no more than a message.
          const failure = error as SendingError;
          // The peer left a connection that was kept: that says nothing of the message.
          const isStale = connection === kept && kept !== null && failure.response === undefined;
          if (!isStale || transaction.signal.aborted) return readFailure(failure, recipients);
          connection = null;
        }
      }
    },
    close() {
      closed = true;
      for (const { connection, timer } of [...idle.values()].flat()) {
        clearTimeout(timer);
        connection.close();
      }
      idle.clear();
    },
  };
}

/** MAIL, RCPT, DATA (RFC 5321 §3.3). Rejects when no recipient was taken, or the message was not. */
function runTransaction(connection: SMTPConnection, transaction: Transaction): Promise<Replies> {
  const { from, recipients, size, signal } = transaction;
  return new Promise((resolve, reject) => {
    const letGo = () => {
      connection.close();
      reject(new Error("let go"));
    };
    if (signal.aborted) return letGo();
    signal.addEventListener("abort", letGo, { once: true });
    connection.once("error", reject);
    connection.once("end", () => reject(new Error("the connection was closed")));
    const bytes = transaction.bytes();
    // A message that cannot be read to its end must not be taken for whole: the connection is cut instead.
    bytes.once("error", letGo);
    connection.send({ from, to: recipients, size }, bytes, (error, info) => {
      signal.removeEventListener("abort", letGo);
      connection.off("error", reject);
      bytes.destroy();
      if (error) return reject(error);
      const refused = refusalsOf(info?.rejectedErrors);
      const taken = tidyReply(info?.response ?? "");
      resolve(recipients.map((recipient) => refused.get(recipient) ?? taken));
    });
  });
}

function refusalsOf(errors: SendingError[] | undefined): Map<string, Reply> {
  return new Map((errors ?? []).map((error) => [error.recipient ?? "", replyOf(error)]));
}

function readFailure(error: SendingError, recipients: string[]): Replies {
  const refused = refusalsOf(error.rejectedErrors);
  return recipients.map((recipient) => refused.get(recipient) ?? replyOf(error));
}

/** The server's own words; what went wrong before it had any is told by its code alone. */
function replyOf(error: SendingError): Reply {
  if (error.response && /^\d{3}/.test(error.response)) return tidyReply(error.response);
  return `no reply (${tidyReply(error.code ?? error.message)})`;
}
