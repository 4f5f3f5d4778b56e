import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Give } from "../../contracts/administration.ts";
import { isRefusal } from "../../contracts/refusals.ts";
import { openAudit, openAuditExports } from "../audit/door.ts";
import type { Sending } from "../../contracts/sign-in.ts";
import { openDirectory } from "../directory/door.ts";
import { openBlobs } from "../foundations/blobs.ts";
import { createSeededChance } from "../foundations/chance.ts";
import { createStillClock } from "../foundations/clock.ts";
import { remoteChanges } from "../foundations/database/operation.ts";
import { type TestEngine, testEngines } from "../foundations/database/test-engines.ts";
import { silentLog } from "../foundations/log.ts";
import { createSealing } from "../foundations/sealing.ts";
import { openMailboxes } from "../mailboxes/door.ts";
import type { CodeMail, Notice } from "../notifications/door.ts";
import { openSignIn, type SignInSettings, signInDefaults } from "../sign-in/door.ts";
import type { DirectoryStore } from "../directory/door.ts";
import { openPapers } from "../papers/door.ts";
import { testSender } from "../papers/test-papers.ts";
import { testSubject } from "./guide/test-guide.ts";
import {
  administrationDefaults,
  type AdministrationParts,
  type AdministrationSettings,
  openAdministration,
} from "./door.ts";

/** Both engines, with all the rooms. */
export const engines = testEngines();
export const day = 86_400_000;
export const domain = "valdebrume.mss.example";

/** Who may be asking: one person of each kind. */
export const roles = [
  "person",
  "référent",
  "other référent",
  "operator",
  "ended yesterday",
  "starts tomorrow",
] as const;
export type Role = (typeof roles)[number];

