import assert from "node:assert/strict";
import { after, beforeEach, suite, test } from "node:test";
import { isRefusal, type Refusal } from "../../contracts/refusals.ts";
import type { CodeStep, Method } from "../../contracts/sign-in.ts";
import { engines, login, nadege, openTestHouse, password } from "./test-house.ts";

const minute = 60_000;
const browser = "browser-of-nadege";

for (const engine of engines) {
  const house = await openTestHouse({ methods: ["email", "sms"] }, engine);

  suite(`ways of a code on ${engine.name}`, () => {
    after(() => house.close());
    beforeEach(async () => {
      house.clock.advance(25 * 60 * minute);
      await house.signIn.sweep();
      await house.directory.putPerson(nadege, "command");
      house.mails.length = 0;
      house.texts.length = 0;
    });

    function asStep(answer: CodeStep | Refusal): CodeStep {
      assert.ok(!isRefusal(answer), JSON.stringify(answer));
      return answer;
    }

    async function begin(method: Method): Promise<CodeStep> {
      return asStep(await house.signIn.begin({ login, password, method }, browser));
    }

    test("by SMS: to the verified mobile, masked on the page, and the session says how", async () => {
      const step = await begin("sms");
      assert.equal(step.destination, "06\u00a0••\u00a0••\u00a0••\u00a007");
      assert.deepEqual(step.ways, [
        { method: "sms", state: "ready" },
        { method: "email", state: "ready" },
      ]);
      assert.equal(house.mails.length, 0);
      assert.equal(house.texts[0]?.to, "+33639984107");
      const answer = { challenge: step.challenge, code: house.texts[0]?.code ?? "" };
      assert.ok("session" in (await house.signIn.code(answer, browser, null)));
      assert.deepEqual((await house.deeds()).at(-1)?.facts, { method: "sms" });
    });

    test("another way on the spot: the same code, at once, and the first one stays good", async () => {
      const first = await begin("email");
      const second = asStep(await house.signIn.change(first.challenge, "sms", browser));
      assert.equal(second.challenge, first.challenge);
      assert.equal(second.method, "sms");
      assert.equal(house.texts[0]?.code, house.mails[0]?.code);
      const answer = { challenge: first.challenge, code: house.mails[0]?.code ?? "" };
      assert.ok("session" in (await house.signIn.code(answer, browser, null)));
    });

    test("going back and forth sends nothing twice, nor gives tries", async () => {
      const { challenge } = await begin("email");
      const wrong = String((Number(house.mails[0]?.code) + 1) % 1_000_000).padStart(6, "0");
      await house.signIn.code({ challenge, code: wrong }, browser, null);
      for (const method of ["sms", "email", "sms", "email"] as const) {
        const step = asStep(await house.signIn.change(challenge, method, browser));
        assert.equal(step.sending?.state, "handed");
        assert.equal(step.triesLeft, 4);
      }
      assert.deepEqual([house.mails.length, house.texts.length], [1, 1]);
    });

    test("a mobile that nobody verified gets nothing: it is said, to whoever knows the password only", async () => {
      const before = { ...nadege, mobile: "+33639984199", verified: false };
      await house.directory.putPerson(before, "command");
      const stranger = await house.signIn.begin(
        { login, password: "pas-le-bon-mot", method: "sms" },
        browser,
      );
      assert.deepEqual(stranger, { refusal: { code: "wrong-login" } });
      const step = await begin("sms");
      assert.deepEqual([step.sending, step.destination, house.texts.length], [null, "", 0]);
      assert.deepEqual(step.ways, [
        { method: "sms", state: "missing" },
        { method: "email", state: "ready" },
      ]);
      const instead = asStep(await house.signIn.change(step.challenge, "email", browser));
      assert.equal(instead.sending?.state, "handed");
      const answer = { challenge: step.challenge, code: house.mails[0]?.code ?? "" };
      assert.ok("session" in (await house.signIn.code(answer, browser, null)));
    });

    test("what the operator does not accept is not sent, and what it accepts is offered", async () => {
      const door = house.openDoor({ settings: { ...house.settings, methods: ["email"] } });
      const step = asStep(await door.begin({ login, password, method: "sms" }, browser));
      assert.deepEqual(step.ways, [
        { method: "sms", state: "forbidden" },
        { method: "email", state: "ready" },
      ]);
      assert.deepEqual([step.sending, house.texts.length], [null, 0]);
      door.close();
    });

    test("a gateway that refuses is told at once, and e-mail is one press away", async () => {
      const door = house.openDoor({
        notifications: { sendCodeBySms: async () => ({ state: "failed", at: house.clock.now() }) },
      });
      const step = asStep(await door.begin({ login, password, method: "sms" }, browser));
      assert.equal(step.sending?.state, "failed");
      const instead = asStep(await door.change(step.challenge, "email", browser));
      assert.equal(instead.sending?.state, "handed");
      door.close();
    });

    test("changes of way count among the five of an hour", async () => {
      for (let index = 0; index < 5; index++) {
        const { challenge } = await begin("email");
        asStep(await house.signIn.change(challenge, "sms", browser));
      }
      const { challenge } = await begin("email");
      const answer = await house.signIn.change(challenge, "sms", browser);
      assert.equal(isRefusal(answer) && answer.refusal.code, "resend-too-many");
      assert.equal(house.texts.length, 5);
    });
  });
}
