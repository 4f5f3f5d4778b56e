import { isWithin, normaliseAddress, type Range } from "../foundations/networks.ts";

/**
 * Where a request comes from: the address at the other end of the connection, or, behind proxies of ours, the one that
 * they met. Each proxy adds the address it met at the end of `X-Forwarded-For`; what stands before the first that is not
 * ours was written by whoever asked, and is worth nothing. Null when the connection has no address.
 */
export function findClientAddress(
  peer: string | undefined,
  forwardedFor: string | null,
  trusted: readonly Range[],
): string | null {
  let address = normaliseAddress(peer ?? "");
  for (const text of (forwardedFor ?? "").split(",").toReversed()) {
    if (address === null || !isWithin(address, trusted)) break;
    const before = normaliseAddress(withoutPort(text.trim()));
    // A proxy of ours that says nothing, or « unknown »: it is the last thing we know.
    if (before === null) break;
    address = before;
  }
  return address;
}

/** Some proxies write `192.0.2.7:4711` and `[2001:db8::7]:4711`. */
function withoutPort(text: string): string {
  return (/^\[([^\]]+)\](?::\d+)?$/.exec(text) ?? /^(\d+(?:\.\d+){3}):\d+$/.exec(text))?.[1] ?? text;
}
