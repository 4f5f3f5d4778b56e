import assert from "node:assert/strict";
import { after, beforeEach, suite, test } from "node:test";
import { isRefusal, type Refusal } from "../../contracts/refusals.ts";
import { engines, login, openTestHouse, password } from "./test-house.ts";
import { codeOfStep, readBase32 } from "./totp.ts";

const minute = 60_000;
const browser = "browser-of-nadege";
const phone = "MNQWI5LDMVSSAZDVEBRGCYZAMEQHGYLCNRSSA23J";

for (const engine of engines) {
  const house = await openTestHouse({ methods: ["email", "totp"] }, engine);
  const { signIn } = house;
  const { lock } = signIn;

  suite(`locked sessions on ${engine.name}`, () => {
    after(() => house.close());
    // A day later nothing counts any more: each test begins afresh.
    beforeEach(async () => {
      house.clock.advance(25 * 60 * minute);
      await signIn.sweep();
    });

    async function enter(): Promise<string> {
      const step = given(await signIn.begin({ login, password, method: "email" }, browser));
      const answer = { challenge: step.challenge, code: house.mails.at(-1)?.code ?? "" };
      return given(await signIn.code(answer, browser, null)).token;
    }

    async function enterAndFallSilent(): Promise<string> {
      const token = await enter();
      house.clock.advance(30 * minute);
      return token;
    }

    function given<Answer extends object>(answer: Answer | Refusal): Answer {
      assert.ok(!isRefusal(answer), JSON.stringify(answer));
      return answer;
    }

    function refusalOf(answer: object): Refusal["refusal"] | null {
      return isRefusal(answer) ? answer.refusal : null;
    }

    async function stateOf(token: string): Promise<"open" | "locked" | null> {
      const session = await signIn.session(token, { renew: false });
      return session === null || session === "locked" ? session : "open";
    }

    async function lastTrace(): Promise<[string | undefined, object | undefined]> {
      const row = (await house.deeds()).at(-1);
      return [row?.action, row?.facts];
    }

    test("the password opens what silence locked, under another cookie", async () => {
      const former = await enterAndFallSilent();
      assert.equal(await stateOf(former), "locked");
      assert.deepEqual(given(await lock.look(former)), {
        step: "locked",
        person: { id: house.person.id, name: "Nadège Faure", login },
        keys: ["password", "email"],
      });
      const { session, token } = given(await lock.unlock(former, password));
      assert.deepEqual(await lastTrace(), ["session.unlocked", { by: "password" }]);
      assert.deepEqual(await signIn.session(token, { renew: false }), session);
      assert.equal(await stateOf(former), null, "a copy of the former cookie is worth nothing");
      assert.equal(refusalOf(await lock.unlock(former, password))?.code, "signed-out");
    });

    test("opened again it ends when it would have ended", async () => {
      const former = await enter();
      const before = given(await lock.stay(former, { active: false }));
      house.clock.advance(200 * minute);
      const { token } = given(await lock.unlock(former, password));
      assert.deepEqual(given(await lock.stay(token, { active: false })), {
        step: "stay",
        personId: house.person.id,
        idleInMs: 30 * minute,
        endsInMs: before.endsInMs - 200 * minute,
      });
      house.clock.advance(40 * minute);
      assert.equal(await stateOf(token), null);
      assert.equal(refusalOf(await lock.unlock(token, password))?.code, "signed-out");
    });

    test("what is asked says how long is left; only a person’s deed renews", async () => {
      const token = await enter();
      const left = async (active: boolean) => given(await lock.stay(token, { active })).idleInMs / minute;
      house.clock.advance(20 * minute);
      assert.equal(await left(false), 10);
      assert.equal(await left(true), 30);
      house.clock.advance(30 * minute);
      assert.equal(refusalOf(await lock.stay(token, { active: true }))?.code, "locked");
      assert.equal(await stateOf(token), "locked");
    });

    test("locked by hand: at once, told once, traced once; nothing renews it", async () => {
      const token = await enter();
      const session = await signIn.session(token, { renew: false });
      assert.ok(session !== null && session !== "locked");
      const shut: string[] = [];
      const stop = signIn.onEnded((one) => shut.push(one));
      for (let times = 0; times < 2; times++) given(await lock.lock(token));
      stop();
      assert.deepEqual(shut, [session.id]);
      assert.deepEqual(await lastTrace(), ["session.locked", { reason: "asked" }]);
      house.clock.advance(2 * minute);
      assert.equal(await signIn.session(token, { renew: true }), "locked");
      await signIn.sweep();
      assert.equal(await stateOf(token), "locked");
    });

    test("five wrong passwords end it, however many are tried at once, swept or not", async () => {
      const token = await enterAndFallSilent();
      assert.deepEqual(refusalOf(await lock.unlock(token, "non")), { code: "wrong-unlock", triesLeft: 4 });
      await signIn.sweep();
      const answers = await Promise.all(Array.from({ length: 8 }, () => lock.unlock(token, "non")));
      const codes = answers.map((answer) => refusalOf(answer)?.code);
      assert.ok(codes.includes("unlock-over"), String(codes));
      assert.equal(codes.filter((code) => code === "wrong-unlock").length <= 4, true, String(codes));
      assert.equal(await stateOf(token), null);
      assert.equal(refusalOf(await lock.unlock(token, password))?.code, "signed-out");
    });

    test("wrong passwords there count at the door, and a right one forgives them", async () => {
      const first = await enter();
      for (let times = 0; times < 3; times++) await lock.unlock(first, "non");
      const { token } = given(await lock.unlock(first, password));
      house.clock.advance(1000);
      for (let times = 0; times < 4; times++) await lock.unlock(token, "non");
      const wrong = { login, password: "non", method: "email" as const };
      assert.equal(refusalOf(await signIn.begin(wrong, browser))?.code, "wrong-login");
      assert.equal(refusalOf(await lock.unlock(token, password))?.code, "too-many-passwords");
      assert.equal(await stateOf(token), "open", "waiting costs the session nothing");
    });

    test("unlocking sends no code, hence takes none of those an hour", async () => {
      let token = await enter();
      for (let times = 0; times < 12; times++) token = given(await lock.unlock(token, password)).token;
      given(await signIn.begin({ login, password, method: "email" }, browser));
    });

    test("a code opens it too, once, in this browser, for this session", async () => {
      const token = await enterAndFallSilent();
      const other = await enter();
      const { challenge } = given(await lock.askCode(token, "email", browser));
      const answer = { challenge, code: house.mails.at(-1)?.code ?? "" };
      assert.equal(refusalOf(await lock.unlockByCode(token, answer, "another"))?.code, "unknown-challenge");
      assert.equal(refusalOf(await lock.unlockByCode(other, answer, browser))?.code, "unknown-challenge");
      assert.equal(refusalOf(await signIn.code(answer, browser, token))?.code, "unknown-challenge");
      assert.equal(
        refusalOf(await lock.unlockByCode(token, { ...answer, code: "x" }, browser))?.code,
        "code-malformed",
      );
      const opened = given(await lock.unlockByCode(token, answer, browser));
      assert.deepEqual(await lastTrace(), ["session.unlocked", { by: "email" }]);
      assert.equal(await stateOf(opened.token), "open");
      assert.equal(refusalOf(await lock.unlockByCode(opened.token, answer, browser))?.code, "code-used");
      const { provenUntil } = await signIn.security.factors(opened.session);
      assert.equal(provenUntil, null, "one factor is no proof for changes");
    });

    test("a code of the sign-in opens no lock", async () => {
      const token = await enterAndFallSilent();
      const { challenge } = given(await signIn.begin({ login, password, method: "email" }, browser));
      const answer = { challenge, code: house.mails.at(-1)?.code ?? "" };
      assert.equal(refusalOf(await lock.unlockByCode(token, answer, browser))?.code, "unknown-challenge");
      assert.equal(await stateOf(token), "locked");
    });

    test("an application’s code opens it, and is spent", async () => {
      await signIn.security.putApp(house.person, { name: "Téléphone", secret: phone }, "command");
      const token = await enterAndFallSilent();
      assert.deepEqual(given(await lock.look(token)).keys, ["password", "email", "totp"]);
      const { challenge, sending } = given(await lock.askCode(token, "totp", browser));
      assert.equal(sending, null);
      const step = Math.floor(house.clock.now() / 30_000);
      const code = codeOfStep(readBase32(phone) ?? Buffer.alloc(0), step);
      const opened = given(await lock.unlockByCode(token, { challenge, code }, browser));
      const again = given(await lock.askCode(opened.token, "totp", browser));
      const replayed = await lock.unlockByCode(opened.token, { challenge: again.challenge, code }, browser);
      assert.equal(refusalOf(replayed)?.code, "app-code-used");
    });

    test("a whole sign-in replaces it; signing out ends it; a new password ends it", async () => {
      const replaced = await enterAndFallSilent();
      const step = given(await signIn.begin({ login, password, method: "email" }, browser));
      const answer = { challenge: step.challenge, code: house.mails.at(-1)?.code ?? "" };
      given(await signIn.code(answer, browser, replaced));
      assert.equal(await stateOf(replaced), null);

      const left = await enterAndFallSilent();
      await signIn.signOut(left);
      assert.equal(refusalOf(await lock.unlock(left, password))?.code, "signed-out");

      const changed = await enterAndFallSilent();
      await signIn.setPassword(house.person, "ruche-moulin-averse", "command");
      assert.equal(refusalOf(await lock.unlock(changed, "ruche-moulin-averse"))?.code, "signed-out");
      await signIn.setPassword(house.person, password, "command");
    });

    test("two tabs unlock at once: one of them gets the cookie", async () => {
      const token = await enterAndFallSilent();
      const answers = await Promise.all([lock.unlock(token, password), lock.unlock(token, password)]);
      const codes = answers.map((answer) => refusalOf(answer)?.code ?? "open");
      assert.deepEqual(codes.toSorted(), ["open", "signed-out"]);
    });

    test("a page of one person is nobody’s under the cookie of another", async () => {
      const token = await enter();
      assert.equal(await signIn.session(token, { renew: true, of: "p-somebody-else" }), null);
      assert.ok(await signIn.session(token, { renew: true, of: house.person.id }));
    });
  });
}

test("an operator may end a silent session at once, or after a while", async () => {
  for (const [lockMinutes, states] of [
    [0, [null, null]],
    [10, ["locked", null]],
  ] as const) {
    const house = await openTestHouse({ lockMinutes });
    const step = await house.signIn.begin({ login, password, method: "email" }, browser);
    assert.ok(!isRefusal(step));
    const answer = { challenge: step.challenge, code: house.mails.at(-1)?.code ?? "" };
    const opened = await house.signIn.code(answer, browser, null);
    assert.ok(!isRefusal(opened));
    house.clock.advance(30 * minute);
    assert.equal(await house.signIn.session(opened.token, { renew: false }), states[0]);
    house.clock.advance(10 * minute);
    assert.equal(await house.signIn.session(opened.token, { renew: false }), states[1]);
    const refused = await house.signIn.lock.unlock(opened.token, password);
    assert.deepEqual(refused, { refusal: { code: "signed-out" } });
    await house.signIn.sweep();
    assert.deepEqual((await house.deeds()).at(-1)?.facts, { reason: "idle" });
    await house.close();
  }
});
