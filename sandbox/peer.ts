import MailComposer from "nodemailer/lib/mail-composer";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { now } from "./clock.ts";
import type { PeerLetter } from "./peer-inbox.ts";
import type { Identity } from "./pki.ts";

/** The last reply of the server: its code, and the line whole. Code 0: no reply came, `reply` says why. */
export interface Reply {
  code: number;
  reply: string;
}

/** One delivery by a peer operator: envelope, bytes, and how it presents itself. */
export interface Delivery {
  port: number;
  identity: Identity;
  /** PEM of the authorities that the server's certificate must chain to. */
  authorities: string;
  from: string;
  to: string;
  raw: Buffer;
}

const serverName = "mss.caducee.example";

/**
 * Delivers one message to the program as another operator does: SMTP on 127.0.0.1, STARTTLS required, the peer's
 * certificate shown and the server's checked. Refusals are answers, never exceptions.
 */
export function sendAsPeer(delivery: Delivery): Promise<Reply> {
  const connection = new SMTPConnection({
    host: "127.0.0.1",
    port: delivery.port,
    name: delivery.from.split("@")[1],
    requireTLS: true,
    connectionTimeout: 5_000,
    socketTimeout: 60_000,
    tls: { ...delivery.identity, ca: delivery.authorities, servername: serverName },
  });
  return new Promise<Reply>((resolve) => {
    const refuse = (error: RefusedSending): void => resolve(readRefusal(error));
    connection.once("error", refuse);
    connection.connect((error) => {
      if (error) return refuse(error);
      connection.send({ from: delivery.from, to: delivery.to }, delivery.raw, (refusal, info) => {
        if (refusal) return refuse(refusal);
        resolve(readReply(info?.response ?? ""));
      });
    });
  }).finally(() => connection.quit());
}

/** What nodemailer tells of a failure: the server's reply when there was one. */
interface RefusedSending extends Error {
  response?: string | undefined;
  responseCode?: number | undefined;
}

function readRefusal(error: RefusedSending): Reply {
  if (error.response && error.responseCode) return readReply(error.response);
  return { code: 0, reply: `Aucune réponse du serveur (${error.message}).` };
}

function readReply(response: string): Reply {
  const reply = response.replace(/\r?\n/g, " ").trim();
  return { code: Number.parseInt(reply, 10) || 0, reply };
}

/** Writes the answer of a correspondent to a letter, in its conversation (RFC 5322 §3.6.4). */
export function composeReply(letter: PeerLetter, text: string): Promise<Buffer> {
  const { from, to, subject, messageId, references } = letter;
  return new MailComposer({
    from: to,
    to: from,
    subject: /^re\s?:/i.test(subject) ? subject : `Re: ${subject}`,
    text,
    date: new Date(now()),
    ...(messageId && { inReplyTo: messageId, references: [...references, messageId] }),
  })
    .compile()
    .build();
}

/** Writes the plain message that a visitor typed, dated now. */
export function composeTrial(mail: {
  from: string;
  to: string;
  subject: string;
  text: string;
}): Promise<Buffer> {
  return new MailComposer({ ...mail, date: new Date(now()) }).compile().build();
}
