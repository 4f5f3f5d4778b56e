import assert from "node:assert/strict";
import { after, beforeEach, suite, test } from "node:test";
import { isRefusal } from "../../contracts/refusals.ts";
import { createComputer, networks } from "./test-computer.ts";
import { engines, login, nadege, openTestHouse, password } from "./test-house.ts";

// What strangers get wrong, and whom it keeps out.

const minute = 60_000;
const hour = 60 * minute;
const allowance = { failures: 12, eachMs: 6000 };
const unknown = "org.personne@valdebrume.mss.example";

for (const engine of engines) {
  const house = await openTestHouse({ allowance, networks }, engine);
  const { signIn } = house;
  const computerAt = (address: string | null = null) => createComputer(house, address, signIn);

  suite(`strangers on ${engine.name}`, () => {
    after(async () => {
      await house.close();
    });
    beforeEach(async () => {
      house.clock.advance(25 * hour);
      await signIn.sweep();
    });

    /** Fails as soon as it is allowed, for a whole day; answers how many were looked at. */
    async function besiege(computer: ReturnType<typeof computerAt>, name = login): Promise<number> {
      const end = house.clock.now() + 24 * hour - minute;
      let heard = 0;
      while (house.clock.now() < end) {
        const answer = await computer.ask({ login: name, password: "autre-chose-encore" });
        assert.ok(isRefusal(answer));
        if (answer.refusal.code === "wrong-login") heard++;
        else house.clock.advance(Math.min(answer.refusal.retryAt ?? Infinity, end) - house.clock.now());
      }
      return heard;
    }

    /** What was told of wrong tries since an instant, once there is so much of it. */
    async function toldSince(since: number, count: number) {
      const told = () =>
        house.notices.filter((one) => one.kind.startsWith("wrong") && "at" in one && one.at >= since);
      while (told().length < count) await signIn.sweep();
      return told();
    }

    test("a stranger who fails all day locks himself out, and nobody out of a browser of hers", async () => {
      const desk = computerAt();
      await desk.signIn();
      house.clock.advance(hour);
      assert.equal(await besiege(computerAt()), 10);
      assert.equal(await computerAt().tell(), "too-many-passwords", "a browser that is new waits");
      assert.equal(await desk.tell(), "code");
      await desk.wrong(4);
      await desk.signIn();
    });

    test("a known browser has waits of its own, and they are as long", async () => {
      const desk = computerAt();
      await desk.signIn();
      assert.deepEqual(await desk.wrong(6), [...Array(5).fill("wrong-login"), "too-many-passwords"]);
      const refused = await desk.ask();
      assert.ok(isRefusal(refused) && (refused.refusal.retryAt ?? 0) > house.clock.now() + minute);
      assert.equal(await computerAt().tell(), "code", "others do not wait for it");
      house.clock.advance(24 * hour);
      assert.equal(await besiege(desk), 10);
    });

    test("many at once from a known browser: five are heard", async () => {
      const desk = computerAt();
      await desk.signIn();
      const answers = await Promise.all(Array.from({ length: 12 }, () => desk.wrong(1)));
      assert.equal(answers.flat().filter((code) => code === "wrong-login").length, 5);
    });

    test("a cookie that is made up, or another's, buys no further try", async () => {
      const [first, second, third] = [computerAt(), computerAt(), computerAt()];
      second.own.browser = "x".repeat(43);
      const other = computerAt();
      await house.directory.putPerson({ ...nadege, login: "org.marie@valdebrume.mss.example" }, "command");
      const marie = await house.directory.findByLogin("org.marie@valdebrume.mss.example");
      assert.ok(marie);
      await signIn.setPassword(marie, password, "command");
      await other.signIn(false, { login: marie.login });
      third.own.browser = other.own.browser;
      await first.wrong(3);
      await second.wrong(2);
      for (const stranger of [first, second, third])
        assert.deepEqual(await stranger.wrong(1), ["too-many-passwords"]);
    });

    test("two nodes on one store count together", async () => {
      const node = house.openDoor();
      await computerAt("192.0.2.1").wrong(3);
      assert.deepEqual(await createComputer(house, "198.51.100.1", node).wrong(3), [
        "wrong-login",
        "wrong-login",
        "too-many-passwords",
      ]);
      node.close();
    });

    test("an unknown login is refused like a known one, with whatever cookie, from wherever, all the way", async () => {
      const [known, stranger] = [computerAt("192.0.2.1"), computerAt("198.51.100.1")];
      known.own.browser = "x".repeat(43);
      stranger.own.browser = "y".repeat(43);
      const tries = async (one: typeof known, name: string) => {
        const answers = [];
        for (let index = 0; index < 7; index++)
          answers.push(await one.ask({ login: name, password: "autre-chose-encore", remember: true }));
        return answers;
      };
      assert.deepEqual(await tries(known, login), await tries(stranger, unknown));
    });

    test("spraying: many logins from one network, and each try that fails is one of the network's", async () => {
      const names = Array.from({ length: 12 }, (_, index) => `org.nom${index}@valdebrume.mss.example`);
      const desk = computerAt("192.0.2.200");
      await desk.signIn();
      for (const [index, name] of names.entries())
        assert.deepEqual(await computerAt(`192.0.2.${index + 1}`).wrong(1, name), ["wrong-login"]);
      const sprayer = computerAt("192.0.2.99");
      const refused = await sprayer.ask({ login: "org.encore@valdebrume.mss.example" });
      assert.ok(isRefusal(refused));
      assert.deepEqual(refused.refusal, { code: "too-many-here", retryAt: house.clock.now() + 6000 });
      assert.equal(await sprayer.tell(), "too-many-here", "the right password waits too");
      assert.equal(await desk.tell(), "code", "a known browser there does not");
      assert.equal(await computerAt("198.51.100.7").tell(), "code", "nor does another network");
      house.clock.advance(6000);
      assert.deepEqual(await sprayer.wrong(2, unknown), ["wrong-login", "too-many-here"]);
      house.clock.advance(hour);
      assert.equal(await sprayer.tell(), "code");
    });

    test("right passwords cost a network nothing, however many", async () => {
      for (let index = 0; index < 9; index++) await computerAt("192.0.2.7").signIn();
      house.clock.advance(hour);
      for (let index = 0; index < 9; index++) await computerAt("192.0.2.7").signIn();
      for (const name of ["a", "b", "c"])
        assert.deepEqual(await computerAt("192.0.2.7").wrong(4, `org.${name}@valdebrume.mss.example`), [
          "wrong-login",
          "wrong-login",
          "wrong-login",
          "wrong-login",
        ]);
      assert.deepEqual(await computerAt("192.0.2.7").wrong(1, unknown), ["too-many-here"]);
    });

    test("refused tries of a network use up none of the login's", async () => {
      for (const name of ["a", "b", "c"])
        await computerAt("192.0.2.7").wrong(4, `org.${name}@valdebrume.mss.example`);
      assert.deepEqual(await computerAt("192.0.2.7").wrong(4), Array(4).fill("too-many-here"));
      assert.deepEqual(await computerAt("198.51.100.7").wrong(6), [
        ...Array(5).fill("wrong-login"),
        "too-many-passwords",
      ]);
    });

    test("five wrong passwords are told once a day, to whoever has the login and to nobody else", async () => {
      await computerAt().wrong(4);
      house.clock.advance(minute);
      const first = house.clock.now();
      await computerAt().wrong(5, unknown);
      await computerAt().wrong(1);
      house.clock.advance(2 * hour);
      await computerAt().wrong(1);
      house.clock.advance(25 * hour);
      await signIn.sweep();
      const second = house.clock.now();
      await computerAt().wrong(5);
      assert.deepEqual(
        (await toldSince(first, 2)).map((alert) => ({ ...alert, reference: "" })),
        [first, second].map((at) => ({
          kind: "wrong-passwords",
          at,
          to: nadege.email,
          account: login,
          reference: "",
        })),
      );
    });

    test("wrong codes after the right password are told apart, once a day", async () => {
      const since = house.clock.now();
      for (let round = 0; round < 2; round++) {
        const thief = computerAt();
        const step = await thief.ask();
        assert.ok("challenge" in step);
        const right = house.mails.at(-1)?.code;
        const code = right === "000000" ? "111111" : "000000";
        for (let index = 0; index < 5; index++)
          await signIn.code({ challenge: step.challenge, code }, thief.door, null, thief.visitor());
      }
      await computerAt("198.51.100.7").wrong(5);
      assert.deepEqual(
        (await toldSince(since, 2)).map(({ kind }) => kind),
        ["wrong-codes", "wrong-passwords"],
      );
    });

    test("a thief of the password who guesses codes all day does not keep her out of a browser of hers", async () => {
      const desk = computerAt();
      await desk.signIn();
      const thieves = Array.from({ length: 3 }, () => computerAt());
      for (const thief of thieves) {
        const step = await thief.ask();
        assert.ok("challenge" in step);
        const code = house.mails.at(-1)?.code === "000000" ? "111111" : "000000";
        for (let index = 0; index < 5; index++)
          await signIn.code({ challenge: step.challenge, code }, thief.door, null, thief.visitor());
        house.clock.advance(hour);
      }
      const wrong = (await house.audit()).filter(
        ({ action, facts, at }) =>
          action === "code.refused" && facts["reason"] === "wrong-code" && at > house.clock.now() - 24 * hour,
      );
      assert.equal(wrong.length, 15);
      assert.equal(await computerAt().tell(), "too-many-passwords");
      await desk.signIn();
    });
  });
}
