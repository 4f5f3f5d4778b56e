import assert from "node:assert/strict";
import { after, suite, test } from "node:test";
import { isRefusal } from "../../../contracts/refusals.ts";
import { stepIdentity } from "../rules/identity.ts";
import { day, domain, engines, openAccessHouse } from "../test-house.ts";
import { codeOf, referents, type RightsRow, tryElsewhere, tryEveryRole } from "../test-rights.ts";
import type { RemindersDoor } from "./open-reminders.ts";

const years = 3 * 365 * day;
let counter = 0;

const table: Record<Exclude<keyof RemindersDoor, "sweep">, RightsRow> = {
  identity: {
    cells: referents,
    ask: ({ administration }, who, personId) => administration.reminders.identity(who, personId),
    onPerson: true,
  },
  checkIdentity: {
    cells: referents,
    ask: ({ administration }, who, personId) =>
      administration.reminders.checkIdentity(who, personId, "passport"),
    onPerson: true,
  },
};

test("an identity is told of 90 and 30 days before three years are over, and on the day; once after a long stop", () => {
  const step = (days: number, told = 0) => stepIdentity({ checkedAt: 0, told }, years - days * day);
  assert.equal(step(91), null);
  assert.deepEqual(step(90), { told: 1, days: 90 });
  assert.equal(step(31, 1), null);
  assert.deepEqual(step(30, 1), { told: 2, days: 30 });
  assert.equal(step(1, 2), null);
  assert.deepEqual(step(0, 2), { told: 3, days: 0 });
  assert.equal(step(-1000, 3), null);
  assert.deepEqual(step(-1000), { told: 3, days: 0 });
});

for (const engine of engines) {
  const house = await openAccessHouse(engine);
  const { administration, signIn, clock, who } = house;
  const { reminders } = administration;

  /** What référents are told of, who each is. */
  async function sweep() {
    await signIn.sweep();
    house.notices.length = 0;
    await Promise.all([reminders.sweep(), reminders.sweep()]);
    await signIn.sweep();
    return house.notices.flatMap((one) =>
      one.kind === "referent-news" &&
      one.about.of === "identity" &&
      one.account === `org.odile.test@${domain}`
        ? [one.about.days]
        : [],
    );
  }

  const give = () => house.giveAccess({ login: `org.essai.numero${++counter}@${domain}` });
  const list = async (filter: "all" | "identity") => {
    const view = await administration.people(who.référent, { search: "essai", filter, from: 0 });
    assert.ok(!isRefusal(view));
    return view;
  };

  suite(`identities checked again, on ${engine.name}`, () => {
    after(() => house.close());
    tryEveryRole(house, table);
    tryElsewhere(house, table);

    test("référents are told three times, the list shows who, and a new check begins three years anew", async () => {
      const { personId } = await give();
      const gone = await give();
      await administration.leave(who.référent, gone.personId);
      const since = clock.now();
      clock.advance(years - 91 * day);
      await sweep();
      assert.equal((await list("identity")).total, 0);
      clock.advance(day);
      assert.deepEqual(await sweep(), [90]);
      assert.deepEqual(await sweep(), []);
      const due = await list("identity");
      assert.deepEqual(
        due.people.map(({ id, identityDue }) => [id, identityDue]),
        [[personId, since + years]],
      );
      // The référent checked one more in the table above.
      assert.equal(due.figures.identity, 2);
      clock.advance(60 * day);
      assert.deepEqual(await sweep(), [30]);
      clock.advance(30 * day);
      assert.deepEqual(await sweep(), [0]);
      // Nothing is closed by itself.
      assert.equal((await house.directory.person(personId))?.state, "active");
      assert.deepEqual(await sweep(), []);

      const chain = (await house.traces()).length;
      assert.equal(codeOf(await reminders.checkIdentity(who.référent, personId, "passport")), "yes");
      assert.deepEqual(
        (await house.traces()).slice(chain).map(({ action, actor, facts }) => [action, actor, facts]),
        [["identity.checked", `person:${who.référent}`, '{"how":"passport"}']],
      );
      const history = await reminders.identity(who.référent, personId);
      assert.deepEqual(history, {
        checks: [
          { at: clock.now(), how: "passport", by: "Odile Test" },
          { at: since, how: "identity-card", by: "Odile Test" },
        ],
        dueAt: clock.now() + years,
      });
      assert.equal((await list("identity")).total, 0);
      clock.advance(years - 90 * day);
      assert.deepEqual(await sweep(), [90]);
    });

    test("nobody vouches for herself, nor for somebody who is gone", async () => {
      const { personId } = await give();
      assert.equal(codeOf(await reminders.checkIdentity(who.référent, who.référent, "known")), "not-oneself");
      await administration.leave(who.référent, personId);
      assert.equal(codeOf(await reminders.checkIdentity(who.référent, personId, "known")), "access-left");
    });
  });
}
