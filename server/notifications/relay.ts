import SMTPConnection from "nodemailer/lib/smtp-connection";

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
  /** Resolves when the relay acknowledged the mail; rejects with nodemailer's error otherwise. */
  send(to: string, mail: string): Promise<void>;
  close(): void;
}

/** Connections kept between two mails; more are opened when many people sign in at once. */
const kept = 2;
/** Below the five minutes that RFC 5321 §4.5.3.2.7 has servers wait: it is we who leave. */
const idleMs = 4 * 60_000;
const mailMs = 10_000;

/**
 * A way to the relay. STARTTLS is required (RFC 3207). nodemailer's own pool does the same with queues, streams and
 * plugins that one short mail does not need, for four times the work.
 */
export function connectRelay(settings: RelaySettings): Relay {
  const idle: SMTPConnection[] = [];
  let closed = false;

  function keep(connection: SMTPConnection): void {
    if (closed || idle.length >= kept) connection.quit();
    else idle.push(connection);
  }

  function forget(connection: SMTPConnection): void {
    const place = idle.indexOf(connection);
    if (place >= 0) idle.splice(place, 1);
  }

  async function send(to: string, mail: string): Promise<void> {
    const connection = idle.pop() ?? (await connect(settings, forget));
    try {
      await deliver(connection, { from: settings.from, to: [to] }, mail);
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

function connect(
  { host, port, authorities, serverName }: RelaySettings,
  onEnd: (connection: SMTPConnection) => void,
): Promise<SMTPConnection> {
  const connection = new SMTPConnection({
    host,
    port,
    secure: false,
    requireTLS: true,
    tls: { ca: authorities, servername: serverName, minVersion: "TLSv1.2" },
    connectionTimeout: 5000,
    greetingTimeout: 5000,
    socketTimeout: idleMs,
  });
  return new Promise((resolve, reject) => {
    connection.on("error", (error) => {
      onEnd(connection);
      reject(error);
    });
    connection.once("end", () => {
      onEnd(connection);
      reject(Object.assign(new Error("the relay closed the connection"), { code: "ECONNECTION" }));
    });
    connection.connect((error) => (error ? reject(error) : resolve(connection)));
  });
}

function deliver(
  connection: SMTPConnection,
  envelope: { from: string; to: string[] },
  mail: string,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(
      () => reject(Object.assign(new Error("the relay is silent"), { code: "ETIMEDOUT" })),
      mailMs,
    );
    connection.send(envelope, mail, (error) => {
      clearTimeout(late);
      if (error) reject(error);
      else resolve();
    });
  });
}
