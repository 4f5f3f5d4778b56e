import type { Socket } from "node:net";

/** A reply of the relay (RFC 5321 §4.2). */
export interface Reply {
  status: number;
  /** Its lines, codes left out. */
  lines: string[];
}

/** What went wrong with the relay: `code` names it as sockets do, `responseCode` is that of its reply. */
export class RelayFailed extends Error {
  override name = "RelayFailed";
  readonly code: string;
  readonly responseCode: number;
  constructor(code: string, reply?: Reply) {
    super(`the relay: ${code} ${reply?.status ?? ""}`);
    this.code = code;
    this.responseCode = reply?.status ?? 0;
  }
}

/** One side of an SMTP conversation over one socket: what is written, and the replies in their order. */
export interface Conversation {
  /** Writes, and takes as many replies as it asks for. Rejects with `RelayFailed` when the connection ends before. */
  ask(bytes: string, replies: number): Promise<Reply[]>;
  /** Takes one reply, to nothing that was written. */
  listen(): Promise<Reply>;
  /** Leaves the socket to somebody else; throws where the relay has said more than it was asked. */
  leave(): void;
}

/** More than any relay says at once. */
const mostUnread = 65_536;

/** Ends the socket where the relay speaks unasked, or does not speak SMTP. */
export function converse(socket: Socket): Conversation {
  const waiting: { resolve(reply: Reply): void; reject(error: Error): void }[] = [];
  let unread = "";
  let lines: string[] = [];
  let failed: Error | null = null;

  function fail(error: Error): void {
    failed ??= error;
    for (const one of waiting.splice(0)) one.reject(failed);
  }

  function take(line: string): void {
    // RFC 5321 §4.2: a code, then « - » where more lines follow.
    const [, code, mark, text] = /^([2-5]\d\d)(?:([ -])(.*))?$/.exec(line) ?? [];
    if (code === undefined) return void socket.destroy(new RelayFailed("EPROTOCOL"));
    lines.push(text ?? "");
    if (mark === "-") return;
    const reply = { status: Number(code), lines };
    lines = [];
    const next = waiting.shift();
    // A farewell (421), or a reply to nothing: what follows would answer for something else.
    if (next) next.resolve(reply);
    else socket.destroy(new RelayFailed("ECONNECTION", reply));
  }

  function read(bytes: Buffer): void {
    unread += bytes.toString("latin1");
    for (let end = unread.indexOf("\n"); end >= 0; end = unread.indexOf("\n")) {
      const line = unread.slice(0, end).replace(/\r$/, "");
      unread = unread.slice(end + 1);
      take(line);
    }
    if (unread.length > mostUnread || lines.length > mostUnread / 64)
      socket.destroy(new RelayFailed("EPROTOCOL"));
  }

  socket.on("data", read);
  socket.on("error", fail);
  socket.on("close", () => fail(new RelayFailed("ECONNECTION")));

  const listen = () =>
    new Promise<Reply>((resolve, reject) => {
      if (failed) reject(failed);
      else waiting.push({ resolve, reject });
    });

  return {
    listen,
    ask(bytes, replies) {
      const asked = Array.from({ length: replies }, listen);
      if (!failed) socket.write(bytes);
      return Promise.all(asked);
    },
    leave() {
      socket.off("data", read);
      // Said in clear before the handshake, it would be read as if it had come after (CVE-2011-0411).
      if (unread !== "" || lines.length > 0 || waiting.length > 0) throw new RelayFailed("EPROTOCOL");
    },
  };
}
