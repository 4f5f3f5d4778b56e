import assert from "node:assert/strict";
import { after, beforeEach, suite, test } from "node:test";
import { isRefusal, type Refusal } from "../../contracts/refusals.ts";
import type { CodeStep } from "../../contracts/sign-in.ts";
import { engines, login, openTestHouse, password } from "./test-house.ts";

const minute = 60_000;
const browser = "browser-of-nadege";
const asked = { login, password, method: "email" as const };
for (const engine of engines) {
  const house = await openTestHouse({}, engine);

  suite(`sign-in on ${engine.name}`, () => {
    after(() => house.close());
    let traced = 0;
    // A day later nothing counts any more: each test begins afresh.
    beforeEach(async () => {
      house.clock.advance(25 * 60 * minute);
      await house.signIn.sweep();
      traced = (await house.traces()).length;
    });

    async function count(trace: string): Promise<number> {
      return (await house.traces()).slice(traced).filter((one) => one === trace).length;
    }

    async function begin(from = browser): Promise<CodeStep> {
      const step = await house.signIn.begin(asked, from);
      assert.ok(!isRefusal(step), JSON.stringify(step));
      return step;
    }

    async function signIn(from = browser, previous: string | null = null) {
      const { challenge } = await begin(from);
      const opened = await house.signIn.code({ challenge, code: lastCode() }, from, previous);
      assert.ok("session" in opened, JSON.stringify(opened));
      return opened;
    }

    function lastCode(): string {
      return house.mails.at(-1)?.code ?? "";
    }

    function wrongCode(): string {
      return String((Number(lastCode()) + 1) % 1_000_000).padStart(6, "0");
    }

    function refusalOf(answer: object): Refusal["refusal"] | null {
      return isRefusal(answer) ? answer.refusal : null;
    }

    test("password, code, session: the whole way, and its traces", async () => {
      const step = await begin();
      assert.equal(step.destination, "n…e@valdebrume.example");
      assert.deepEqual(step.sending, { state: "handed", at: house.clock.now() });
      assert.equal(step.expiresAt, house.clock.now() + 10 * minute);
      assert.equal(step.triesLeft, 5);
      assert.deepEqual(house.mails.at(-1), {
        to: "n.faure@valdebrume.example",
        account: login,
        code: lastCode(),
        reference: step.challenge,
        until: step.expiresAt,
      });
      const opened = await house.signIn.code({ challenge: step.challenge, code: lastCode() }, browser, null);
      assert.ok("session" in opened);
      assert.equal(opened.session.person.login, login);
      assert.equal(opened.session.endsAt, house.clock.now() + 240 * minute);
      assert.deepEqual(await house.signIn.session(opened.token, { renew: true }), opened.session);
      const told = (await house.deeds()).map(({ action, outcome }) => `${action} ${outcome}`);
      assert.deepEqual(told.slice(-2), ["code.sent done", "session.opened done"]);
    });

    test("a wrong password and an unknown login are answered alike and traced apart", async () => {
      const sent = house.mails.length;
      const wrong = await house.signIn.begin({ ...asked, password: "autre-chose-encore" }, browser);
      const unknown = await house.signIn.begin(
        { ...asked, login: "org.personne@valdebrume.mss.example" },
        browser,
      );
      assert.deepEqual(wrong, { refusal: { code: "wrong-login" } });
      assert.deepEqual(unknown, wrong);
      assert.equal(house.mails.length, sent);
      const rows = (await house.deeds()).slice(-2);
      assert.deepEqual(
        rows.map(({ chain, action, object }) => [chain, action, object]),
        [
          ["structure:valdebrume", "password.refused", house.person.id],
          ["operator", "password.refused", ""],
        ],
      );
    });

    test("tries are counted for known and unknown logins alike, and before the password is looked at", async () => {
      for (const name of [login, "org.personne@valdebrume.mss.example"]) {
        const at = { ...asked, login: name, password: "autre-chose-encore" };
        const answers = await Promise.all(Array.from({ length: 20 }, () => house.signIn.begin(at, browser)));
        const codes = answers.map((answer) => refusalOf(answer)?.code);
        assert.equal(codes.filter((code) => code === "wrong-login").length, 5);
        assert.equal(codes.filter((code) => code === "too-many-passwords").length, 15);
      }
      const refused = refusalOf(await house.signIn.begin(asked, browser));
      assert.equal(refused?.code, "too-many-passwords", "even the right password waits");
      assert.ok((refused?.retryAt ?? 0) > house.clock.now() + minute);
      house.clock.advance((refused?.retryAt ?? 0) - house.clock.now());
      await begin();
    });

    test("a house too busy says so and takes no try", async () => {
      const unknown = { ...asked, login: "org.personne@valdebrume.mss.example" };
      const door = house.openDoor({ settings: { ...house.settings, hashesAtOnce: 0, hashesWaiting: 0 } });
      for (let index = 0; index < 6; index++)
        assert.deepEqual(refusalOf(await door.begin(unknown, browser)), { code: "busy" });
      door.close();
      for (let index = 0; index < 5; index++)
        assert.deepEqual(refusalOf(await house.signIn.begin(unknown, browser)), { code: "wrong-login" });
    });

    test("ten codes an hour for whoever knows the password, and no more", async () => {
      const sent = house.mails.length;
      for (let index = 0; index < 10; index++) await begin();
      const refused = refusalOf(await house.signIn.begin(asked, browser));
      assert.deepEqual(refused, { code: "too-many-passwords", retryAt: house.clock.now() + 60 * minute });
      assert.equal(house.mails.length, sent + 10);
      house.clock.advance(60 * minute);
      await begin();
    });

    test("a wrong code costs a try, the fifth ends the challenge, a malformed one costs nothing", async () => {
      const { challenge } = await begin();
      const answer = async (code: string) =>
        refusalOf(await house.signIn.code({ challenge, code }, browser, null));
      assert.deepEqual(await answer("12345"), { code: "code-malformed" });
      for (const triesLeft of [4, 3, 2, 1])
        assert.deepEqual(await answer(wrongCode()), { code: "wrong-code", triesLeft });
      assert.deepEqual(await answer(wrongCode()), { code: "too-many-codes" });
      assert.deepEqual(await answer(lastCode()), { code: "too-many-codes" });
    });

    test("many wrong codes at once are counted one by one", async () => {
      const { challenge } = await begin();
      const right = lastCode();
      const guesses = Array.from({ length: 30 }, (_, index) => String(index).padStart(6, "0"));
      const answers = await Promise.all(
        guesses
          .filter((code) => code !== right)
          .map((code) => house.signIn.code({ challenge, code }, browser, null)),
      );
      const codes = answers.map((answer) => refusalOf(answer)?.code);
      // Which of them come first is nobody's choice.
      assert.equal(codes.filter((code) => code === "wrong-code").length, 4);
      assert.equal(codes.filter((code) => code === "too-many-codes").length, codes.length - 4);
    });

    test("ten codes at once do not give fifty tries: a stranger's fifteenth wrong code of the day ends them all", async () => {
      const steps: { challenge: string; code: string }[] = [];
      for (let index = 0; index < 10; index++) {
        const { challenge } = await begin();
        steps.push({ challenge, code: lastCode() });
      }
      const last = steps.at(-1);
      const known = new Set(steps.map(({ code }) => code));
      const wrong = ["000000", "111111"].find((code) => !known.has(code)) ?? "222222";
      for (const { challenge } of steps.slice(0, 9))
        for (let index = 0; index < 5; index++)
          await house.signIn.code({ challenge, code: wrong }, browser, null);
      assert.ok(last);
      const right = await house.signIn.code(last, browser, null);
      assert.deepEqual(refusalOf(right), { code: "too-many-codes" });
      const looked = (await house.audit())
        .slice(traced)
        .filter(({ facts }) => facts["reason"] === "wrong-code");
      assert.equal(looked.length, 15);
    });

    test("a code lives ten minutes, and not a moment more", async () => {
      const first = await begin();
      const code = lastCode();
      house.clock.advance(10 * minute);
      const late = await house.signIn.code({ challenge: first.challenge, code }, browser, null);
      assert.deepEqual(refusalOf(late), { code: "code-expired" });
      assert.deepEqual(refusalOf(await house.signIn.sending(first.challenge, browser)), {
        code: "code-expired",
      });
      const second = await begin();
      house.clock.advance(10 * minute - 1);
      const answer = { challenge: second.challenge, code: lastCode() };
      assert.ok("session" in (await house.signIn.code(answer, browser, null)));
    });

    test("a newer code does not kill an earlier one: slow mail still opens", async () => {
      const first = await begin();
      const code = lastCode();
      await begin();
      assert.notEqual(code, lastCode());
      assert.ok("session" in (await house.signIn.code({ challenge: first.challenge, code }, browser, null)));
    });

    test("one code does not open another challenge", async () => {
      await begin();
      const code = lastCode();
      const { challenge } = await begin();
      const answer = await house.signIn.code({ challenge, code }, browser, null);
      assert.equal(refusalOf(answer)?.code, "wrong-code");
    });

    test("second tab: of two at once, one opens and the other finds the code used", async () => {
      const { challenge } = await begin();
      const answer = () => house.signIn.code({ challenge, code: lastCode() }, browser, null);
      const answers = await Promise.all([answer(), answer(), answer()]);
      assert.equal(answers.filter((one) => "session" in one).length, 1);
      assert.equal(answers.filter((one) => refusalOf(one)?.code === "code-used").length, 2);
      assert.equal(await count("session.opened done"), 1);
    });

    test("replayed dialog: a code that was used opens nothing more, right or wrong", async () => {
      const { challenge } = await begin();
      const code = lastCode();
      await house.signIn.code({ challenge, code }, browser, null);
      for (const again of [code, wrongCode()])
        assert.deepEqual(refusalOf(await house.signIn.code({ challenge, code: again }, browser, null)), {
          code: "code-used",
        });
    });

    test("another browser: the right code is unknown there, costs nothing, and still opens here", async () => {
      const { challenge } = await begin();
      const answer = { challenge, code: lastCode() };
      for (const stranger of ["browser-of-somebody", ""]) {
        assert.deepEqual(refusalOf(await house.signIn.code(answer, stranger, null)), {
          code: "unknown-challenge",
        });
        assert.deepEqual(refusalOf(await house.signIn.sending(challenge, stranger)), {
          code: "unknown-challenge",
        });
      }
      const step = await house.signIn.sending(challenge, browser);
      assert.equal("triesLeft" in step && step.triesLeft, 5);
      assert.ok("session" in (await house.signIn.code(answer, browser, null)));
    });

    test("forged tokens and challenges open nothing", async () => {
      const { challenge } = await begin();
      for (const forged of ["", challenge, house.person.id, "A".repeat(43), "__proto__"])
        assert.equal(await house.signIn.session(forged, { renew: true }), null);
      for (const forged of ["", "c", "__proto__", "constructor"])
        assert.deepEqual(
          refusalOf(await house.signIn.code({ challenge: forged, code: lastCode() }, browser, null)),
          { code: "unknown-challenge" },
        );
    });

    test("each sign-in has a new token, and ends the session that the browser still held", async () => {
      const ended: string[] = [];
      house.signIn.onEnded((id) => ended.push(id));
      const first = await signIn();
      const second = await signIn(browser, first.token);
      assert.notEqual(first.token, second.token);
      assert.deepEqual(ended, [first.session.id]);
      assert.equal(await house.signIn.session(first.token, { renew: true }), null);
      const elsewhere = await signIn("another-browser");
      assert.ok(await house.signIn.session(second.token, { renew: true }), "other browsers keep theirs");
      assert.ok(await house.signIn.session(elsewhere.token, { renew: true }));
    });

    test("a session is locked after thirty silent minutes; only the person's requests count", async () => {
      const { token, session } = await signIn();
      const ended: string[] = [];
      house.signIn.onEnded((id) => ended.push(id));
      house.clock.advance(29 * minute);
      assert.ok(await house.signIn.session(token, { renew: true }));
      house.clock.advance(29 * minute);
      assert.ok(await house.signIn.session(token, { renew: false }));
      house.clock.advance(minute);
      assert.equal(await house.signIn.session(token, { renew: true }), "locked");
      assert.deepEqual(ended, []);
      await house.signIn.sweep();
      assert.deepEqual(ended, [session.id]);
      const row = (await house.deeds()).at(-1);
      assert.deepEqual([row?.action, row?.facts], ["session.locked", { reason: "idle" }]);
      house.clock.advance(-minute);
      assert.equal(await house.signIn.session(token, { renew: true }), "locked", "locked is locked");
    });

    test("a session ends after four hours, however busy", async () => {
      const { token } = await signIn();
      for (let passed = 0; passed < 230; passed += 10) {
        house.clock.advance(10 * minute);
        assert.ok(await house.signIn.session(token, { renew: true }));
      }
      house.clock.advance(10 * minute);
      assert.equal(await house.signIn.session(token, { renew: true }), null);
      await house.signIn.sweep();
      assert.deepEqual((await house.deeds()).at(-1)?.facts, { reason: "over" });
    });

    test("signing out ends at once, tells once, and is traced once", async () => {
      const { token, session } = await signIn();
      const ended: string[] = [];
      const stop = house.signIn.onEnded((id) => ended.push(id));
      await Promise.all([house.signIn.signOut(token), house.signIn.signOut(token)]);
      assert.deepEqual(ended, [session.id]);
      assert.equal(await house.signIn.session(token, { renew: true }), null);
      assert.equal(await count("session.ended done"), 1);
      stop();
    });

    test("a new password ends what was open or begun under the former one, and forgives failures", async () => {
      const { token } = await signIn();
      const { challenge } = await begin();
      const code = lastCode();
      for (let index = 0; index < 6; index++) await house.signIn.begin({ ...asked, password: "x" }, browser);
      assert.equal(await house.signIn.setPassword(house.person, "court", "command"), "too-short");
      assert.equal(await house.signIn.setPassword(house.person, password, "command"), "unchanged");
      assert.ok(await house.signIn.session(token, { renew: false }));
      assert.equal(await house.signIn.setPassword(house.person, "ruche-moulin-averse", "command"), "set");
      assert.equal(await house.signIn.session(token, { renew: false }), null);
      assert.deepEqual(refusalOf(await house.signIn.code({ challenge, code }, browser, null)), {
        code: "unknown-challenge",
      });
      assert.deepEqual(refusalOf(await house.signIn.begin(asked, browser)), { code: "wrong-login" });
      const step = await house.signIn.begin({ ...asked, password: "ruche-moulin-averse" }, browser);
      assert.ok("challenge" in step);
      await house.signIn.setPassword(house.person, password, "command");
    });

    test("a new password set while the former one is being looked at leaves it no code", async () => {
      const slow = house.openDoor({
        notifications: {
          async sendCode(mail) {
            await house.signIn.setPassword(house.person, "ruche-moulin-averse", "command");
            house.mails.push(mail);
            return { state: "handed", at: house.clock.now() };
          },
        },
      });
      const begun = await slow.begin(asked, browser);
      slow.close();
      assert.deepEqual(refusalOf(begun), { code: "wrong-login" });
      const challenge = house.mails.at(-1)?.reference ?? "";
      const answered = await house.signIn.code({ challenge, code: lastCode() }, browser, null);
      assert.deepEqual(refusalOf(answered), { code: "unknown-challenge" });
      await house.signIn.setPassword(house.person, password, "command");
    });

    test("a hash weaker than asked for is made anew at sign-in", async () => {
      const hash = () => house.store.read("sign-in.passwordHash", { personId: house.person.id });
      const stricter = house.openDoor({
        settings: { ...house.settings, argon2: { memoryKiB: 128, passes: 1, lanes: 1 } },
      });
      assert.match(String(await hash()), /m=64,/);
      await stricter.begin(asked, browser);
      assert.match(String(await hash()), /m=128,/);
      stricter.close();
    });

    test("codes survive a restart: they are computed, not kept", async () => {
      const { challenge } = await begin();
      const restarted = house.openDoor();
      assert.ok("session" in (await restarted.code({ challenge, code: lastCode() }, browser, null)));
      restarted.close();
    });
  });
}
