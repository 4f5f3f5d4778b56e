import { createHash } from "node:crypto";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import type { TrustSpace } from "../house.ts";

/** What became of one message in the eyes of its sender. */
export type Fate = "acknowledged" | "refused" | "unknown";

/** A peer's connection, kept open over many messages. */
export interface Peer {
  send(from: string, to: string, raw: string): Promise<Fate>;
  close(): void;
}

/** Connects to the program as the sandbox's peer, over mutual TLS. Rejects when nobody answers. */
export function connectPeer(space: Pick<TrustSpace, "authorities" | "peer">, port: number): Promise<Peer> {
  const connection = new SMTPConnection({
    host: "127.0.0.1",
    port,
    name: "mss.ch-portbrume.example",
    requireTLS: true,
    tls: { ...space.peer, ca: space.authorities, servername: "mss.caducee.example" },
  });
  return new Promise((resolve, reject) => {
    connection.once("error", reject);
    connection.connect((error) => {
      if (error) return reject(error);
      connection.on("error", () => {});
      resolve({
        send: (from, to, raw) =>
          new Promise((settle) => {
            // A connection that breaks in the middle says nothing of the message: the sender has to send it again.
            const broken = () => settle("unknown");
            connection.once("end", broken);
            connection.send({ from, to }, raw, (refusal) => {
              connection.off("end", broken);
              const code = refusal && "responseCode" in refusal ? refusal.responseCode : undefined;
              settle(!refusal ? "acknowledged" : code === undefined ? "unknown" : "refused");
            });
          }),
        close: () => connection.close(),
      });
    });
  });
}

/** A small message that can be told from every other. */
export function smallMessage(id: string, bytes = 2000): string {
  const filling = createHash("sha512")
    .update(id)
    .digest("hex")
    .repeat(Math.ceil(bytes / 128))
    .slice(0, bytes);
  const lines = filling.match(/.{1,76}/g) ?? [];
  return [
    `Message-ID: <${id}@ch-portbrume.example>`,
    "From: Service =?utf-8?Q?p=C3=A9diatrie?= <pediatrie@ch-portbrume.mss.example>",
    `Subject: Essai ${id}`,
    "Date: Sun, 22 Nov 2026 09:02:00 +0100",
    "",
    ...lines,
    "",
  ].join("\r\n");
}
