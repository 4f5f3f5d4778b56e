import type { Clock } from "../foundations/clock.ts";
import { remoteChanges, type Store } from "../foundations/database/operation.ts";
import type { Log } from "../foundations/log.ts";
import type { MailboxesDoor } from "../mailboxes/door.ts";
import { createInbound, type InboundSettings } from "./inbound/listener.ts";
import { openOutbox, type Outbox, type OutboxParts, type OutboxSettings } from "./outbound/outbox.ts";
import type { TransportStore } from "./store.ts";
import type { Certificates } from "./tls-profile.ts";

export type { Outbox } from "./outbound/outbox.ts";

/** What has a default needs no word. Times in milliseconds, sizes in octets. */
export interface TransportSettings extends Partial<InboundSettings> {
  hostname: string;
  certificates: Certificates;
  listen: { host: string; port: number };
}

/** The room with its way out. */
export interface WholeTransport extends Transport {
  outbox: Outbox;
  /** Carries what is due now; for tests. */
  run(): Promise<void>;
}

export interface Transport {
  /** The port listened on, useful when 0 was asked for. */
  port: number;
  /**
   * Takes new certificates without a restart; peers on kept connections are asked to come again. Throws when key and
   * certificate do not belong together: the former ones then stay.
   */
  reload(certificates: Certificates): void;
  /** Stops listening, lets the messages being received end for a few seconds, closes. */
  close(): Promise<void>;
}

/** The limits in force where the configuration says nothing. */
export const inboundDefaults = {
  // A message of 25 MB (the limit of Mon espace santé) weighs 34.2 MB once in base64 lines.
  sizeLimit: 35 * 1024 * 1024,
  // RFC 5321 §4.5.3.1.8: the least a server must take.
  recipientsLimit: 100,
  maxConnections: 200,
  perPeer: { connections: 30, unknownRecipients: 10 },
  patience: {
    untrusted: 60_000,
    betweenCommands: 300_000,
    insideMessage: 120_000,
    wholeMessage: 600_000,
    closing: 5_000,
  },
} as const satisfies Partial<InboundSettings>;

/**
 * Opens the connector to the other operators of the trust space. Rejects when the port is taken or the certificates
 * do not hold together.
 */
export async function openTransport(parts: {
  mailboxes: Pick<MailboxesDoor, "findRecipient" | "receive">;
  clock: Clock;
  log: Log;
  settings: TransportSettings;
}): Promise<Transport> {
  const { listen, ...settings } = parts.settings;
  const inbound = createInbound({ ...parts, settings: { ...inboundDefaults, ...settings } });
  await new Promise<void>((resolve, reject) => {
    inbound.server.once("error", reject);
    inbound.server.listen(listen.port, listen.host, () => {
      inbound.server.off("error", reject);
      resolve();
    });
  });
  const address = inbound.server.address();
  if (address === null || typeof address === "string") throw new Error("listening without a port");
  return { port: address.port, reload: inbound.reload, close: inbound.close };
}

/** Opens both ways: the connector, and the queue of what leaves, under the same name and certificates. */
export async function openBothWays(
  parts: Omit<OutboxParts, "certificates" | "settings" | "mailboxes"> & {
    mailboxes: MailboxesDoor;
    settings: TransportSettings & Omit<OutboxSettings, "hostname">;
  },
): Promise<WholeTransport> {
  let { certificates } = parts.settings;
  const inbound = await openTransport(parts);
  const outbox = await openOutbox({ ...parts, certificates: () => certificates });
  return {
    port: inbound.port,
    outbox,
    run: outbox.run,
    reload(renewed) {
      inbound.reload(renewed);
      certificates = renewed;
    },
    async close() {
      await inbound.close();
      await outbox.close();
    },
  };
}

/** Forgets what was let go before an instant, once the fate of every recipient is known. Safe to run twice. */
export async function forgetSubmissions(store: Store, before: number): Promise<void> {
  const changes = remoteChanges<TransportStore["changes"]>(store, "transport");
  while ((await changes.forget({ before })) > 0);
}
