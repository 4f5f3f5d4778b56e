import { buffer } from "node:stream/consumers";
import { callbackify } from "node:util";
import { SMTPServer, type SMTPServerSession } from "smtp-server";
import { now } from "./clock.ts";
import { readOrdinaryMail } from "./ordinary-mail.ts";
import type { Post } from "./outbox.ts";
import type { Identity } from "./pki.ts";

/** The relay of ordinary e-mail: the port it got, what it took so far, and how to stop it. */
export interface Relay {
  port: number;
  messages: Post[];
  close(): Promise<void>;
}

/**
 * Starts on 127.0.0.1 the relay through which the program sends its ordinary e-mails (one-time codes, notices):
 * SMTP with STARTTLS, no authentication. Port 0 takes a free one. One post per recipient goes to `onPost` before
 * the 250, and to `messages` when there is no `onPost`. Rejects when the port is taken.
 */
export async function startRelay(options: {
  port: number;
  identity: Identity;
  onPost?: (post: Post) => Promise<void>;
}): Promise<Relay> {
  const messages: Post[] = [];
  const onPost = options.onPost ?? (async (post: Post) => void messages.push(post));
  const server = new SMTPServer({
    ...options.identity,
    name: "relay.courriel.example",
    authOptional: true,
    disabledCommands: ["AUTH"],
    disableReverseLookup: true,
    closeTimeout: 200,
    size: 1024 * 1024,
    onData(stream, session, callback) {
      callbackify(() => keepMail(stream, session, onPost))((error) => callback(error));
    },
  });
  // A connection that breaks off is its peer's affair; without a listener it would end the process.
  server.on("error", () => {});
  const port = await listen(server, options.port);
  return { port, messages, close: () => new Promise((resolve) => server.close(resolve)) };
}

async function keepMail(
  stream: NodeJS.ReadableStream,
  session: SMTPServerSession,
  onPost: (post: Post) => Promise<void>,
): Promise<void> {
  const mail = readOrdinaryMail(await buffer(stream));
  const at = now();
  for (const { address } of session.envelope.rcptTo)
    await onPost({ to: address, channel: "email", ...mail, at });
}

function listen(server: SMTPServer, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.server.address();
      // A TCP listener's address is an object; a string is a pipe's.
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}
