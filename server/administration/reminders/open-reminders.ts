import type { AccessChanged } from "../../../contracts/administration.ts";
import type { IdentityView } from "../../../contracts/administration-reminders.ts";
import { isRefusal, type Refusal } from "../../../contracts/refusals.ts";
import type { IdentityProof } from "../../directory/door.ts";
import { remoteChanges, remoteReads } from "../../foundations/database/operation.ts";
import type { ReferentMatter } from "../../sign-in/door.ts";
import type { AdministrationParts } from "../door.ts";
import type { SilenceRules } from "../rules/silence.ts";
import type { AdministrationStore } from "../store.ts";
import { isTold } from "./identities.ts";
import { type Charge, kindOf, type ReferentNotice } from "./referents.ts";

/** What comes round by itself: who is told that an access, or a check of an identity, grows old. */
export interface RemindersDoor {
  /** Tells what is due, and suspends what has long been told; safe to run twice, and on two nodes. */
  sweep(): Promise<void>;
  /** How and when a person's identity was checked. */
  identity(who: string, personId: string): Promise<IdentityView | Refusal>;
  /** « Identité vérifiée de nouveau », by whoever asks. */
  checkIdentity(who: string, personId: string, how: IdentityProof): Promise<AccessChanged | Refusal>;
}

/** How many persons one operation takes; more follow in the next. */
const batch = 50;
/** A round looks at so many at most; the next one goes on. */
const mostBatches = 40;

export function openReminders(
  { store, signIn, clock }: Pick<AdministrationParts, "store" | "signIn" | "clock">,
  rules: SilenceRules,
): RemindersDoor {
  const changes = remoteChanges<AdministrationStore["changes"]>(store, "administration");
  const reads = remoteReads<AdministrationStore["reads"]>(store, "administration");

  /** One notice for each référent and matter; the operation keeps those that nobody was told of today. */
  function draftFor(matters: { structureId: string; about: ReferentMatter }[], charges: Charge[]) {
    const drafted = new Map<string, ReferentNotice>();
    for (const { structureId, about } of matters)
      for (const person of charges.find((one) => one.structureId === structureId)?.referents ?? [])
        drafted.set(`${person.id} ${kindOf(about)}`, {
          person,
          about,
          notice: signIn.notices.draft({ kind: "referent-news", about }),
        });
    return [...drafted.values()];
  }

  async function sweepSilences(): Promise<boolean> {
    const at = clock.now();
    const { found, charges } = await reads.silencesFound({ at, rules, limit: batch });
    if (found.length === 0) return false;
    const moves = found.map((one) => ({
      ...one,
      notice: one.step.person && signIn.notices.draft(one.step.person),
    }));
    const matters = found.flatMap(({ person, step }) =>
      step.referents ? [{ structureId: person.structureId, about: step.referents }] : [],
    );
    const notices = draftFor(matters, charges);
    // A suspension takes much of its person in hand: each is an operation of its own.
    const [closing, telling] = [true, false].map((is) => moves.filter(({ step }) => step.isSuspended === is));
    for (const together of [telling ?? [], ...(closing ?? []).map((one) => [one])]) {
      const { moved, ended } = await changes.moveSilences({ at, moves: together, notices });
      signIn.tellEnded(ended);
      if (moved > 0) signIn.notices.wake();
    }
    return found.length === batch;
  }

  async function sweepIdentities(): Promise<boolean> {
    const at = clock.now();
    const { found, charges } = await reads.identitiesFound({ at, limit: batch });
    if (found.length === 0) return false;
    const matters = found.filter(isTold).map(({ person, step }) => ({
      structureId: person.structureId,
      about: { of: "identity" as const, days: step.days },
    }));
    const moved = await changes.tellIdentities({ at, found, notices: draftFor(matters, charges) });
    if (moved > 0) signIn.notices.wake();
    return found.length === batch;
  }

  return {
    async sweep() {
      for (const next of [sweepSilences, sweepIdentities])
        for (let turn = 0; turn < mostBatches && (await next()); turn++);
    },
    identity: (who, personId) => reads.identity({ who, at: clock.now(), personId }),
    async checkIdentity(who, personId, how) {
      const done = await changes.checkIdentity({ who, at: clock.now(), personId, how });
      return isRefusal(done) ? done : { step: "changed" };
    },
  };
}
