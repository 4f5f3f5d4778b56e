import { type Range, readRange } from "../foundations/networks.ts";

/** The shortest prefix of a range of public addresses: a large organisation has one such; anything wider is the Internet. */
const shortest = { 4: 16, 6: 32 } as const;
/** All the public ranges of IPv4 together hold as many addresses as so many /16, at most. */
const mostTogether = 16;

/** Addresses that no packet of the Internet bears: RFC 1918, 6598, 3927, 4193, 4291 §2.5.6. */
const apart = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "169.254.0.0/16",
  "fc00::/7",
  "fe80::/10",
].map(range);
/** Ranges of IPv6 that stand for the whole of IPv4: RFC 6052, 8215, 4380, 3056. */
const stands = ["64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16"].map(range);
const loopbacks = ["127.0.0.0/8", "::1/128"].map(range);

/**
 * Why a list of networks is open to the Internet; null when it is not. `loopback`: whether this machine itself may be
 * listed; behind a reverse proxy on the same machine, everybody seems to come from there.
 */
export function isOpenToAll(ranges: readonly Range[], { loopback }: { loopback: boolean }): string | null {
  const publics = ranges.filter((one) => ![...apart, ...loopbacks].some((own) => holds(own, one)));
  const isWide = (one: Range) =>
    one.length < shortest[one.family] || stands.some((all) => holds(all, one) || holds(one, all));
  if (publics.some(isWide))
    return "une plage d’adresses publiques plus large que /16 (IPv4) ou /32 (IPv6) ouvre à l’Internet. Indiquez les réseaux mêmes des logiciels";
  if (!loopback && ranges.some((one) => loopbacks.some((own) => holds(own, one) || holds(one, own))))
    return "les adresses de cette machine (127.0.0.1, ::1) sont aussi celles de tout ce qu’un mandataire y transmet. Indiquez les réseaux des logiciels";
  const together = publics
    .filter(({ family }) => family === 4)
    .reduce((sum, { length }) => sum + 2 ** (16 - length), 0);
  const many = publics.filter(({ family }) => family === 6).length;
  return together > mostTogether || many > mostTogether
    ? "ces plages d’adresses publiques sont trop nombreuses ou trop larges ensemble. Indiquez les réseaux mêmes des logiciels"
    : null;
}

/** Whether a range lies whole in another. */
function holds(outer: Range, inner: Range): boolean {
  return (
    outer.family === inner.family &&
    outer.length <= inner.length &&
    inner.prefix >> BigInt(inner.length - outer.length) === outer.prefix
  );
}

function range(text: string): Range {
  const read = readRange(text);
  if (!read) throw new Error(`${text} is no range`);
  return read;
}
