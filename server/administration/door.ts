import {
  type AccessChanged,
  type AccessGiven,
  type Filter,
  type Give,
  type LoginProposed,
  type PeopleView,
  type RescueGiven,
  type RightsChange,
  type RightsChanged,
  type StructureMade,
} from "../../contracts/administration.ts";
import type { StructuresView } from "../../contracts/administration-operator.ts";
import { isRefusal, type Refusal } from "../../contracts/refusals.ts";
import type { AuditDoor, AuditExports } from "../audit/door.ts";
import type { DirectoryDoor, Person } from "../directory/door.ts";
import type { Chance } from "../foundations/chance.ts";
import type { Clock } from "../foundations/clock.ts";
import { remoteChanges, remoteReads, type Store } from "../foundations/database/operation.ts";
import { newId } from "../foundations/ids.ts";
import type { MailboxesDoor } from "../mailboxes/door.ts";
import type { NewNotice, SignInDoor } from "../sign-in/door.ts";
import type { PapersDoor } from "../papers/door.ts";
import { openPapersPart, type PapersPart } from "./papers/open-papers.ts";
import { type GuideDoor, type GuideParts, openGuide } from "./guide/open-guide.ts";
import { openPolicy, type PolicyDoor } from "./policy/open-policy.ts";
import { type BoxesDoor, openBoxes } from "./boxes/open-boxes.ts";
import { openOperator, type OperatorDoor } from "./operator/open-operator.ts";
import { type HealthDoor, openHealth } from "./health/open-health.ts";
import type { Log } from "../foundations/log.ts";
import type { Sealing } from "../foundations/sealing.ts";
import { type ArrivalsDoor, openArrivals } from "./arrivals/open-arrivals.ts";
import { readAccess, readContact, readDays, readEnd } from "./read-access.ts";
import { openRescues, type RescuesDoor } from "./rescue/open-rescues.ts";
import { openReminders, type RemindersDoor } from "./reminders/open-reminders.ts";
import { monthMs, type SilenceRules } from "./rules/silence.ts";
import { isReferentNow } from "./rules/who-may.ts";
import type { AdministrationStore } from "./store.ts";
import type { Withdrawn } from "./store/withdrawals.ts";
import { openTraces, type TracesDoor } from "./traces/open-traces.ts";
import { viewPeople } from "./view-people.ts";

export { openEvidence } from "./evidence/open-evidence.ts";
export type { Evidence, EvidenceDoor } from "./evidence/open-evidence.ts";
export type { GuideDoor, MadeGuide } from "./guide/open-guide.ts";
export { digestOf, type GuideMethod, type GuideSubject } from "./guide/subject.ts";
export type { PapersPart } from "./papers/open-papers.ts";

/** What référents and operators do. `who` is the person of the session; each operation checks what she may. */
export interface AdministrationDoor {
  readonly boxes: BoxesDoor;
  readonly operator: OperatorDoor;
  readonly traces: TracesDoor;
  readonly health: HealthDoor;
  /** What somebody looks after at this instant: what her menu leads to. Each operation asks again. */
  manages(person: Person): "structure" | "operator" | null;
  /** Many accesses at once. */
  readonly arrivals: ArrivalsDoor;
  people(who: string, asked: { search: string; filter: Filter; from: number }): Promise<PeopleView | Refusal>;
  proposeLogin(
    who: string,
    names: { givenName: string; familyName: string },
  ): Promise<LoginProposed | Refusal>;
  give(who: string, access: Give): Promise<AccessGiven | Refusal>;
  changeRights(who: string, changes: RightsChange[]): Promise<RightsChanged | Refusal>;
  suspend(who: string, personId: string): Promise<AccessChanged | Refusal>;
  resume(who: string, personId: string): Promise<AccessChanged | Refusal>;
  leave(who: string, personId: string): Promise<AccessChanged | Refusal>;
  setEnd(who: string, personId: string, until: string | null): Promise<AccessChanged | Refusal>;
  resend(who: string, personId: string): Promise<AccessChanged | Refusal>;
  changeContact(
    who: string,
    personId: string,
    contact: { kind: "email" | "mobile"; address: string },
  ): Promise<AccessChanged | Refusal>;
  resetMethods(who: string, personId: string): Promise<AccessChanged | Refusal>;
  unlock(who: string, personId: string): Promise<AccessChanged | Refusal>;
  /** A « code de dépannage », told here and nowhere else. */
  rescue(who: string, personId: string): Promise<RescueGiven | Refusal>;
  /** What comes round by itself, and what a référent does about it. */
  readonly reminders: RemindersDoor;
  /** The agreement of a second référent, where `rescue` needs one. */
  readonly rescues: RescuesDoor;
  structures(who: string): Promise<StructuresView | Refusal>;
  makeStructure(who: string, structure: { name: string; finess: string }): Promise<StructureMade | Refusal>;
  nameReferent(
    who: string,
    structureId: string,
    access: Omit<Give, "rights" | "until" | "link">,
  ): Promise<AccessGiven | Refusal>;
  readonly papers: PapersPart;
  /** « Règles ». */
  readonly policy: PolicyDoor;
  /** The operator's quick guide. */
  readonly guide: GuideDoor;
}

