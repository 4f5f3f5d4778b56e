/* oxlint-disable no-underscore-dangle -- the library's conversation is extended under the names it gave */
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import type { SMTPServer } from "smtp-server";
import { SMTPConnection } from "smtp-server/lib/smtp-connection.js";
import { DataParser } from "./data-parser.ts";
import { judgePeer, type Standing } from "./peer.ts";
import { type RefusalName, refusals, wordsOf } from "./replies.ts";

/** RFC 5321 §4.5.3.1.4: 512 octets, and room for what extensions add. */
const longestCommand = 2048;
const startsWithEnhancedCode = /^[245]\.\d{1,3}\.\d{1,3} /;

/** One connection and what its steps leave to each other; the library keeps the rest (envelope, state of TLS). */
export class Conversation extends SMTPConnection {
  /** Before STARTTLS nobody is there. */
  standing: Standing = { trusted: false, refusal: "tls-required" };
  /** Which reload of the certificates was in force when the peer came. */
  readonly certificatesVersion: number;
  /** Recipients of the running transaction: mailbox id to the address it was first named by. */
  recipients: Map<string, string> = new Map();
  unknownRecipients = 0;
  /** From DATA to its reply: a stop of the program lets this end. */
  receiving = false;
  #socket: Socket;
  #untrustedTimer: NodeJS.Timeout;

  /** `patience`: milliseconds from here to a handshake with a trusted certificate. */
  constructor(server: SMTPServer, socket: Socket, certificatesVersion: number, patience: number) {
    super(server, socket);
    this.certificatesVersion = certificatesVersion;
    this.#socket = socket;
    this.#untrustedTimer = setTimeout(() => this.dismiss("too-slow"), patience);
  }

  /** The library chooses enhanced codes by reply code alone; ours stand in front of our own words. */
  override send(code: number, data?: string | string[] | null, context?: string | false): void {
    const ours = typeof data === "string" && startsWithEnhancedCode.test(data);
    super.send(code, data, ours ? false : context);
  }

  override _createParser(): DataParser {
    const parser = new DataParser({ maxCommandLength: longestCommand });
    parser.oncommand = (command, next) => this._onCommand(command, next);
    parser.on("error", () => {
      this.dismiss("line-too-long");
      this.close();
    });
    return parser;
  }

  /** Keeps what the certificate of a finished handshake is worth. */
  judge(socket: TLSSocket): void {
    this.#socket = socket;
    this.standing = judgePeer(socket);
    if (this.standing.trusted) clearTimeout(this.#untrustedTimer);
  }

  /** Says a refusal out of turn; a 421 closes the connection (RFC 5321 §3.8). */
  dismiss(refusal: RefusalName): void {
    this.send(refusals[refusal].code, wordsOf(refusals[refusal]));
  }

  /** How long a silence ends the connection, in milliseconds. */
  setPatience(ms: number): void {
    this.#socket.setTimeout(ms);
  }

  /** Ends the connection once what was written has left, without waiting for the peer to end its side. */
  hangUp(): void {
    this.#socket.destroySoon();
  }

  /** To be called when the connection is over. */
  forget(): void {
    clearTimeout(this.#untrustedTimer);
  }
}
