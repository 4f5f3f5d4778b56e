import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type CertificateName,
  type Identity,
  makePki,
  readAuthorities,
  readIdentity,
} from "../../sandbox/pki.ts";
import { type Clock, systemClock } from "../../server/foundations/clock.ts";
import { createLog } from "../../server/foundations/log.ts";
import { openTransport, type Transport, type TransportSettings } from "../../server/transport/door.ts";
import { createFakeMailboxes, domain, type FakeMailboxes } from "./fake-mailboxes.ts";
import { connectRaw, type RawPeer } from "./raw-peer.ts";

/** The connector under test with fake mailboxes behind it and peers of the sandbox's trust space before it. */
export interface Connector extends Transport {
  mailboxes: FakeMailboxes;
  /** The lines of the log, parsed. */
  lines: { level: string; event: string; reason?: string }[];
  identities: Record<CertificateName, Identity>;
  authorities: string;
  /** A raw peer in TLS, its EHLO said; `null` shows no certificate. */
  meet(who?: CertificateName | null): Promise<RawPeer>;
}

let pki: Promise<{ identities: Record<CertificateName, Identity>; authorities: string }> | undefined;

/** Opens the connector on a free port; `settings` over the defaults. */
export async function openConnector(
  settings: Partial<TransportSettings> = {},
  { mailboxes = createFakeMailboxes(), clock = systemClock as Clock } = {},
): Promise<Connector> {
  pki ??= loadPki();
  const { identities, authorities } = await pki;
  const lines: Connector["lines"] = [];
  const transport = await openTransport({
    mailboxes,
    clock,
    log: createLog(systemClock, (line) => void lines.push(JSON.parse(line))),
    settings: {
      hostname: "mss.caducee.example",
      listen: { host: "127.0.0.1", port: 0 },
      certificates: { chain: identities.operator.cert, key: identities.operator.key, authorities },
      ...settings,
    },
  });
  return {
    ...transport,
    mailboxes,
    lines,
    identities,
    authorities,
    async meet(who = "ch-portbrume") {
      const peer = await connectRaw(transport.port);
      await peer.say("EHLO pair.example");
      await peer.startTls(who ? identities[who] : {});
      return peer;
    },
  };
}

/** MAIL FROM, RCPT TO and DATA up to the 354. */
export async function begin(peer: RawPeer, to = `bal1@${domain}`): Promise<void> {
  const replies = [
    await peer.say("MAIL FROM:<labo@biolittoral.mss.example>"),
    await peer.say(`RCPT TO:<${to}>`),
    await peer.say("DATA"),
  ];
  const codes = replies.map((reply) => reply.slice(0, 3)).join(" ");
  if (codes !== "250 250 354") throw new Error(`not taken: ${replies.join(" | ")}`);
}

/** Sends one whole message, dots doubled (RFC 5321 §4.5.2), and reads the last reply. */
export async function deliver(peer: RawPeer, message: string | Buffer, to?: string): Promise<string> {
  await begin(peer, to);
  peer.write(stuff(message));
  peer.write(".\r\n");
  return peer.read();
}

/** Doubles the dots that begin a line. */
export function stuff(message: string | Buffer): Buffer {
  return Buffer.from(message.toString("latin1").replace(/(^|\r\n)\./g, "$1.."), "latin1");
}

async function loadPki() {
  const folder = await mkdtemp(join(tmpdir(), "caducee-connector-"));
  try {
    await makePki(join(folder, "pki"));
    const read = (name: CertificateName) => readIdentity(join(folder, "pki"), name);
    return {
      authorities: await readAuthorities(join(folder, "pki")),
      identities: {
        operator: await read("operator"),
        relay: await read("relay"),
        "ch-portbrume": await read("ch-portbrume"),
        biolittoral: await read("biolittoral"),
        expired: await read("expired"),
        intruder: await read("intruder"),
      },
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}
