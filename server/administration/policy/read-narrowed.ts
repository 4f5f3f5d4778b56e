import type { Narrowed, OperatorRules } from "../../../contracts/administration-policy.ts";
import { refuse, type Refusal } from "../../../contracts/refusals.ts";
import { type Range, readRange } from "../../foundations/networks.ts";
import type { Narrowing, Policies, Policy } from "../../sign-in/door.ts";
import { dayOf, startOfDay } from "../rules/days.ts";

/** Networks that no other organisation has: they may be as wide as they are (RFC 1918, RFC 4193). */
const own = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"].map(rangeOf);
/** A public network wider than this is a provider's, not a structure's. */
const shortest = { 4: 16, 6: 32 } as const;

/** What a référent wishes, as the sign-in keeps it; refuses a network that is none. */
export function readNarrowed(given: Narrowed): Narrowing | Refusal {
  const ranges = given.networks.flatMap((network) => network.ranges);
  if (!ranges.every((text) => isOwn(readRange(text)))) return refuse("network-malformed");
  const names = new Set(given.networks.map(({ name }) => name));
  if (names.size < given.networks.length) return refuse("network-malformed");
  return {
    ...given,
    forbidden: [...new Set(given.forbidden)],
    emailUntil: given.emailUntil === null ? null : startOfDay(given.emailUntil),
  };
}

/** The same, as its page shows it. */
export function viewNarrowing(narrowing: Narrowing): Narrowed {
  const { forbidden, emailUntil, networks } = narrowing;
  return {
    ...narrowing,
    forbidden: [...forbidden],
    emailUntil: emailUntil === null ? null : dayOf(emailUntil),
    networks: networks.map((network) => ({ ...network, ranges: [...network.ranges] })),
  };
}

/** What the operator allows, each method under its label. */
export function viewOperator({
  operator,
  assurance,
}: Pick<Policies, "operator" | "assurance">): OperatorRules {
  const { methods, emailUntil, sessionMinutes, idleMinutes, trustMinutes }: Policy = operator;
  return {
    methods: methods.map((name) => ({ name, ...assurance[name] })),
    emailUntil: emailUntil === null ? null : dayOf(emailUntil),
    sessionMinutes,
    idleMinutes,
    trustMinutes,
  };
}

function isOwn(range: Range | null): boolean {
  if (!range) return false;
  return range.length >= shortest[range.family] || own.some((wide) => holds(wide, range));
}

function holds(outer: Range, inner: Range): boolean {
  return (
    outer.family === inner.family &&
    outer.length <= inner.length &&
    inner.prefix >> BigInt(inner.length - outer.length) === outer.prefix
  );
}

function rangeOf(text: string): Range {
  const range = readRange(text);
  if (!range) throw new Error(`${text} is no range`);
  return range;
}
