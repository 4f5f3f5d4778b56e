import assert from "node:assert/strict";
import { after, beforeEach, suite, test } from "node:test";
import { isRefusal, type Refusal } from "../../contracts/refusals.ts";
import type { CodeStep, Sending } from "../../contracts/sign-in.ts";
import { engines, login, openTestHouse, password } from "./test-house.ts";

const minute = 60_000;
const browser = "browser-of-nadege";
const asked = { login, password, method: "email" as const };

for (const engine of engines) {
  const house = await openTestHouse({}, engine);

  suite(`sending a code again on ${engine.name}`, () => {
    after(() => house.close());
    // A day later nothing counts any more: each test begins afresh.
    beforeEach(async () => {
      house.clock.advance(25 * 60 * minute);
      await house.signIn.sweep();
      house.mails.length = 0;
    });

    async function begin(): Promise<CodeStep> {
      const step = await house.signIn.begin(asked, browser);
      assert.ok(!isRefusal(step), JSON.stringify(step));
      return step;
    }

    async function resend(challenge: string): Promise<CodeStep> {
      const step = await house.signIn.resend(challenge, browser);
      assert.ok(!isRefusal(step), JSON.stringify(step));
      return step;
    }

    function refusalOf(answer: object): Refusal["refusal"] | null {
      return isRefusal(answer) ? answer.refusal : null;
    }

    test("the same code goes out again, in a letter of another name, and still opens", async () => {
      const { challenge } = await begin();
      house.clock.advance(minute);
      const again = await resend(challenge);
      assert.equal(again.challenge, challenge);
      assert.deepEqual(again.sending, { state: "handed", at: house.clock.now() });
      const [first, second] = house.mails;
      assert.equal(second?.code, first?.code);
      assert.notEqual(second?.reference, first?.reference);
      assert.equal(second?.until, again.expiresAt);
      const opened = await house.signIn.code({ challenge, code: first?.code ?? "" }, browser, null);
      assert.ok("session" in opened);
    });

    test("once a minute", async () => {
      const { challenge } = await begin();
      house.clock.advance(minute - 1);
      assert.deepEqual(refusalOf(await house.signIn.resend(challenge, browser)), {
        code: "resend-too-soon",
        retryAt: house.clock.now() + 1,
      });
      house.clock.advance(1);
      await resend(challenge);
      assert.equal(house.mails.length, 2);
    });

    test("of many at once, one goes out", async () => {
      const { challenge } = await begin();
      house.clock.advance(minute);
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => house.signIn.resend(challenge, browser)),
      );
      assert.equal(answers.filter((one) => !isRefusal(one)).length, 1);
      assert.equal(house.mails.length, 2);
    });

    test("five times an hour, whatever the challenge; a new password does not wait for it", async () => {
      const start = house.clock.now();
      for (let index = 0; index < 5; index++) {
        const { challenge } = await begin();
        house.clock.advance(minute);
        await resend(challenge);
      }
      const { challenge } = await begin();
      house.clock.advance(minute);
      assert.deepEqual(refusalOf(await house.signIn.resend(challenge, browser)), {
        code: "resend-too-many",
        retryAt: start + 61 * minute,
      });
    });

    test("ten minutes after the last sending, never more than twenty in all", async () => {
      const first = await begin();
      house.clock.advance(9 * minute);
      const second = await resend(first.challenge);
      assert.equal(second.expiresAt, first.expiresAt + 9 * minute);
      house.clock.advance(9 * minute);
      const third = await resend(first.challenge);
      assert.equal(third.expiresAt, first.expiresAt + 10 * minute, "twenty minutes after the beginning");
      house.clock.advance(2 * minute - 1);
      const answer = { challenge: first.challenge, code: house.mails[0]?.code ?? "" };
      house.clock.advance(1);
      assert.deepEqual(refusalOf(await house.signIn.code(answer, browser, null)), { code: "code-expired" });
      assert.deepEqual(refusalOf(await house.signIn.resend(first.challenge, browser)), {
        code: "code-expired",
      });
    });

    test("asking what became of it sends nothing; nobody else can send again", async () => {
      const { challenge } = await begin();
      house.clock.advance(minute);
      for (let index = 0; index < 3; index++) await house.signIn.sending(challenge, browser);
      for (const stranger of ["browser-of-somebody", ""])
        assert.deepEqual(refusalOf(await house.signIn.resend(challenge, stranger)), {
          code: "unknown-challenge",
        });
      assert.equal(house.mails.length, 1);
    });

    test("a resend gives no new tries", async () => {
      const { challenge } = await begin();
      const wrong = String((Number(house.mails[0]?.code) + 1) % 1_000_000).padStart(6, "0");
      await house.signIn.code({ challenge, code: wrong }, browser, null);
      house.clock.advance(minute);
      assert.equal((await resend(challenge)).triesLeft, 4);
    });

    test("a code that was used is not sent again", async () => {
      const { challenge } = await begin();
      await house.signIn.code({ challenge, code: house.mails[0]?.code ?? "" }, browser, null);
      house.clock.advance(minute);
      assert.deepEqual(refusalOf(await house.signIn.resend(challenge, browser)), { code: "code-used" });
      assert.equal(house.mails.length, 1);
    });

    test("a first sending that ends late says nothing of the second", async () => {
      const { promise, resolve } = Promise.withResolvers<Sending>();
      let count = 0;
      const door = house.openDoor({
        settings: { ...house.settings, relayPatienceMs: 20 },
        notifications: {
          sendCode: () =>
            count++ === 0 ? promise : Promise.resolve({ state: "handed", at: house.clock.now() }),
        },
      });
      const step = await door.begin(asked, browser);
      assert.ok(!isRefusal(step));
      assert.equal(step.sending?.state, "sending");
      house.clock.advance(minute);
      await door.resend(step.challenge, browser);
      resolve({ state: "failed", at: house.clock.now() });
      await promise;
      await new Promise((run) => setImmediate(run));
      await house.store.change("sign-in.returnTry", { tryId: "none" });
      const later = await door.sending(step.challenge, browser);
      assert.equal("sending" in later && later.sending?.state, "handed");
      door.close();
    });
  });
}
