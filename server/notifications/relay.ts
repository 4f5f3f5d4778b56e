import { createTransport } from "nodemailer";

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

export interface OrdinaryMail {
  to: string;
  subject: string;
  text: string;
  reference: string;
  /** Milliseconds since 1970. */
  at: number;
}

export interface Relay {
  /** Resolves when the relay acknowledged the mail; rejects with nodemailer's error otherwise. */
  send(mail: OrdinaryMail): Promise<void>;
  close(): void;
}

/** Connections are opened at the first mail and kept; STARTTLS is required (RFC 3207). */
export function connectRelay(settings: RelaySettings, senderName: string): Relay {
  const { host, port, authorities, serverName, from } = settings;
  const transport = createTransport({
    pool: true,
    maxConnections: 2,
    maxMessages: Infinity,
    // Retries are ours: they know when a code is not worth sending any more.
    maxRequeues: 0,
    host,
    port,
    secure: false,
    requireTLS: true,
    tls: { ca: authorities, servername: serverName, minVersion: "TLSv1.2" },
    connectionTimeout: 5000,
    greetingTimeout: 5000,
    socketTimeout: 10_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = from.slice(from.lastIndexOf("@") + 1);
  // An idle kept connection that breaks concerns no mail: the next one opens another.
  transport.on("error", () => {});
  return {
    async send({ to, subject, text, reference, at }) {
      await transport.sendMail({
        // Given apart from the fields, the envelope is never parsed out of them.
        envelope: { from, to: [to] },
        from: { name: senderName, address: from },
        to: { name: "", address: to },
        subject,
        text,
        date: new Date(at),
        messageId: `<${reference}@${domain}>`,
        // RFC 3834 §5: no automatic answer, please.
        headers: { "Auto-Submitted": "auto-generated" },
        textEncoding: "quoted-printable",
      });
    },
    close: () => transport.close(),
  };
}
