import type { AuditEntry } from "../audit/record.ts";
import { openDirectory } from "../directory/door.ts";
import { createSeededChance } from "../foundations/chance.ts";
import { createStillClock } from "../foundations/clock.ts";
import { type TestEngine, testEngines } from "../foundations/database/test-engines.ts";
import { silentLog } from "../foundations/log.ts";
import { createSealing } from "../foundations/sealing.ts";
import type { CodeMail, News, Notice } from "../notifications/door.ts";
import { openSignIn, signInDefaults, type SignInSettings } from "./door.ts";

export const login = "org.nadege.faure@valdebrume.mss.example";
export const password = "galet-tisane-horizon";

/** Both engines, with the rooms of this house. */
export const engines = testEngines(new URL("./test-rooms.ts", import.meta.url).href);

/**
 * A house of directory and sign-in on a real store of the engine, with one person in it. The clock stands
 * still, chance repeats itself, codes land in `mails`, and hashes are cheap unless settings say otherwise.
 */
export async function openTestHouse(changed: Partial<SignInSettings> = {}, engine: TestEngine = engines[0]) {
  const place = await engine.createPlace();
  const store = await place.open();
  const clock = createStillClock(Date.UTC(2026, 10, 17, 8, 2));
  const chance = createSeededChance("sign-in");
  const sealing = createSealing(new Map([[1, Buffer.alloc(32, 9)]]), chance);
  const settings = {
    ...signInDefaults,
    argon2: { memoryKiB: 64, passes: 1, lanes: 1 },
    afterAnswerMs: 0,
    // By hand alone: what sweeps by itself takes what another test looks at, where the machine is slow.
    sweepEveryMs: 86_400_000,
    ...changed,
  };
  const mails: CodeMail[] = [];
  const texts: CodeMail[] = [];
  const notices: Notice[] = [];
  const shortNotices: ({ to: string } & News)[] = [];
  const notifications = {
    async sendCode(mail: CodeMail) {
      mails.push(mail);
      return { state: "handed" as const, at: clock.now() };
    },
    async sendNotice(notice: Notice) {
      notices.push(notice);
      return { state: "handed" as const, at: clock.now() };
    },
    async sendNoticeBySms(notice: { to: string } & News) {
      shortNotices.push(notice);
      return { state: "handed" as const, at: clock.now() };
    },
    async sendCodeBySms(sms: CodeMail) {
      texts.push(sms);
      return { state: "handed" as const, at: clock.now() };
    },
  };
  const given = { store, sealing, clock, chance };
  const directory = openDirectory(given);
  const openDoor = (also: Also = {}) =>
    openSignIn({
      ...given,
      directory,
      log: silentLog,
      settings,
      pscIssuer: "https://psc.example",
      psc: null,
      ...also,
      notifications: { ...notifications, ...also.notifications },
    });
  const signIn = openDoor();

  await directory.putStructure(
    { id: "valdebrume", name: "Association Val de Brume", finess: "140000000" },
    "command",
  );
  const put = await directory.putPerson(nadege, "command");
  if (typeof put === "string") throw new Error(put);
  const person = await directory.person(put.id);
  if (!person) throw new Error("the person just put is not there");
  await signIn.setPassword(person, password, "command");

  return {
    ...given,
    directory,
    signIn,
    openDoor,
    person,
    mails,
    texts,
    notices,
    shortNotices,
    settings,
    /** The audit rows so far, as `action outcome`. */
    async traces(): Promise<string[]> {
      return (await this.audit()).map(({ action, outcome }) => `${action} ${outcome}`);
    },
    /** The audit rows of what people did: notices leave when they like, and their rows come between. */
    async deeds(): Promise<AuditEntry[]> {
      return (await this.audit()).filter(({ action }) => action !== "notice.sent");
    },
    async audit(): Promise<AuditEntry[]> {
      // The test's own room answers this shape.
      return (await store.read("audit.all", {})) as AuditEntry[];
    },
    async close() {
      signIn.close();
      await store.close();
      await place.remove();
    },
  };
}

export type TestHouse = Awaited<ReturnType<typeof openTestHouse>>;

type Parts = Parameters<typeof openSignIn>[0];
/** What a door is given instead; of the notifications, some. */
type Also = Partial<Omit<Parts, "notifications">> & { notifications?: Partial<Parts["notifications"]> };

/** The one person of the house. */
export const nadege = {
  structureId: "valdebrume",
  login,
  givenName: "Nadège",
  familyName: "Faure",
  occupation: "Secrétaire",
  referent: false,
  email: "n.faure@valdebrume.example",
  mobile: "+33639984107",
  verified: true,
};
