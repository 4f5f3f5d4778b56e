import type { AuditRecord } from "../audit/record.ts";
import type { DirectoryStore } from "../directory/door.ts";
import type { RoomStore } from "../foundations/database/operation.ts";
import { createAppPasswordChanges, createAppPasswordReads } from "./store/app-passwords.ts";
import { accessStateReads, createAccessStateChanges } from "./store/access-states.ts";
import { createActivationChanges, createActivationReads } from "./store/activations.ts";
import { appReads, createAppChanges } from "./store/apps.ts";
import { browserReads, createBrowserChanges } from "./store/browsers.ts";
import { createChallengeReads } from "./store/challenge-reads.ts";
import { createChallengeChanges } from "./store/challenges.ts";
import { attemptReads } from "./store/attempts.ts";
import { createLinkChanges, createLinkReads } from "./store/links.ts";
import { createLockChanges, lockReads } from "./store/locks.ts";
import { createSpareChanges, spareReads } from "./store/spare-codes.ts";
import { migrations } from "./store/migrations.ts";
import { createNoticeChanges, noticeReads } from "./store/notices.ts";
import { createPasskeyChanges, createPasskeyReads } from "./store/passkeys.ts";
import { createPasskeySessionChanges } from "./store/passkey-sessions.ts";
import { createPasswordChanges, passwordReads } from "./store/passwords.ts";
import { createPolicyChanges, createPolicyReads } from "./store/policy-saves.ts";
import { createToldChanges, createToldReads } from "./store/policy-told.ts";
import { createPostChanges, postReads } from "./store/posts.ts";
import { createPscChanges } from "./store/psc.ts";
import { createPscProofChanges, pscProofReads } from "./store/psc-proofs.ts";
import { pscSessionReads } from "./store/psc-sessions.ts";
import { createSessionChanges, createSessionReads } from "./store/sessions.ts";
import { createNewContactChanges } from "./store/new-contacts.ts";
import { createRescueRequestChanges, rescueRequestReads } from "./store/rescue-requests.ts";
import { createSilenceChanges, silenceReads } from "./store/silences.ts";
import { createSweepChanges, sweepReads } from "./store/sweep.ts";
import { createTrustChanges } from "./store/trusted.ts";

/** What the room's operations use of other rooms, in their own thread and transaction. */
export interface SignInStoreParts {
  audit: AuditRecord;
  directory: DirectoryStore;
}

/** The sign-in's operations, for one thread. */
export interface SignInStore extends RoomStore {
  changes: ReturnType<typeof createChanges>;
  reads: ReturnType<typeof createReads>;
}

export function createSignInStore(parts: SignInStoreParts): SignInStore {
  const [changes, reads] = [createChanges(parts), createReads(parts)];
  // Everybody of every structure is looked at, once an hour.
  return { migrations, changes, reads, longReads: ["endsToTell"] };
}

export type SignInChanges = SignInStore["changes"];
export type SignInReads = SignInStore["reads"];

function createChanges(parts: SignInStoreParts) {
  return {
    ...createPasswordChanges(parts),
    ...createChallengeChanges(parts),
    ...createSessionChanges(parts),
    ...createLockChanges(parts),
    ...createAppChanges(parts),
    ...createAppPasswordChanges(parts),
    ...createLinkChanges(parts),
    ...createSweepChanges(parts),
    ...createPscChanges(parts),
    ...createPscProofChanges(parts),
    ...createNoticeChanges(parts),
    ...createPasskeyChanges(parts),
    ...createPasskeySessionChanges(parts),
    ...createBrowserChanges(parts),
    ...createTrustChanges(parts),
    ...createPostChanges(parts),
    ...createActivationChanges(parts),
    ...createSpareChanges(parts),
    ...createPolicyChanges(parts),
    ...createToldChanges(),
    ...createAccessStateChanges(parts),
    ...createSilenceChanges(),
    ...createRescueRequestChanges(parts),
    ...createNewContactChanges(parts),
  };
}

function createReads(parts: SignInStoreParts) {
  return {
    ...passwordReads,
    ...createChallengeReads(parts),
    ...createSessionReads(parts),
    ...lockReads,
    ...appReads,
    ...createAppPasswordReads(parts),
    ...createLinkReads(parts),
    ...sweepReads,
    ...pscSessionReads,
    ...pscProofReads,
    ...attemptReads,
    ...noticeReads,
    ...createPasskeyReads(parts),
    ...browserReads,
    ...postReads,
    ...createActivationReads(parts),
    ...accessStateReads,
    ...spareReads,
    ...silenceReads,
    ...createPolicyReads(parts),
    ...createToldReads(parts),
    ...rescueRequestReads,
  };
}
