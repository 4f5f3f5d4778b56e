import assert from "node:assert/strict";
import { after, beforeEach, suite, test } from "node:test";
import { isRefusal, type Refusal } from "../../../contracts/refusals.ts";
import type { Notice } from "../../notifications/door.ts";
import { engines, login, nadege, openTestHouse, password } from "../test-house.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const chosen = "barque-cuivre-verger";
const from = { browser: "Firefox", system: "Windows" } as const;
const stranger = "org.personne@valdebrume.mss.example";

for (const engine of engines) {
  const house = await openTestHouse({}, engine);
  const { signIn, clock, notices } = house;

  suite(`forgotten password on ${engine.name}`, () => {
    after(() => house.close());
    let traced = 0;
    beforeEach(async () => {
      clock.advance(25 * hour);
      await signIn.sweep();
      await signIn.setPassword(house.person, password, "command");
      await house.directory.putPerson(nadege, "command");
      notices.length = 0;
      traced = (await house.traces()).length;
    });

    const news = async () => (await house.traces()).slice(traced);
    const codeOf = (answer: object): Refusal["refusal"]["code"] | null =>
      isRefusal(answer) ? answer.refusal.code : null;

    /** What leaves, leaves after the answer: all that was due has left once this settles. */
    async function settle(): Promise<void> {
      for (let turn = 0; turn < 5; turn++) {
        await new Promise((run) => setTimeout(run, 2));
        await house.store.change("sign-in.returnTry", { tryId: "none" });
      }
    }

    function secretOf(mail: Notice | undefined): string {
      assert.ok(mail?.kind === "password-link", "a link was to be sent");
      return mail.secret;
    }

    async function ask(whose = login): Promise<string> {
      await signIn.askLink(whose);
      await settle();
      return secretOf(notices.findLast(({ kind }) => kind === "password-link"));
    }

    const opens = async (typed: string) =>
      codeOf(await signIn.begin({ login, password: typed, method: "email" }, "browser")) === null;

    test("the whole way: link, new password, notice, and the second factor still to come", async () => {
      const secret = await ask(login.toUpperCase());
      assert.match(secret, /^[A-Za-z0-9_-]{43}$/);
      assert.deepEqual(
        { ...notices[0], reference: "" },
        {
          kind: "password-link",
          secret,
          until: clock.now() + hour,
          to: nadege.email,
          account: login,
          reference: "",
        },
      );
      assert.deepEqual(await signIn.useLink(secret, chosen, from), { step: "password-set" });
      while ((await news()).filter((one) => one === "notice.sent done").length < 2) await settle();
      assert.deepEqual(house.shortNotices.at(-1), {
        kind: "password-changed",
        at: clock.now(),
        from,
        to: nadege.mobile,
      });
      assert.deepEqual(
        { ...notices[1], reference: "" },
        { kind: "password-changed", at: clock.now(), from, to: nadege.email, account: login, reference: "" },
      );
      assert.deepEqual(await news(), [
        "link.asked done",
        "link.sent done",
        "link.used done",
        "password.set done",
        "notice.sent done",
        "notice.sent done",
      ]);
      assert.ok(!(await opens(password)));
      const step = await signIn.begin({ login, password: chosen, method: "email" }, "browser");
      assert.ok(!isRefusal(step) && step.step === "code");
    });

    test("whoever is asked for, the answer is the same, and so is what is written", async () => {
      const rows = async () => (await house.audit()).length;
      // Its mails are not due before the test is over.
      const door = house.openDoor({ settings: { ...house.settings, afterAnswerMs: 60_000 } });
      const cases: Record<string, () => Promise<string>> = {
        known: async () => login,
        unknown: async () => stranger,
        unverified: async () => {
          const other = { ...nadege, login: "org.sans.adresse@valdebrume.mss.example", verified: false };
          const put = await house.directory.putPerson(other, "command");
          const person = typeof put === "string" ? null : await house.directory.person(put.id);
          assert.ok(person);
          await signIn.setPassword(person, password, "command");
          return other.login;
        },
        locked: async () => {
          for (let tries = 0; tries < 6; tries++) await opens(`essai-numero-${tries}`);
          assert.ok(!(await opens(password)));
          // The notice of so many wrong passwords has left.
          for (let turn = 0; turn < 50 && notices.every(({ kind }) => kind !== "wrong-passwords"); turn++) {
            await signIn.sweep();
            await settle();
          }
          await settle();
          return login;
        },
      };
      for (const [name, prepare] of Object.entries(cases)) {
        clock.advance(hour);
        const whose = await prepare();
        const before = await rows();
        assert.deepEqual(await door.askLink(whose), { step: "link-asked" }, name);
        assert.equal(await rows(), before + 1, name);
        await signIn.askLink(whose);
        await settle();
      }
      door.close();
      const reasons = (await house.audit()).slice(traced).filter(({ action }) => action === "link.asked");
      assert.deepEqual(
        reasons
          .filter((_, index) => index % 2 === 0)
          .map(({ chain, outcome, facts }) => [chain, outcome, facts["reason"]]),
        [
          ["structure:valdebrume", "done", undefined],
          ["operator", "refused", "unknown"],
          ["structure:valdebrume", "refused", "no-address"],
          ["structure:valdebrume", "done", undefined],
        ],
      );
      assert.deepEqual(
        notices.filter(({ kind }) => kind === "password-link").map(({ account }) => account),
        [login, login],
      );
    });

    test("nothing of the mail is begun before the answer, nor waited for", async () => {
      const started: string[] = [];
      const door = house.openDoor({
        settings: { ...house.settings, afterAnswerMs: 20 },
        directory: {
          ...house.directory,
          openContacts: (sealed) => (started.push("opened"), house.directory.openContacts(sealed)),
        },
        notifications: { sendNotice: () => (started.push("sent"), new Promise(() => {})) },
      });
      await door.askLink(login);
      assert.deepEqual(started, []);
      await new Promise((run) => setTimeout(run, 60));
      assert.deepEqual(started, ["opened", "sent"]);
      door.close();
    });

    test("three links an hour, ten a day, silently, known or not; what is refused does not put off the next", async () => {
      for (let hours = 0; hours < 5; hours++) {
        for (let index = 0; index < 5; index++) {
          assert.deepEqual(await signIn.askLink(login), { step: "link-asked" });
          assert.deepEqual(await signIn.askLink(stranger), { step: "link-asked" });
        }
        clock.advance(hour);
      }
      await settle();
      assert.equal(notices.length, 3 + 3 + 3 + 1);
      const asked = (await house.audit()).slice(traced).filter(({ action }) => action === "link.asked");
      for (const chain of ["structure:valdebrume", "operator"])
        assert.equal(
          asked.filter((one) => one.chain === chain && one.facts["reason"] === "too-many").length,
          15,
          chain,
        );
      clock.advance(day - 5 * hour);
      await ask();
    });

    test("of a hundred wishes at once, three are heard", async () => {
      await Promise.all(Array.from({ length: 100 }, () => signIn.askLink(login)));
      await settle();
      assert.equal(notices.length, 3);
    });

    test("a link lives an hour, and not a moment more", async () => {
      const secret = await ask();
      clock.advance(hour);
      assert.equal(codeOf(await signIn.useLink(secret, chosen, from)), "link-over");
      assert.deepEqual((await news()).at(-1), "link.refused refused");
      assert.equal((await house.deeds()).at(-1)?.facts["reason"], "expired");
      const next = await ask();
      clock.advance(hour - 1);
      assert.equal(codeOf(await signIn.useLink(next, chosen, from)), null);
    });

    test("a newer link does not kill an earlier one; using one ends the others", async () => {
      const [first, second] = [await ask(), await ask()];
      assert.equal(codeOf(await signIn.useLink(first, chosen, from)), null);
      assert.equal(codeOf(await signIn.useLink(second, "autre-galet-tisane", from)), "link-over");
      const refused = (await house.audit()).filter(({ action }) => action === "link.refused");
      assert.equal(refused.at(-1)?.facts["reason"], "password-set");
      assert.ok(await opens(chosen));
    });

    test("a link works once: replayed, or sent by two tabs at once, one wins and its password stands", async () => {
      const secret = await ask();
      const wishes = ["premier-verger-brume", "second-cuivre-marais", "troisieme-galet-noix"];
      const answers = await Promise.all(wishes.map((one) => signIn.useLink(secret, one, from)));
      const winner = answers.findIndex((one) => !isRefusal(one));
      assert.deepEqual(answers.map(codeOf).toSorted(), ["link-over", "link-over", null]);
      assert.equal(codeOf(await signIn.useLink(secret, "encore-un-autre-essai", from)), "link-over");
      for (const [index, one] of wishes.entries()) assert.equal(await opens(one), index === winner);
      assert.equal((await news()).filter((one) => one === "password.set done").length, 1);
    });

    test("a password that will not do is told why, and the link stays good", async () => {
      const secret = await ask();
      const faults: [string, string][] = [
        ["court", "password-short"],
        ["MotDePasse2026!", "password-common"],
        ["azertyuiop1234", "password-common"],
        ["nadège-sous-la-pluie", "password-named"],
        ["Vive-Valdebrume-2027", "password-named"],
      ];
      for (const [typed, code] of faults)
        assert.equal(codeOf(await signIn.useLink(secret, typed, from)), code, typed);
      assert.ok(await opens(password), "nothing has changed");
      assert.equal(codeOf(await signIn.useLink(secret, chosen, from)), null);
    });

    test("sessions and challenges of before end with the former password, a lock too", async () => {
      const step = await signIn.begin({ login, password, method: "email" }, "browser");
      assert.ok(!isRefusal(step));
      const code = house.mails.at(-1)?.code ?? "";
      const opened = await signIn.code({ challenge: step.challenge, code }, "browser", null);
      assert.ok("session" in opened);
      const pending = await signIn.begin({ login, password, method: "email" }, "other");
      assert.ok(!isRefusal(pending));
      const late = house.mails.at(-1)?.code ?? "";
      for (let tries = 0; tries < 6; tries++) await opens(`essai-numero-${tries}`);
      const ended: string[] = [];
      const stop = signIn.onEnded((id) => ended.push(id));
      assert.equal(codeOf(await signIn.useLink(await ask(), chosen, from)), null);
      stop();
      assert.deepEqual(ended, [opened.session.id]);
      assert.equal(await signIn.session(opened.token, { renew: true }), null);
      const answered = await signIn.code({ challenge: pending.challenge, code: late }, "other", null);
      assert.equal(codeOf(answered), "unknown-challenge");
      assert.ok(await opens(chosen), "whoever was locked out by a stranger is in again");
    });

    test("a made-up link costs no hash, and leaves no trace", async () => {
      const door = house.openDoor({ settings: { ...house.settings, hashesAtOnce: 0, hashesWaiting: 0 } });
      for (const made of ["", "x", "A".repeat(43), "é".repeat(43), "' or 1=1 --"])
        assert.equal(codeOf(await door.useLink(made, chosen, from)), "link-over", made);
      assert.deepEqual(await news(), []);
      const secret = await ask();
      assert.equal(codeOf(await door.useLink(secret, chosen, from)), "busy");
      door.close();
      assert.equal(codeOf(await signIn.useLink(secret, chosen, from)), null, "a busy house uses nothing up");
    });

    test("the store keeps nothing a link can be made of", async () => {
      const secret = await ask();
      const kept = JSON.stringify(await house.audit());
      assert.ok(!kept.includes(secret) && !kept.includes(nadege.email));
      const hash = (await house.store.read("sign-in.linkPerson", {
        secretHash: Buffer.from(secret),
        at: clock.now(),
      })) as object | null;
      assert.equal(hash, null, "the secret itself is no key");
    });

    test("the address that counts is the one verified when the link leaves, and a relay that refuses is traced", async () => {
      const door = house.openDoor({
        notifications: { sendNotice: async () => ({ state: "failed" as const, at: clock.now() }) },
      });
      await door.askLink(login);
      await settle();
      assert.deepEqual(await news(), ["link.asked done", "link.sent refused"]);
      door.close();
    });
  });
}
