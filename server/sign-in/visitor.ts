import { createHmac, createSecretKey } from "node:crypto";
import * as v from "valibot";
import { findNetwork, type Network } from "../foundations/networks.ts";
import type { Sealing } from "../foundations/sealing.ts";
import type { BrowserKind } from "../notifications/door.ts";
import { allowanceNetwork } from "./rules/allowance.ts";

/** From where somebody asks, as the connection shows. It is personal data: sealed wherever it is kept, never in the trace. */
export interface Seen {
  /** In its one form (`normaliseAddress`); null when it is not known. */
  address: string | null;
  browser: BrowserKind;
}

/** Who asks. */
export interface Visitor extends Seen {
  /** Secret of the browser's long-lived cookie; null when it has none yet. Left out by what keeps no cookies at all. */
  cookie?: string | null;
}

/** Whoever comes without a connection that shows anything: a command, a test. */
export const unknownVisitor: Visitor = { address: null, browser: { browser: null, system: null } };

const visitorSchema = v.object({
  address: v.nullable(v.string()),
  browser: v.object({
    browser: v.nullable(v.picklist(["Firefox", "Edge", "Chrome", "Safari"])),
    system: v.nullable(v.picklist(["Windows", "macOS", "Linux", "Android", "iOS"])),
  }),
});

/** How visitors are kept with their attempts, and called by name. */
export interface Visitors {
  /** Sealed for the row of one attempt. */
  seal(attemptId: string, visitor: Seen): Buffer;
  open(attemptId: string, sealed: Uint8Array): Seen;
  /** The name of the network, or the address; null when it is not known. `own`: as a structure calls its own. */
  networkOf(visitor: Seen, own?: readonly Network[]): string | null;
  /** The structure's name for the network; null when it has none. */
  nameOf(visitor: Seen): string | null;
  /** Whether the network is one whose computers are shared. */
  isShared(visitor: Seen, own?: readonly Network[]): boolean;
  /** What two visits from the same network have in common, a keyed hash; empty when the address is not known. */
  keyOf(visitor: Seen): string;
  /** The same for the network that shares an allowance of wrong passwords; null when the address is not known. */
  allowanceKeyOf(visitor: Seen): string | null;
}

export function createVisitors(sealing: Sealing, networks: readonly Network[]): Visitors {
  const secret = createSecretKey(sealing.derive("sign-in network"));
  const hashOf = (text: string) => createHmac("sha256", secret).update(text).digest("base64url");
  const place = (row: string) => ({ table: "sign_in_attempts", column: "visitor", row });
  return {
    seal: (id, { address, browser }) =>
      sealing.seal(place(id), Buffer.from(JSON.stringify({ address, browser }))),
    open: (id, sealed) => v.parse(visitorSchema, JSON.parse(sealing.open(place(id), sealed).toString())),
    networkOf: ({ address }, own = []) =>
      address && ((findNetwork(own, address) ?? findNetwork(networks, address))?.name ?? address),
    nameOf: ({ address }) => (address === null ? null : (findNetwork(networks, address)?.name ?? null)),
    isShared: ({ address }, own = []) =>
      address !== null && [own, networks].some((known) => findNetwork(known, address)?.shared ?? false),
    keyOf({ address }) {
      if (address === null) return "";
      const near = findNetwork(networks, address)?.name ?? nearOf(address);
      return hashOf(near);
    },
    allowanceKeyOf({ address }) {
      const network = allowanceNetwork(address);
      return network && hashOf(`allowance ${network}`);
    },
  };
}

/**
 * The neighbourhood of an address: a mobile phone changes addresses within those of its operator, and a notice a day
 * would be read by nobody. The first two groups of either family: /16, /32.
 */
function nearOf(address: string): string {
  return address.split(/[.:]/).slice(0, 2).join(".");
}
