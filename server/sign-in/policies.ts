import type { StepParts } from "./steps/step.ts";
import { assurance } from "./rules/methods.ts";
import type { Policy } from "./rules/policy.ts";

/** What sign-ins go by, and whoever has to be told that it changes. */
export interface Policies {
  /** Before any structure narrows it. */
  readonly operator: Policy;
  /** The label on each method. */
  readonly assurance: typeof assurance;
  /** Tells whoever has only codes by e-mail that they end: when a date is set, then 30, 7 and 1 days before, each once. */
  tellEnds(): Promise<void>;
  /** The same, while whoever asked gets the answer. */
  wake(): void;
}

/** Notices kept in one change. */
const noticesAtOnce = 100;

export function openPolicies(
  parts: Pick<StepParts, "changes" | "reads" | "notices" | "clock" | "log" | "policy">,
): Policies {
  const { changes, reads, notices, clock, log, policy } = parts;

  async function tellEnds(): Promise<void> {
    const at = clock.now();
    const due = await reads.endsToTell({ policy, at });
    for (let from = 0; from < due.length; from += noticesAtOnce) {
      const ends = due.slice(from, from + noticesAtOnce).map((end) => ({
        ...end,
        notice: notices.draft({ kind: "email-ends", at: end.endsAt, needs: end.needs }),
      }));
      await changes.tellEnds({ ends, at });
    }
    if (due.length > 0) notices.wake();
  }

  return {
    operator: policy,
    assurance,
    tellEnds,
    wake: () => void tellEnds().catch((error: unknown) => log.defect("sign-in.policies", error)),
  };
}
