import assert from "node:assert/strict";
import { after, suite, test } from "node:test";
import { isRefusal } from "../../../contracts/refusals.ts";
import type { Notice } from "../../notifications/door.ts";
import { day, domain, engines, openAccessHouse } from "../test-house.ts";

const password = "barque-cuivre-verger-7";
const browser = "b".repeat(43);
let counter = 0;

for (const engine of engines) {
  const house = await openAccessHouse(engine);
  const { signIn, administration, clock, who } = house;
  const { reminders } = administration;

  /** Somebody who signs in with a password and a code. */
  async function put(structureId = "valdebrume") {
    const id = await house.put(structureId, `Essai${++counter}`, false);
    await signIn.setPassword(await personOf(id), password, "command");
    return id;
  }

  async function personOf(id: string) {
    const person = await house.directory.person(id);
    assert.ok(person);
    return person;
  }

  async function enter(id: string) {
    const { login } = await personOf(id);
    const step = await signIn.begin({ login, password, method: "email" }, browser);
    assert.ok(!isRefusal(step), JSON.stringify(step));
    const sent = () => house.codes.findLast(({ account }) => account === login);
    await house.sent("the code", () => sent() !== undefined);
    const answer = { challenge: step.challenge, code: sent()?.code ?? "" };
    const opened = await signIn.code(answer, browser, null);
    assert.ok(!isRefusal(opened), JSON.stringify(opened));
    return opened.token;
  }

  /** What came round after so many days: of these kinds, to whom. */
  async function wait(days: number) {
    clock.advance(days * day);
    return sweep();
  }

  async function sweep() {
    await signIn.sweep();
    house.notices.length = 0;
    await reminders.sweep();
    await signIn.sweep();
    return house.notices.filter(({ kind }) => kind !== "activation");
  }

  const to = async (id: string, notices: readonly Notice[]) => {
    const { login } = await personOf(id);
    return notices.filter(({ account }) => account === login);
  };
  const matters = (notices: readonly Notice[]) =>
    notices.flatMap((one) => (one.kind === "referent-news" ? [one.about] : []));
  const stateOf = async (id: string) => (await personOf(id)).state;

  suite(`accesses without a sign-in, on ${engine.name}`, () => {
    after(() => house.close());

    test("told at 6 and 11 months, suspended at 12: once each, with the day, by whoever sweeps", async () => {
      const id = await put();
      await enter(id);
      const opened = clock.now();
      assert.deepEqual(await wait(182), []);
      const first = await wait(1);
      const [told, ...more] = await to(id, first);
      assert.deepEqual(more, []);
      assert.ok(told?.kind === "silent" && told.months === 6 && told.endsAt === opened + 365 * day);
      assert.deepEqual(matters(await to(who.référent, first)), [{ of: "silent", months: 6 }]);
      assert.deepEqual(matters(await to(who["other référent"], first)), []);
      assert.deepEqual(await to(who["ended yesterday"], first), []);
      assert.deepEqual(await sweep(), []);

      // Two nodes at once, and once more after a restart.
      clock.advance(152 * day);
      house.notices.length = 0;
      await Promise.all([reminders.sweep(), reminders.sweep(), reminders.sweep()]);
      await signIn.sweep();
      const second = [...house.notices];
      const [last, ...again] = await to(id, second);
      assert.deepEqual(again, []);
      assert.ok(last?.kind === "silent" && last.months === 11 && last.endsAt !== null);
      assert.ok(last.endsAt >= opened + 365 * day);
      assert.deepEqual(matters(await to(who.référent, second)), [{ of: "warned", months: 11 }]);
      assert.equal(await stateOf(id), "active");

      clock.advance(last.endsAt - clock.now() - 1);
      assert.deepEqual(await to(id, await sweep()), []);
      assert.equal(await stateOf(id), "active");
      clock.advance(1);
      const end = await sweep();
      assert.deepEqual(
        (await to(id, end)).map(({ kind }) => kind),
        ["silent-closed"],
      );
      assert.deepEqual(matters(await to(who.référent, end)), [{ of: "closed", months: 12 }]);
      assert.equal(await stateOf(id), "suspended");
      const rows = (await house.traces()).filter(
        ({ object, action }) => object === id && action === "person.suspended",
      );
      assert.deepEqual(
        rows.map(({ actor }) => actor),
        ["program"],
      );
      assert.deepEqual(await wait(400), []);
    });

    test("signing in is objecting: the count begins anew, whatever she was told", async () => {
      const id = await put();
      await enter(id);
      assert.equal((await to(id, await wait(335))).length, 1);
      await enter(id);
      assert.deepEqual(await to(id, await wait(31)), []);
      assert.equal(await stateOf(id), "active");
      assert.equal((await to(id, await wait(152))).length, 1);
      await administration.leave(who.référent, id);
    });

    test("an access that was opened again is not suspended the next hour", async () => {
      const id = await put();
      await enter(id);
      await wait(335);
      await wait(40);
      assert.equal(await stateOf(id), "suspended");
      await administration.resume(who.référent, id);
      assert.deepEqual(await to(id, await wait(60)), []);
      assert.equal(await stateOf(id), "active");
      await administration.leave(who.référent, id);
    });

    test("after a long stop of the program nobody is suspended who was not told a month before", async () => {
      const id = await put();
      await enter(id);
      const [told] = await to(id, await wait(700));
      assert.ok(told?.kind === "silent" && told.months === 11 && told.endsAt !== null);
      assert.ok(told.endsAt - clock.now() >= 30 * day);
      assert.equal(await stateOf(id), "active");
      await administration.leave(who.référent, id);
    });

    test("whom nothing reaches is not suspended, and her référents hear of it; nor whoever is gone, or administers", async () => {
      const unreached = await put();
      const person = { id: unreached, structureId: "valdebrume" };
      const deed = { actor: "command", at: clock.now() };
      await house.changes.setContact({ person, kind: "email", sealed: null, deed });
      const left = await put();
      await administration.leave(who.référent, left);
      const suspended = await put();
      await administration.suspend(who.référent, suspended);
      const administrator = await put();
      const named = { id: administrator, structureId: "valdebrume" };
      await house.changes.setAdministrator({ person: named, is: true, deed });
      await wait(335);
      const end = await wait(31);
      assert.deepEqual(matters(await to(who.référent, end)), [{ of: "warned", months: 11 }]);
      for (const id of [left, suspended]) assert.deepEqual(await to(id, end), []);
      assert.equal(await stateOf(unreached), "active");
      assert.equal(await stateOf(administrator), "active");
      for (const id of [unreached, administrator]) {
        await house.changes.setAdministrator({ person: { ...named, id }, is: false, deed });
        await administration.leave(who.référent, id);
      }
      await sweep();
    });

    test("a link that served nobody is told to the référents once a day, however many there are", async () => {
      const give = () => house.giveAccess({ login: `org.essai.numero${++counter}@${domain}` });
      await give();
      await give();
      clock.advance(day / 24);
      await give();
      assert.deepEqual(await wait(6), []);
      clock.advance(day - day / 24);
      const over = await sweep();
      // Whose charge began since is told too.
      assert.deepEqual(over.map(({ account }) => account).toSorted(), [
        `org.odile.test@${domain}`,
        `org.tom.test@${domain}`,
      ]);
      assert.deepEqual(matters(over), [{ of: "unused" }, { of: "unused" }]);
      clock.advance(day / 24);
      assert.deepEqual(await sweep(), []);
      assert.deepEqual(await wait(1), []);
    });
  });
}
