import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls, type ConnectionOptions } from "node:tls";

/** A peer that says anything, byte by byte as it likes. */
export interface RawPeer {
  socket: Socket;
  /** The TCP connection under it. */
  plain: Socket;
  /** The next reply, its lines joined; empty once the connection is over. */
  read(): Promise<string>;
  /** Sends a line and reads its reply. */
  say(line: string): Promise<string>;
  write(bytes: string | Uint8Array): void;
  /** STARTTLS, then EHLO inside TLS; `injected` goes out in the same segment as the command. */
  startTls(options: ConnectionOptions, injected?: string): Promise<void>;
  /** Resolves when the server has ended the connection. */
  ended: Promise<void>;
}

/** Connects and reads the banner. */
export async function connectRaw(port: number): Promise<RawPeer & { banner: string }> {
  const reader = createReader();
  const plain = connectTcp({ port, host: "127.0.0.1", noDelay: true });
  let socket: Socket = plain;
  const ended = new Promise<void>((resolve) => {
    plain.once("close", () => resolve());
  });
  reader.follow(socket);
  const peer: RawPeer = {
    get socket() {
      return socket;
    },
    plain,
    ended,
    read: reader.next,
    write: (bytes) => void socket.write(bytes),
    say(line) {
      socket.write(`${line}\r\n`);
      return reader.next();
    },
    async startTls(options, injected = "") {
      socket.write(`STARTTLS\r\n${injected}`);
      const reply = await reader.next();
      if (!reply.startsWith("220")) throw new Error(`STARTTLS refused: ${reply}`);
      plain.removeAllListeners("data");
      socket = await new Promise<Socket>((resolve, reject) => {
        const secure = connectTls({ rejectUnauthorized: false, ...options, socket: plain }, () =>
          resolve(secure),
        );
        secure.once("error", reject);
      });
      reader.follow(socket);
      socket.write("EHLO pair.example\r\n");
      await reader.next();
    },
  };
  const banner = await peer.read();
  // The getter of `socket` has to stay one.
  return Object.defineProperties(
    { banner } as RawPeer & { banner: string },
    Object.getOwnPropertyDescriptors(peer),
  );
}

function createReader(): { follow(socket: Socket): void; next(): Promise<string> } {
  const replies: string[] = [];
  const waiting: ((reply: string) => void)[] = [];
  let text = "";
  let over = false;
  const give = (reply: string) => {
    const first = waiting.shift();
    if (first) first(reply);
    else replies.push(reply);
  };
  return {
    follow(socket) {
      socket.on("data", (bytes) => {
        text += bytes.toString("latin1");
        for (let end = endOfReply(text); end > 0; end = endOfReply(text)) {
          give(text.slice(0, end - 2));
          text = text.slice(end);
        }
      });
      socket.on("error", () => {});
      socket.once("close", () => {
        over = true;
        while (waiting.length > 0) give("");
      });
    },
    next() {
      const reply = replies.shift();
      if (reply !== undefined) return Promise.resolve(reply);
      if (over) return Promise.resolve("");
      return new Promise((resolve) => waiting.push(resolve));
    },
  };
}

/** Where the first whole reply ends: its last line has a space after the code (RFC 5321 §4.2.1). */
function endOfReply(text: string): number {
  const found = /^(?:\d{3}-[^\r\n]*\r\n)*\d{3}(?: [^\r\n]*)?\r\n/.exec(text);
  return found ? found[0].length : 0;
}
