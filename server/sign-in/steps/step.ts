import { isRefusal, type Refusal } from "../../../contracts/refusals.ts";
import type { Method, Way } from "../../../contracts/sign-in.ts";
import type { DirectoryDoor } from "../../directory/door.ts";
import type { Chance } from "../../foundations/chance.ts";
import type { Clock } from "../../foundations/clock.ts";
import type { Remote } from "../../foundations/database/operation.ts";
import type { Log } from "../../foundations/log.ts";
import type { Sealing } from "../../foundations/sealing.ts";
import type { NotificationsDoor } from "../../notifications/door.ts";
import type { Notices } from "../notices.ts";
import type { SpareCodes } from "../spare-codes.ts";
import type { OneTimeCodes } from "../one-time-code.ts";
import type { Passkeys } from "../passkeys/way.ts";
import type { Passwords } from "../passwords.ts";
import type { Policy } from "../rules/policy.ts";
import type { SignInSettings } from "../rules/settings.ts";
import type { Visitors } from "../visitor.ts";
import type { Means } from "./known.ts";
import type { SignInChanges, SignInReads } from "../store.ts";

/** What steps work with. */
export interface StepParts {
  changes: Remote<SignInChanges>;
  reads: Remote<SignInReads>;
  directory: Pick<DirectoryDoor, "openContacts" | "normaliseLogin">;
  notifications: Pick<NotificationsDoor, "sendCode" | "sendCodeBySms">;
  passwords: Passwords;
  codes: OneTimeCodes;
  spareCodes: SpareCodes;
  passkeys: Passkeys;
  sealing: Sealing;
  clock: Clock;
  chance: Chance;
  log: Log;
  settings: SignInSettings;
  /** The operator's; each structure may narrow it. */
  policy: Policy;
  visitors: Visitors;
  notices: Pick<Notices, "draft" | "wake">;
  /** The method asked for, and those that a person may change to. */
  waysOf(method: Method, means: Means): Way[];
  /** The HMAC under which regulation counts a login. */
  loginKey(login: string): string;
}

/** One step of a journey: it goes on with more than it was given, or refuses. */
export type Step<In extends object, Out extends object, Parts = StepParts> = (
  parts: Parts,
  given: In,
) => Promise<Out | Refusal>;

/** Steps one after the other; what the first asks for is what the journey asks for. */
export function inOrder<A extends object, B extends object, C extends object>(
  one: Step<A, B>,
  two: Step<B, C>,
): Step<A, C>;
export function inOrder<A extends object, B extends object, C extends object, D extends object, Parts>(
  one: Step<A, B, Parts>,
  two: Step<B, C, Parts>,
  three: Step<C, D, Parts>,
): Step<A, D, Parts>;
export function inOrder<
  A extends object,
  B extends object,
  C extends object,
  D extends object,
  E extends object,
>(one: Step<A, B>, two: Step<B, C>, three: Step<C, D>, four: Step<D, E>): Step<A, E>;
export function inOrder<
  A extends object,
  B extends object,
  C extends object,
  D extends object,
  E extends object,
  F extends object,
>(one: Step<A, B>, two: Step<B, C>, three: Step<C, D>, four: Step<D, E>, five: Step<E, F>): Step<A, F>;
export function inOrder<
  A extends object,
  B extends object,
  C extends object,
  D extends object,
  E extends object,
  F extends object,
  G extends object,
>(
  one: Step<A, B>,
  two: Step<B, C>,
  three: Step<C, D>,
  four: Step<D, E>,
  five: Step<E, F>,
  six: Step<F, G>,
): Step<A, G>;
export function inOrder(...steps: Step<object, object>[]): Step<object, object> {
  return async (parts, given) => {
    let reached: object = given;
    for (const step of steps) {
      reached = await step(parts, reached);
      if (isRefusal(reached)) break;
    }
    return reached;
  };
}
