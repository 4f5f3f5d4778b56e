import assert from "node:assert/strict";
import { after, suite, test } from "node:test";
import { isRefusal } from "../../contracts/refusals.ts";
import type { CodeStep, Sending } from "../../contracts/sign-in.ts";
import { engines, login, nadege, openTestHouse, password } from "./test-house.ts";

for (const engine of engines) {
  const house = await openTestHouse({ relayPatienceMs: 50 }, engine);

  suite(`sending of codes on ${engine.name}`, () => {
    after(() => house.close());
    const asked = { login, password, method: "email" as const };

    function sendingOf(answer: CodeStep | object): Sending["state"] | null {
      return "sending" in answer ? ((answer as CodeStep).sending?.state ?? null) : null;
    }

    test("a slow relay does not keep the dialog waiting, and what became of it is told later", async () => {
      const { promise, resolve } = Promise.withResolvers<Sending>();
      const door = house.openDoor({ notifications: { sendCode: () => promise } });
      const step = await door.begin(asked, "browser");
      assert.ok(!isRefusal(step));
      assert.equal(step.sending?.state, "sending");
      assert.equal(sendingOf(await door.sending(step.challenge, "browser")), "sending");
      const at = house.clock.now() + 4000;
      resolve({ state: "handed", at });
      await promise;
      // The outcome is written by itself, just after.
      let later = await door.sending(step.challenge, "browser");
      while (sendingOf(later) === "sending") later = await door.sending(step.challenge, "browser");
      assert.deepEqual("sending" in later && later.sending, { state: "handed", at });
      door.close();
    });

    test("a relay that refuses is told at once", async () => {
      const sendCode = async (): Promise<Sending> => ({ state: "failed", at: house.clock.now() });
      const door = house.openDoor({ notifications: { sendCode } });
      assert.equal(sendingOf(await door.begin(asked, "browser")), "failed");
      const { action, outcome } = (await house.deeds()).at(-1) ?? {};
      assert.deepEqual([action, outcome], ["code.sent", "refused"]);
      door.close();
    });

    test("a defect of the sending is not a defect of the sign-in", async () => {
      const door = house.openDoor({
        notifications: { sendCode: () => Promise.reject(new Error("for the test")) },
      });
      assert.equal(sendingOf(await door.begin(asked, "browser")), "failed");
      door.close();
    });

    test("a sending cut off by a restart is told as failed", async () => {
      const { promise } = Promise.withResolvers<Sending>();
      const door = house.openDoor({ notifications: { sendCode: () => promise } });
      const step = await door.begin(asked, "browser");
      assert.ok(!isRefusal(step));
      house.clock.advance(90_001);
      const later = await door.sending(step.challenge, "browser");
      assert.equal(sendingOf(later), "failed");
      door.close();
    });

    test("no code goes to an address that nobody verified", async () => {
      await house.directory.putPerson(
        { ...nadege, email: "autre@valdebrume.example", verified: false },
        "command",
      );
      const sent = house.mails.length;
      const step = await house.signIn.begin(asked, "browser");
      assert.equal(sendingOf(step), null);
      assert.deepEqual("ways" in step && step.ways, [{ method: "email", state: "missing" }]);
      assert.equal("destination" in step && step.destination, "");
      assert.equal(house.mails.length, sent);
    });
  });
}
