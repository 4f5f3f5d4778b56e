import { setTimeout } from "node:timers/promises";
import { createSecureContext, TLSSocket } from "node:tls";
import { SMTPServer, type SMTPServerSession } from "smtp-server";
import type { Clock } from "../../foundations/clock.ts";
import type { Log } from "../../foundations/log.ts";
import type { MailboxesDoor } from "../../mailboxes/door.ts";
import { type Certificates, secureOptions } from "../tls-profile.ts";
import { Conversation } from "./conversation.ts";
import { takeMessage } from "./data.ts";
import { admitConnection, admitPeer } from "./greeting.ts";
import { checkMailFrom } from "./mail-from.ts";
import { addRecipient } from "./rcpt-to.ts";
import { asError, type RefusalName } from "./replies.ts";

export interface InboundParts {
  mailboxes: Pick<MailboxesDoor, "findRecipient" | "receive">;
  clock: Clock;
  log: Log;
  settings: InboundSettings;
}

/** Times in milliseconds, sizes in octets. */
export interface InboundSettings {
  hostname: string;
  certificates: Certificates;
  /** The message as it travels, base64 included; announced with SIZE (RFC 1870). */
  sizeLimit: number;
  recipientsLimit: number;
  maxConnections: number;
  perPeer: { connections: number; unknownRecipients: number };
  patience: {
    /** From the connection to a handshake with a trusted certificate. */
    untrusted: number;
    /** RFC 5321 §4.5.3.2.7: at least 5 minutes. */
    betweenCommands: number;
    insideMessage: number;
    wholeMessage: number;
    /** What a message that is being received gets when the program stops. */
    closing: number;
  };
}

/** The listening side, ready to listen. */
export interface Inbound {
  server: SMTPServer["server"];
  /** Throws when the certificates do not hold together, the former ones then stay. */
  reload(certificates: Certificates): void;
  close(): Promise<void>;
}

/** Binds the steps of the conversation to the SMTP library. */
export function createInbound({ mailboxes, clock, log, settings }: InboundParts): Inbound {
  const { hostname, perPeer, patience, sizeLimit } = settings;
  const dataParts = { mailboxes, clock, log, hostname, sizeLimit, patience };
  const conversations = new Map<SMTPServerSession, Conversation>();
  const running = new Set<Promise<unknown>>();
  let certificatesVersion = 0;
  let closing = false;

  const listener = new SMTPServer({
    ...secureOptions(settings.certificates),
    requestCert: true,
    rejectUnauthorized: false,
    name: hostname,
    size: sizeLimit,
    maxClients: settings.maxConnections,
    socketTimeout: patience.betweenCommands,
    closeTimeout: patience.closing,
    disableReverseLookup: true,
    hideENHANCEDSTATUSCODES: false,
    // Addresses of the space are ASCII, and no bounce could go back to another one.
    hideSMTPUTF8: true,
    heloResponse: "%s",
    disabledCommands: ["AUTH", "HELP", "KILL", "SHELL", "WIZ", "XCLIENT", "XFORWARD"],
    logger: false,
    onConnect: (session, done) =>
      answer(session, done, (one) => admitConnection(one, conversations.values(), perPeer.connections)),
    onSecure: (socket, session, done) =>
      answer(session, done, (one) => (socket instanceof TLSSocket ? admitPeer(one, socket) : "tls-required")),
    onMailFrom: (sender, session, done) =>
      answer(session, done, (one) => checkMailFrom(one, sender, clock.now(), certificatesVersion)),
    onRcptTo: (recipient, session, done) =>
      answer(session, done, (one) =>
        addRecipient(one, recipient, mailboxes, {
          hostname,
          recipientsLimit: settings.recipientsLimit,
          unknownRecipientsLimit: perPeer.unknownRecipients,
        }),
      ),
    onData: (stream, session, done) =>
      answer(
        session,
        (error) => {
          done(error, "2.0.0 Stored");
          if (closing) conversations.get(session)?.dismiss("closing");
        },
        async (one) => {
          const taking = takeMessage(one, stream, dataParts);
          running.add(taking);
          return taking.finally(() => running.delete(taking));
        },
      ),
    onClose(session) {
      conversations.get(session)?.forget();
      conversations.delete(session);
    },
  });

  listener.connect = (socket) => {
    const conversation = new Conversation(listener, socket, certificatesVersion, patience.untrusted);
    listener.connections.add(conversation);
    conversations.set(conversation.session, conversation);
    conversation.on("error", (error: Error & { code?: string }) =>
      log.info("smtp.connection-broken", { session: conversation.id, reason: error.code ?? error.name }),
    );
    conversation.init();
  };
  listener.on("error", (error) => log.warn("smtp.listener-failed", { reason: error.message }));
  return { server: listener.server, reload, close };

  /** Runs one step and hands its verdict to the library; a defect is told as a passing failure, and logged. */
  async function answer(
    session: SMTPServerSession,
    done: (error?: Error | null) => void,
    step: (conversation: Conversation) => RefusalName | null | Promise<RefusalName | null>,
  ): Promise<void> {
    const conversation = conversations.get(session);
    if (!conversation) return;
    let refusal: RefusalName | null;
    try {
      refusal = await step(conversation);
    } catch (error) {
      log.defect("smtp.step-failed", error, { session: session.id });
      refusal = "failed";
    }
    done(refusal && asError(refusal));
  }

  function reload(certificates: Certificates): void {
    const options = secureOptions(certificates);
    // The library drops its contexts before it builds the new ones: a wrong key must be found before.
    createSecureContext(options);
    listener.updateSecureContext(options);
    certificatesVersion++;
  }

  async function close(): Promise<void> {
    closing = true;
    const open = [...conversations.values()];
    const closed = new Promise<void>((resolve) => listener.close(resolve));
    for (const conversation of open) {
      if (conversation.receiving) continue;
      conversation.dismiss("closing");
      conversation.hangUp();
    }
    await closed;
    for (const conversation of open) conversation.hangUp();
    // A message cut off, or one whose rows are being committed, still uses the store.
    await Promise.race([Promise.allSettled(running), setTimeout(patience.closing, null, { ref: false })]);
  }
}
