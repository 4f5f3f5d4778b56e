import { type Network, readRange } from "../../foundations/networks.ts";
import type { MethodName } from "./methods.ts";
import type { SignInSettings } from "./settings.ts";

/** What a sign-in and its session go by: the operator's configuration, or what a structure leaves of it. */
export interface Policy {
  /** Accepted, in the guide's order. */
  methods: readonly MethodName[];
  /** From when codes by e-mail are not accepted any more, milliseconds since 1970; null: no end is set. */
  emailUntil: number | null;
  sessionMinutes: number;
  idleMinutes: number;
  /** How long a browser may be trusted; 0: never. */
  trustMinutes: number;
}

/** A network as a structure calls it; `ranges` as they are typed (`10.1.0.0/16`). */
export interface OwnNetwork {
  name: string;
  ranges: readonly string[];
  /** Whether computers there are many people's: none of them is trusted. */
  shared: boolean;
}

/** What a structure takes away from its operator's policy; null: nothing. It is kept so, and says nothing by itself. */
export interface Narrowing {
  forbidden: readonly MethodName[];
  emailUntil: number | null;
  sessionMinutes: number | null;
  idleMinutes: number | null;
  trustMinutes: number | null;
  networks: readonly OwnNetwork[];
}

export const nothingNarrowed: Narrowing = {
  forbidden: [],
  emailUntil: null,
  sessionMinutes: null,
  idleMinutes: null,
  trustMinutes: null,
  networks: [],
};

/** The operator's, before any structure's. */
export function operatorPolicy(settings: SignInSettings, hasPsc: boolean): Policy {
  return {
    methods: [...settings.methods, ...(hasPsc ? (["psc"] as const) : [])],
    emailUntil: settings.emailUntil,
    sessionMinutes: settings.sessionHours * 60,
    idleMinutes: settings.idleMinutes,
    trustMinutes: settings.trustMinutes,
  };
}

/**
 * What is left of the operator's policy. Whatever a structure once said, it is never wider than that: an operator who
 * tightens has the last word.
 */
export function narrow(operator: Policy, own: Narrowing | null): Policy {
  if (!own) return operator;
  return {
    methods: operator.methods.filter((method) => !own.forbidden.includes(method)),
    emailUntil: least(operator.emailUntil, own.emailUntil),
    sessionMinutes: Math.min(operator.sessionMinutes, own.sessionMinutes ?? Infinity),
    idleMinutes: Math.min(operator.idleMinutes, own.idleMinutes ?? Infinity),
    trustMinutes: Math.min(operator.trustMinutes, own.trustMinutes ?? Infinity),
  };
}

function least(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other);
}

/** Whether a structure asks for more than its operator gives: such a wish is refused, although it would change nothing. */
export function isWider(operator: Policy, own: Narrowing): boolean {
  const { forbidden, emailUntil, sessionMinutes, idleMinutes, trustMinutes } = own;
  return (
    forbidden.some((method) => !operator.methods.includes(method)) ||
    (emailUntil !== null &&
      (!operator.methods.includes("email") || emailUntil > (operator.emailUntil ?? Infinity))) ||
    (sessionMinutes ?? 0) > operator.sessionMinutes ||
    (idleMinutes ?? 0) > operator.idleMinutes ||
    (trustMinutes ?? 0) > operator.trustMinutes
  );
}

/** The networks of a structure, as addresses are looked up in them. */
export function networksOf(own: Narrowing | null): Network[] {
  return (own?.networks ?? []).map(({ name, ranges, shared }) => ({
    name,
    shared,
    ranges: ranges.flatMap((text) => readRange(text) ?? []),
  }));
}

/** When a policy changes by itself: now, and the day when codes by e-mail end. */
export function momentsOf({ methods, emailUntil }: Policy, now: number): number[] {
  return emailUntil !== null && emailUntil > now && methods.includes("email") ? [now, emailUntil] : [now];
}
