import { type MethodName, methodsAt } from "./methods.ts";
import { momentsOf, type Narrowing, narrow, type Policy } from "./policy.ts";
import { findEntries, type Held } from "./ways.ts";

/** Somebody whose access is open, and what she has to come in with. */
export interface Holding {
  personId: string;
  hasPassword: boolean;
  held: Held;
}

/** Somebody who comes in now and would not any more. */
export interface LockedOut {
  personId: string;
  /** From when: now, or the day when codes by e-mail end. */
  from: number;
  /** What she comes in with, and what she might have instead. */
  has: MethodName[];
  needs: MethodName[];
}

/** Whom a change would lock out, by the rule of the sign-in itself. Whoever is locked out anyway is not its doing. */
export function findLockedOut(
  people: readonly Holding[],
  operator: Policy,
  { before, after }: { before: Narrowing | null; after: Narrowing },
  now: number,
): LockedOut[] {
  const [former, next] = [narrow(operator, before), narrow(operator, after)];
  return people.flatMap((one) => {
    const from = momentsOf(next, now).find(
      (at) => findEntries(one, former, at).length > 0 && findEntries(one, next, at).length === 0,
    );
    if (from === undefined) return [];
    const needs = methodsAt(next, from).filter((method) => !one.held[method]);
    return [{ personId: one.personId, from, has: findEntries(one, former, from), needs }];
  });
}

/** Whether somebody keeps a way in, now and on the day when codes by e-mail end. */
export function keepsWay(one: Holding, policy: Policy, now: number): boolean {
  return momentsOf(policy, now).every((at) => findEntries(one, policy, at).length > 0);
}