export interface AdministrationParts extends Pick<GuideParts, "guideFolder" | "guideSubject"> {
  store: Store;
  audit: Pick<AuditDoor, "history" | "record">;
  directory: Pick<DirectoryDoor, "openContacts" | "sealContact" | "normaliseLogin" | "person">;
  signIn: Pick<
    SignInDoor,
    "firstAccess" | "loginKey" | "newRescueCode" | "notices" | "policies" | "tellEnded"
  >;
  papers: PapersDoor;
  clock: Clock;
  chance: Chance;
  mailboxes: Pick<MailboxesDoor, "newMailbox">;
  /** How long a mailbox that is to be deleted waits, in days. */
  deletionDays: number;
  sealing: Sealing;
  log: Log;
  /** The operator's MSSanté domains: no ordinary mailbox stands there. */
  domains: readonly string[];
  settings: AdministrationSettings;
  auditExports: Pick<AuditExports, "write">;
}

/** The delays that the operator sets. */
export interface AdministrationSettings {
  silence: SilenceRules;
  /** Whether a « code de dépannage » needs the agreement of a second référent. */
  rescueAgreement: boolean;
}

/** CNIL 2014-239: at most a year without a sign-in, told before. */
export const administrationDefaults: AdministrationSettings = {
  silence: { first: 6, second: 11, suspend: 12 },
  rescueAgreement: false,
};

type AccessKind =
  | "access-suspended"
  | "access-resumed"
  | "access-left"
  | "contact-changed"
  | "rescue-code"
  | "methods-reset"
  | "access-unlocked";

/** RIE-PS 16 allows a day; ten minutes are enough for a phone call. */
const rescueMs = 600_000;

const changed: AccessChanged = { step: "changed" };

