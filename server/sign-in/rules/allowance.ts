/**
 * How many wrong passwords come from one network before the next one waits, whichever logins they are for: pure. What
 * counts is failures, for a hospital of hundreds stands behind one address; no text names a number. An allowance is one
 * instant: when all of it would be there again (the algorithm of ATM, ITU-T I.371 appendix A).
 */
export interface Allowance {
  /** Wrong passwords at once. */
  failures: number;
  /** How long one of them takes to come back. */
  eachMs: number;
}

/** 100, then 10 a minute: five hundred people at the change of shifts, one in five of whom mistypes. */
export const allowanceDefaults: Allowance = { failures: 100, eachMs: 6000 };

/** From when a network unknown to the login is heard again; null when that is now. */
export function findAllowanceWait(
  wholeAt: number,
  now: number,
  { failures, eachMs }: Allowance,
): number | null {
  const from = wholeAt - (failures - 1) * eachMs;
  return from > now ? from : null;
}

/** The allowance after one more failure. */
export function spendAllowance(wholeAt: number, now: number, { eachMs }: Allowance): number {
  return Math.max(wholeAt, now) + eachMs;
}

/**
 * The network that shares an allowance: the last octet of IPv4, and the half of IPv6 that a subscriber chooses himself
 * (RFC 4291 §2.5.1), are left out. Null when the address is not known.
 */
export function allowanceNetwork(address: string | null): string | null {
  if (address === null) return null;
  const four = /^(?:::ffff:)?(\d+\.\d+\.\d+)\.\d+$/i.exec(address);
  if (four) return `${four[1]}.0/24`;
  const [head = "", tail] = address.toLowerCase().split("%", 1)[0]?.split("::", 2) ?? [];
  if (!address.includes(":")) return null;
  const first = head === "" ? [] : head.split(":");
  const last = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : 8 - first.length - last.length;
  const groups = [...first, ...Array<string>(Math.max(zeros, 0)).fill("0"), ...last];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}