/** A house with two structures, their mailboxes, and a person of each role; mails land in lists. */
export async function openAccessHouse(
  engine: TestEngine,
  changed: Partial<SignInSettings & AdministrationSettings> = {},
) {
  const folder = await mkdtemp(join(tmpdir(), "caducee-accesses-"));
  const place = await engine.createPlace();
  const store = await place.open();
  const clock = createStillClock(Date.UTC(2026, 10, 22, 8, 2));
  const chance = createSeededChance("administration");
  const sealing = createSealing(new Map([[1, Buffer.alloc(32, 9)]]), chance);
  const given = { store, sealing, clock, chance };
  const directory = openDirectory(given);
  const codes: CodeMail[] = [];
  const texts: CodeMail[] = [];
  const notices: Notice[] = [];
  const handed = () => ({ state: "handed" as const, at: clock.now() });
  const notifications = {
    sendCode: async (mail: CodeMail) => (codes.push(mail), handed()),
    sendCodeBySms: async (mail: CodeMail) => (texts.push(mail), handed()),
    sendNoticeBySms: async () => handed(),
    sendNotice: async (notice: Notice): Promise<Sending> => (notices.push(notice), handed()),
  };
  const signIn = openSignIn({
    ...given,
    directory,
    notifications,
    log: silentLog,
    settings: {
      ...signInDefaults,
      methods: ["email", "sms", "totp"],
      argon2: { memoryKiB: 64, passes: 1, lanes: 1 },
      afterAnswerMs: 0,
      // By hand alone: what sweeps by itself takes what another test looks at, where the machine is slow.
      sweepEveryMs: 86_400_000,
      ...changed,
    },
    pscIssuer: "https://psc.example",
    psc: null,
  });
  const blobs = await openBlobs(join(folder, "blobs"));
  const mailboxes = openMailboxes({ ...given, blobs, log: silentLog });
  const auditExports = openAuditExports(sealing.derive("audit exports"));
  const parts: AdministrationParts = {
    ...given,
    log: silentLog,
    directory,
    signIn,
    audit: openAudit(store),
    papers: openPapers(testSender),
    mailboxes,
    deletionDays: 30,
    domains: [domain, "autre.mss.example"],
    settings: { ...administrationDefaults, ...changed },
    auditExports,
    guideFolder: join(folder, "guide"),
    guideSubject: () => testSubject,
  };
  const administration = openAdministration(parts);
  const ended: string[] = [];
  signIn.onEnded((id) => ended.push(id));

  await directory.putStructure(
    { id: "valdebrume", name: "Association Val de Brume", finess: "140000000" },
    "command",
  );
  await directory.putStructure({ id: "autre", name: "Autre association", finess: "140000018" }, "command");
  await directory.putStructure({ id: "operateur", name: "L’opérateur", finess: "140000026" }, "command");
  const changes = remoteChanges<DirectoryStore["changes"]>(store, "directory");

  async function put(structureId: string, givenName: string, referent: boolean): Promise<string> {
    const login = `org.${givenName.toLowerCase()}.test@${structureId === "autre" ? "autre.mss.example" : domain}`;
    const one = { structureId, login, givenName, familyName: "Test", occupation: "", referent };
    const at = `${givenName.toLowerCase()}@ordinaire.example`;
    const outcome = await directory.putPerson({ ...one, email: at, mobile: null, verified: true }, "command");
    if (typeof outcome === "string") throw new Error(outcome);
    return outcome.id;
  }

  async function charge(personId: string, from: number | null, until: number | null): Promise<string> {
    const person = { id: personId, structureId: "valdebrume" };
    const deed = { actor: "command", at: clock.now() };
    await changes.setReferent({ person, charge: { from, until }, deed });
    return personId;
  }

  const now = clock.now();
  const operator = await put("operateur", "Gaspard", false);
  await changes.setAdministrator({
    person: { id: operator, structureId: "operateur" },
    is: true,
    deed: { actor: "command", at: now },
  });
  const who: Record<Role, string> = {
    person: await put("valdebrume", "Nina", false),
    référent: await put("valdebrume", "Odile", true),
    "other référent": await put("autre", "Alma", true),
    operator,
    "ended yesterday": await charge(await put("valdebrume", "Ennio", true), null, now - day),
    "starts tomorrow": await charge(await put("valdebrume", "Tom", true), now + day, null),
  };
  const box = async (structureId: string, name: string) =>
    (
      await mailboxes.putMailbox(
        {
          structureId,
          address: `${name}@${structureId === "autre" ? "autre.mss.example" : domain}`,
          name,
          kind: "ORG",
          service: "",
          responsible: "",
          quotaBytes: 1_000_000,
        },
        "command",
      )
    ).mailboxId;
  const boxes = {
    ime: await box("valdebrume", "ime"),
    foyer: await box("valdebrume", "foyer"),
    autre: await box("autre", "autre"),
  };

  return {
    ...given,
    directory,
    signIn,
    notifications,
    mailboxes,
    administration,
    parts,
    audit: openAudit(store),
    auditExports,
    codes,
    texts,
    notices,
    ended,
    who,
    boxes,
    put,
    changes,
    /** The actions of a structure's chain, from a place on. */
    async traces(after = 0, chain = "structure:valdebrume") {
      return openAudit(store).rows(chain, after, 1000);
    },
    /** What leaves after an answer has left once this settles. */
    async settle() {
      for (let turn = 0; turn < 6; turn++) {
        await new Promise((run) => setTimeout(run, 2));
        await store.read("directory.structureIds", {});
      }
    },
    /** Waits for something that leaves after its answer. */
    async sent(what: string, isSo: () => boolean) {
      for (let turn = 0; !isSo(); turn++) {
        if (turn > 2000) throw new Error(`never left: ${what}`);
        await new Promise((run) => setTimeout(run, 2));
      }
    },
    /** The secret of the last link that was sent. */
    link(): string {
      const notice = notices.findLast(({ kind }) => kind === "activation");
      if (notice?.kind !== "activation") throw new Error("no link was sent");
      return notice.secret;
    },
    /** Gives somebody an access, as the référent. */
    async giveAccess(more: Partial<Give> = {}) {
      const outcome = await administration.give(who.référent, { ...newcomer(boxes.ime), ...more });
      if (isRefusal(outcome)) throw new Error(outcome.refusal.code);
      const isHers = (one: Notice) => one.kind === "activation" && one.account === outcome.login;
      await this.sent("the link", () => notices.some(isHers));
      await this.settle();
      return outcome;
    },
    async close() {
      signIn.close();
      await store.close();
      await place.remove();
      await rm(folder, { recursive: true });
    },
  };
}

export type AccessHouse = Awaited<ReturnType<typeof openAccessHouse>>;

export function newcomer(mailboxId: string): Give {
  return {
    civility: "Mme",
    givenName: "Léa",
    familyName: "Le Goff",
    occupation: "Éducatrice",
    rpps: null,
    login: `org.lea.le-goff@${domain}`,
    email: "l.legoff@ordinaire.example",
    mobile: "06 39 98 77 01",
    identity: "identity-card",
    rights: [{ mailboxId, right: "writer", from: null, until: null }],
    until: null,
  };
}
