import { connect as connectPlain, type Socket } from "node:net";
import { connect as connectSecure } from "node:tls";
import type { Identity } from "./pki.ts";

/**
 * Asks the program by SMTP whether it knows a mailbox: MAIL FROM, RCPT TO, QUIT, as a peer that would check an
 * address before writing. That is how the sandbox learns that the data folder is a fresh one. Rejects when
 * the conversation breaks.
 */
export async function knowsMailbox(options: {
  port: number;
  identity: Identity;
  authorities: string;
  address: string;
}): Promise<boolean> {
  const plain = connectPlain(options.port, "127.0.0.1");
  plain.setTimeout(10_000, () => plain.destroy(new Error("no reply within 10 s")));
  try {
    await readReply(plain);
    await say(plain, "EHLO mss.ch-portbrume.example");
    await say(plain, "STARTTLS");
    const secure = connectSecure({
      ...options.identity,
      socket: plain,
      ca: options.authorities,
      servername: "mss.caducee.example",
    });
    await say(secure, "EHLO mss.ch-portbrume.example");
    await say(secure, "MAIL FROM:<verification@ch-portbrume.mss.example>");
    const reply = await say(secure, `RCPT TO:<${options.address}>`);
    secure.end("QUIT\r\n");
    // A visitor may have suspended it: it is known all the same (RFC 3463 §3.3).
    return /^250|^550 5\.2\.1 /.test(reply);
  } finally {
    plain.destroySoon();
  }
}

function say(socket: Socket, line: string): Promise<string> {
  const reply = readReply(socket);
  socket.write(`${line}\r\n`);
  return reply;
}

/** Reads one reply, of one or several lines (RFC 5321 §4.2.1), and returns its last one. */
function readReply(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    function onData(data: Buffer): void {
      text += data.toString("latin1");
      const last = /^\d{3}(?: .*)?\r?\n$/m.exec(text)?.[0];
      if (last !== undefined) leave(() => resolve(last));
    }
    const onError = (error: Error): void => leave(() => reject(error));
    const onClose = (): void => leave(() => reject(new Error("connection closed")));
    function leave(settle: () => void): void {
      socket.off("data", onData).off("error", onError).off("close", onClose);
      settle();
    }
    socket.on("data", onData).on("error", onError).on("close", onClose);
  });
}
