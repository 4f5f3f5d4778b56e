import { isIP, SocketAddress } from "node:net";

/** A network that the structure knows by name, from the configuration. */
export interface Network {
  name: string;
  ranges: readonly Range[];
  /** Whether computers there are shared: a browser of such a network is never trusted. */
  shared: boolean;
}

/** A range of addresses: `10.1.0.0/16`, `2001:db8::/32`, or one address. */
export interface Range {
  family: 4 | 6;
  /** The bits that the addresses of the range share, and how many they are. */
  prefix: bigint;
  length: number;
}

interface Address {
  family: 4 | 6;
  value: bigint;
}

const bitsOf = { 4: 32, 6: 128 } as const;

/** Reads a range in CIDR notation (RFC 4632 §3.1), or one address; null when it is neither, or has bits set beyond its length. */
export function readRange(text: string): Range | null {
  const [, start = "", given] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text.trim()) ?? [];
  const address = parse(start);
  if (!address || start.includes("%")) return null;
  // A range of IPv4 written as IPv6 (RFC 4291 §2.5.5.2) counts its bits from the start of the 128.
  const before = isIP(start) === 6 && address.family === 4 ? 96 : 0;
  const most = bitsOf[address.family];
  const length = given === undefined ? most : Number(given) - before;
  if (length < 0 || length > most) return null;
  const rest = BigInt(most - length);
  const prefix = address.value >> rest;
  return prefix << rest === address.value ? { family: address.family, prefix, length } : null;
}

/** Whether an address lies in one of the ranges; text that is no address lies in none. */
export function isWithin(address: string, ranges: readonly Range[]): boolean {
  const parsed = ranges.length > 0 ? parse(address) : null;
  return parsed !== null && ranges.some((range) => holds(range, parsed));
}

/** The network of an address: of several that hold it, the one with the longest range; null when none does. */
export function findNetwork(networks: readonly Network[], address: string): Network | null {
  const parsed = networks.length > 0 ? parse(address) : null;
  if (!parsed) return null;
  let [found, best] = [null as Network | null, -1];
  for (const network of networks)
    for (const range of network.ranges)
      if (range.length > best && holds(range, parsed)) [found, best] = [network, range.length];
  return found;
}

function holds({ family, prefix, length }: Range, address: Address): boolean {
  return family === address.family && address.value >> BigInt(bitsOf[family] - length) === prefix;
}

/**
 * An address in its one form: lower case, shortened as RFC 5952 has it, without zone, and IPv4 written as IPv6
 * (`::ffff:10.1.2.3`, which listeners on both show) as IPv4. Null when it is no address.
 */
export function normaliseAddress(text: string): string | null {
  // It has one form only.
  if (isIP(text) === 4) return text;
  const address = parse(text);
  if (!address) return null;
  if (address.family === 4)
    return [24n, 16n, 8n, 0n].map((shift) => (address.value >> shift) & 255n).join(".");
  return new SocketAddress({ address: withoutZone(text), family: "ipv6" }).address;
}

function parse(text: string): Address | null {
  const bare = withoutZone(text);
  if (isIP(bare) === 4) return { family: 4, value: joinBits(bare.split(".").map(Number), 8n) };
  if (isIP(bare) !== 6) return null;
  const value = joinBits(groupsOf(bare), 16n);
  return value >> 32n === 0xffffn ? { family: 4, value: value & 0xffff_ffffn } : { family: 6, value };
}

/** The eight groups of an IPv6 address, which is known to be one. */
function groupsOf(text: string): number[] {
  const read = (half: string) => half.split(":").filter(Boolean).flatMap(readGroup);
  const [head = [], tail] = text.split("::", 2).map(read);
  return tail ? [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail] : head;
}

/** One group, or two when its last part is written as IPv4 (RFC 4291 §2.2). */
function readGroup(group: string): number[] {
  if (!group.includes(".")) return [Number.parseInt(group, 16)];
  const [one = 0, two = 0, three = 0, four = 0] = group.split(".").map(Number);
  return [one * 256 + two, three * 256 + four];
}

function joinBits(parts: readonly number[], width: bigint): bigint {
  return parts.reduce((sum, part) => (sum << width) | BigInt(part), 0n);
}

/** RFC 4007 §11: `fe80::1%eth0`. */
function withoutZone(text: string): string {
  return text.split("%", 1)[0] ?? "";
}