export function openAdministration(parts: AdministrationParts): AdministrationDoor {
  const { store, directory, signIn, clock, chance } = parts;
  const changes = remoteChanges<AdministrationStore["changes"]>(store, "administration");
  const reads = remoteReads<AdministrationStore["reads"]>(store, "administration");
  const asked = (who: string) => ({ who, at: clock.now() });

  /** What somebody is told of her access: by whom, and when. */
  async function newsOf(who: string, kind: AccessKind) {
    const by = (await directory.person(who))?.name ?? "";
    return { kind, by, at: clock.now() };
  }

  async function draft(who: string, kind: AccessKind): Promise<NewNotice> {
    return signIn.notices.draft(await newsOf(who, kind));
  }

  /** What was withdrawn is over in open pages too, and its person is told. */
  function settle(withdrawn: Withdrawn | Refusal): AccessChanged | Refusal {
    if (isRefusal(withdrawn)) return withdrawn;
    signIn.tellEnded(withdrawn.ended);
    signIn.notices.wake();
    return changed;
  }

  /** The link leaves after the answer: how long a mail takes is told by the list. */
  function send(person: Person, link: Parameters<typeof signIn.firstAccess.sendLink>[1] | null): AccessGiven {
    if (link) void signIn.firstAccess.sendLink(person, link);
    return { personId: person.id, login: person.login };
  }

  return {
    reminders: openReminders(parts, parts.settings.silence),
    policy: openPolicy(parts),
    guide: openGuide(parts),
    boxes: openBoxes(parts),
    operator: openOperator(parts),
    traces: openTraces(parts),
    health: openHealth(parts),
    arrivals: openArrivals(parts),

    manages(person) {
      if (person.administrator) return "operator";
      return isReferentNow(person, clock.now()) ? "structure" : null;
    },

    async people(who, given) {
      const found = await reads.people({
        ...asked(who),
        ...given,
        silentMs: parts.settings.silence.first * monthMs,
      });
      return isRefusal(found) ? found : viewPeople(found, who, directory, clock.now());
    },

    proposeLogin: (who, names) => reads.freeLogin({ ...asked(who), ...names }),

    async give(who, given) {
      const read = readAccess(parts, newId(chance, "p"), given);
      if (isRefusal(read)) return read;
      const rights = readDays(given.rights, clock.now());
      if (isRefusal(rights)) return rights;
      const link = given.link === "paper" ? null : signIn.firstAccess.newLink();
      const access = { ...read, link: link && { id: link.id, secretHash: link.secretHash } };
      const person = await changes.give({ ...asked(who), access, rights });
      return isRefusal(person) ? person : send(person, link);
    },

    async changeRights(who, wanted) {
      const read = readDays(wanted, clock.now());
      return isRefusal(read) ? read : changes.changeRights({ ...asked(who), changes: read });
    },

    suspend: async (who, personId) =>
      settle(
        await changes.suspend({ ...asked(who), personId, notice: await draft(who, "access-suspended") }),
      ),
    resume: async (who, personId) =>
      settle(await changes.resume({ ...asked(who), personId, notice: await draft(who, "access-resumed") })),
    leave: async (who, personId) =>
      settle(await changes.leave({ ...asked(who), personId, notice: await draft(who, "access-left") })),

    async setEnd(who, personId, until) {
      const endsAt = readEnd(until);
      return settle(await changes.setEnd({ ...asked(who), personId, endsAt }));
    },

    async resend(who, personId) {
      const { id, secretHash, ...link } = signIn.firstAccess.newLink();
      const person = await changes.resend({ ...asked(who), personId, link: { id, secretHash } });
      if (isRefusal(person)) return person;
      send(person, { id, secretHash, ...link });
      return changed;
    },

    async changeContact(who, personId, { kind, address }) {
      const read = readContact(parts, kind, address);
      if (read !== null && isRefusal(read)) return read;
      const sealed = read && directory.sealContact(kind, personId, read.address);
      const notice = await draft(who, "contact-changed");
      const done = await changes.changeContact({ ...asked(who), personId, kind, sealed, notice });
      if (isRefusal(done)) return done;
      signIn.notices.wake();
      return changed;
    },

    async resetMethods(who, personId) {
      const notice = await draft(who, "methods-reset");
      const done = await changes.resetMethods({ ...asked(who), personId, notice });
      if (isRefusal(done)) return done;
      signIn.notices.wake();
      return changed;
    },

    rescues: openRescues(parts),

    async rescue(who, personId) {
      const made = await signIn.newRescueCode();
      if (isRefusal(made)) return made;
      const { code, prefix, hash } = made;
      const notice = await draft(who, "rescue-code");
      const until = clock.now() + rescueMs;
      const agreement = parts.settings.rescueAgreement
        ? signIn.notices.draft({ kind: "referent-news", about: { of: "rescue-given" } })
        : null;
      const given = {
        ...asked(who),
        personId,
        code: { prefix, hash },
        expiresAt: until,
        notice,
        agreement,
      };
      const done = await changes.rescue(given);
      if (isRefusal(done)) return done;
      signIn.notices.wake();
      return { code, until };
    },

    async unlock(who, personId) {
      const notice = await draft(who, "access-unlocked");
      const login = (await directory.person(personId))?.login ?? "";
      const loginKey = signIn.loginKey(login);
      const done = await changes.unlock({ ...asked(who), personId, loginKey, notice });
      if (isRefusal(done)) return done;
      signIn.notices.wake();
      return changed;
    },

    async structures(who) {
      const found = await reads.structures(asked(who));
      return isRefusal(found) ? found : { ...found, domains: [...parts.domains] };
    },
    makeStructure: (who, structure) =>
      changes.makeStructure({ ...asked(who), ...structure, id: newId(chance, "o") }),

    async nameReferent(who, structureId, given) {
      const read = readAccess(parts, newId(chance, "p"), { ...given, until: null });
      if (isRefusal(read)) return read;
      const { id, secretHash, ...link } = signIn.firstAccess.newLink();
      const access = { ...read, link: { id, secretHash } };
      const person = await changes.nameReferent({ ...asked(who), structureId, access });
      return isRefusal(person) ? person : send(person, { id, secretHash, ...link });
    },
    papers: openPapersPart(parts),
  };
}
