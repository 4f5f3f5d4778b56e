import type { ReferentMatter, ReminderNews } from "../../sign-in/door.ts";

/** How long an access may stay without a sign-in; `suspend` null: nothing closes it. In months of 365 / 12 days. */
export interface SilenceRules {
  first: number;
  second: number;
  suspend: number | null;
}

/** A year of twelve is 365 days, never more (CNIL 2014-239: at most one year). */
export const monthMs = (365 / 12) * 86_400_000;

/** The day that somebody was told of moves so far on when she could not be told. */
const putOffMs = 30 * 86_400_000;

/** Who has been silent, as her access stands now. */
export interface Silent {
  stage: "waiting" | "counted" | "told" | "warned" | "closed";
  since: number;
  endsAt: number | null;
  /** The last use of a password of a program; null: none. */
  heardAt: number | null;
  /** Whether her access is open, and whether anything opens it: a password, or Pro Santé Connect. */
  isOpen: boolean;
  canEnter: boolean;
  /** Whether a verified contact of hers would read what she is told. */
  isReached: boolean;
  /** Whoever administers the operator is never closed out by the calendar: nobody could let her in again. */
  isAdministrator: boolean;
}

/** What a silence comes to now: where it goes on from, who is told what, and whether the access is suspended. */
export interface SilenceStep {
  to: Pick<Silent, "stage" | "since" | "endsAt">;
  person: ReminderNews | null;
  referents: ReferentMatter | null;
  isSuspended: boolean;
}

/** One step of a silence that something is due of; each leaves it due of nothing at `now`. */
export function stepSilence(silent: Silent, rules: SilenceRules, now: number): SilenceStep {
  const { stage, since, heardAt, isOpen, canEnter } = silent;
  const quiet = { person: null, referents: null, isSuspended: false };
  if (!isOpen) return { ...quiet, to: { stage: "closed", since, endsAt: null } };
  if (heardAt !== null && heardAt > since)
    return { ...quiet, to: { stage: "counted", since: heardAt, endsAt: null } };
  if (stage === "waiting" || !canEnter) {
    const to = { stage: canEnter ? ("counted" as const) : ("closed" as const), since, endsAt: null };
    return { ...quiet, to, referents: stage === "waiting" && !canEnter ? { of: "unused" } : null };
  }
  if (stage === "warned") return endSilence(silent, rules, now);
  return tellSilence(silent, rules, now);
}

function tellSilence(silent: Silent, rules: SilenceRules, now: number): SilenceStep {
  const { stage, since, isReached, isAdministrator } = silent;
  const suspend = isAdministrator ? null : rules.suspend;
  // After a long stop of the program, or a setting that just came, the last warning comes first.
  const isLast = stage === "told" || since <= now - rules.second * monthMs;
  const months = isLast ? rules.second : rules.first;
  const noticeMs = suspend === null ? 0 : (suspend - rules.second) * monthMs;
  const endsAt =
    suspend === null ? null : Math.max(since + suspend * monthMs, isLast ? now + noticeMs : -Infinity);
  return {
    to: { stage: isLast ? "warned" : "told", since, endsAt: isLast ? endsAt : null },
    person: isReached ? { kind: "silent", months, endsAt } : null,
    referents: { of: isLast && suspend !== null ? "warned" : "silent", months },
    isSuspended: false,
  };
}

/** The day that she was told of has come. */
function endSilence(
  { since, endsAt, isReached, isAdministrator }: Silent,
  { suspend, second }: SilenceRules,
  now: number,
): SilenceStep {
  const quiet = { person: null, referents: null, isSuspended: false };
  if (suspend === null || isAdministrator) return { ...quiet, to: { stage: "warned", since, endsAt: null } };
  // A delay that was made longer since holds for whoever was told of a nearer day.
  const due = Math.max(endsAt ?? now, since + suspend * monthMs);
  if (due > now) return { ...quiet, to: { stage: "warned", since, endsAt: due } };
  if (!isReached)
    return {
      ...quiet,
      to: { stage: "warned", since, endsAt: now + putOffMs },
      referents: { of: "warned", months: second },
    };
  return {
    to: { stage: "closed", since, endsAt: null },
    person: { kind: "silent-closed", months: suspend },
    referents: { of: "closed", months: suspend },
    isSuspended: true,
  };
}
