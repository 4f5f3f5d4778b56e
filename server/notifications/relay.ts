import { openConnection, type RelayConnection } from "./relay-connection.ts";
import { RelayFailed } from "./relay-conversation.ts";

/** The relay of ordinary e-mail: the operator's own way out of the trust space. */
export interface RelaySettings {
  host: string;
  port: number;
  /** PEM: what the relay's certificate must chain to. */
  authorities: string;
  /** The name that its certificate must bear. */
  serverName: string;
  /** Address of the sender. */
  from: string;
}

export interface Relay {
  /** Resolves when the relay acknowledged the mail; rejects with a `RelayFailed` or the socket’s error otherwise. */
  send(to: string, mail: string): Promise<void>;
  close(): void;
}

/** Connections kept between two mails; more are opened when many people sign in at once. */
const kept = 2;
/** Below the five minutes that RFC 5321 §4.5.3.2.7 has servers wait: it is we who leave. */
const idleMs = 4 * 60_000;
const mailMs = 10_000;

/**
 * A way to the relay, under TLS. The conversation is ours (decision 0007): a code goes out at each sign-in, in two round
 * trips.
 */
export function connectRelay(settings: RelaySettings): Relay {
  const idle: RelayConnection[] = [];
  let closed = false;

  function keep(connection: RelayConnection): void {
    if (closed || idle.length >= kept) connection.quit();
    else idle.push(connection);
  }

  function forget(connection: RelayConnection): void {
    const place = idle.indexOf(connection);
    if (place >= 0) idle.splice(place, 1);
  }

  async function send(to: string, mail: string): Promise<void> {
    const connection = idle.pop() ?? (await openConnection(settings, idleMs, forget));
    try {
      await inTime(connection.send(settings.from, to, mail));
    } catch (error) {
      connection.close();
      throw error;
    }
    keep(connection);
  }

  return {
    send,
    close() {
      closed = true;
      for (const connection of idle.splice(0)) connection.close();
    },
  };
}

function inTime(sending: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new RelayFailed("ETIMEDOUT")), mailMs);
    sending.then(resolve, reject).finally(() => clearTimeout(late));
  });
}
