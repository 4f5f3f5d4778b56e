import type { Narrowed } from "../../../contracts/administration-policy.ts";
import { tellDay } from "../days.ts";
import { words } from "./words.ts";

/** Each rule that a structure has of its own, in words. */
export function listRules(narrowed: Narrowed): string[] {
  const { forbidden, emailUntil, sessionMinutes, idleMinutes, trustMinutes, networks } = narrowed;
  const { rules } = words;
  return [
    ...forbidden.map((method) => (method === "psc" ? rules.withoutPsc : rules.without(method))),
    ...(emailUntil === null ? [] : [rules.emailUntil(tellDay(emailUntil))]),
    ...(sessionMinutes === null ? [] : [rules.session(sessionMinutes)]),
    ...(idleMinutes === null ? [] : [rules.idle(idleMinutes)]),
    ...(trustMinutes === null ? [] : [rules.trust(trustMinutes)]),
    ...networks.map(({ name, ranges, shared }) => rules.network(name, ranges.join(", "), shared)),
  ];
}

/** What came and what went between two states of the rules, in words. */
export function listChanges(before: Narrowed, after: Narrowed): string[] {
  const [former, next] = [listRules(before), listRules(after)];
  return [
    ...next.filter((rule) => !former.includes(rule)).map(words.added),
    ...former.filter((rule) => !next.includes(rule)).map(words.removed),
  ];
}

/** What two people changed at once: of each rule, the one that was changed here, else the one of there. */
export function mergeRules(base: Narrowed, mine: Narrowed, theirs: Narrowed): Narrowed {
  const isMine = (name: keyof Narrowed) => JSON.stringify(base[name]) !== JSON.stringify(mine[name]);
  const pick = <Name extends keyof Narrowed>(name: Name): Narrowed[Name] =>
    isMine(name) ? mine[name] : theirs[name];
  return {
    forbidden: pick("forbidden"),
    emailUntil: pick("emailUntil"),
    sessionMinutes: pick("sessionMinutes"),
    idleMinutes: pick("idleMinutes"),
    trustMinutes: pick("trustMinutes"),
    networks: pick("networks"),
  };
}
