import assert from "node:assert/strict";
import { after, suite, test } from "node:test";
import type { Narrowed } from "../../../contracts/administration-policy.ts";
import { isRefusal, type Refusal } from "../../../contracts/refusals.ts";
import { day, engines, openAccessHouse, roles } from "../test-house.ts";
import { type Expected, operators, ownStructure, type RightsRow } from "../test-rights.ts";
import type { PolicyDoor } from "./open-policy.ts";

const nothing: Narrowed = {
  forbidden: [],
  emailUntil: null,
  sessionMinutes: null,
  idleMinutes: null,
  trustMinutes: null,
  networks: [],
};
const shorter: Narrowed = { ...nothing, idleMinutes: 15 };
const password = "galet-tisane-horizon";

/** A référent looks after the rules of her own structure: there is no way to name another one. */
const own = { ...ownStructure, operator: "not-found" as const };
const table: Record<keyof PolicyDoor, RightsRow> = {
  rules: { cells: own, ask: ({ administration }, who) => administration.policy.rules(who) },
  previewRules: {
    cells: own,
    ask: ({ administration }, who) => administration.policy.previewRules(who, shorter),
  },
  saveRules: {
    cells: own,
    ask: ({ administration }, who) =>
      administration.policy.saveRules(who, { version: 0, narrowed: shorter, seal: null }),
  },
  operatorRules: {
    cells: operators,
    ask: ({ administration }, who) => administration.policy.operatorRules(who),
  },
};

function codeOf(answer: object): Expected {
  return isRefusal(answer) ? answer.refusal.code : "yes";
}

function given<Answer extends object>(answer: Answer | Refusal): Answer {
  assert.ok(!isRefusal(answer), JSON.stringify(answer));
  return answer;
}

for (const engine of engines) {
  const house = await openAccessHouse(engine);
  const { administration, directory, signIn, who, clock } = house;
  const { policy } = administration;
  const key = "MNQWI5LDMVSSAZDVEBRGCYZAMEQHGYLCNRSSA23J";

  for (const role of ["référent", "other référent"] as const) {
    const person = await directory.person(who[role]);
    assert.ok(person);
    await signIn.setPassword(person, password, "test");
    await signIn.security.putApp(person, { name: "Téléphone", secret: key }, "test");
  }

  suite(`rules of a structure, on ${engine.name}`, () => {
    after(() => house.close());

    for (const [operation, { cells, ask }] of Object.entries(table))
      for (const role of roles)
        test(`${operation}, ${role}: ${cells[role]}`, async () => {
          const chain = (await house.traces()).length;
          assert.equal(codeOf(await ask(house, who[role], "")), cells[role]);
          if (cells[role] !== "yes") assert.equal((await house.traces()).length, chain);
        });

    test("one structure’s rules are nothing to another", async () => {
      const mine = given(await policy.rules(who.référent));
      const other = given(await policy.rules(who["other référent"]));
      assert.deepEqual([mine.structure.id, other.structure.id], ["valdebrume", "autre"]);
      given(
        await policy.saveRules(who.référent, {
          version: mine.version,
          narrowed: { ...nothing, forbidden: ["sms"] },
          seal: null,
        }),
      );
      assert.deepEqual(given(await policy.rules(who["other référent"])), other);
    });

    test("people who would be locked out are named with what they need, and confirmed as they were seen", async () => {
      const alone = await directory.person(await house.put("valdebrume", "Ninon", false));
      const left = await directory.person(await house.put("valdebrume", "Partie", false));
      assert.ok(alone && left);
      for (const person of [alone, left]) await signIn.setPassword(person, password, "test");
      given(await administration.leave(who.référent, left.id));
      const { version } = given(await policy.rules(who.référent));
      const narrowed: Narrowed = { ...nothing, forbidden: ["email", "sms"] };
      const seen = given(await policy.previewRules(who.référent, narrowed));
      assert.deepEqual(seen.locked, [{ name: alone.name, from: null, has: ["email"], needs: ["totp"] }]);
      assert.ok(seen.waiting > 0 && seen.keepsSelf);
      const save = (seal: string | null) => policy.saveRules(who.référent, { version, narrowed, seal });
      assert.equal(codeOf(await save(null)), "policy-locks-out");
      const another = await directory.person(await house.put("valdebrume", "Nolwenn", false));
      assert.ok(another);
      await signIn.setPassword(another, password, "test");
      // Somebody who was not among those who were shown.
      assert.equal(codeOf(await save(seen.seal)), "policy-locks-out");
      const again = given(await policy.previewRules(who.référent, narrowed));
      assert.equal(again.total, 2);
      given(await save(again.seal));
      const row = (await house.traces()).findLast(({ action }) => action === "policy.saved");
      const facts = JSON.parse(row?.facts ?? "{}");
      const forbiddenIn = (rules: string) => JSON.parse(rules).forbidden;
      assert.equal(row?.actor, `person:${who.référent}`);
      assert.deepEqual(
        [facts.locked, forbiddenIn(facts.before), forbiddenIn(facts.after)],
        [2, ["sms"], ["email", "sms"]],
      );
    });

    test("a référent does not shut herself out, on the day itself either, and asks for nothing wider", async () => {
      const { version, operator } = given(await policy.rules(who.référent));
      const code = async (narrowed: Narrowed) => {
        const seen = await policy.previewRules(who.référent, narrowed);
        const seal = isRefusal(seen) ? null : seen.seal;
        return codeOf(await policy.saveRules(who.référent, { version, narrowed, seal }));
      };
      assert.equal(await code({ ...nothing, forbidden: ["email", "sms", "totp"] }), "policy-shuts-oneself");
      const later = { ...nothing, forbidden: ["sms" as const, "totp" as const], emailUntil: "2027-01-01" };
      assert.equal(await code(later), "policy-shuts-oneself");
      const wide = operator.sessionMinutes + 1;
      assert.equal(await code({ ...nothing, sessionMinutes: wide }), "policy-wider");
      assert.equal(await code({ ...nothing, forbidden: ["psc"] }), "policy-wider");
      for (const range of ["0.0.0.0/0", "203.0.0.0/8", "::/0", "10.1.0.0/33", "ici", ""])
        assert.equal(
          await code({ ...nothing, networks: [{ name: "A", ranges: [range], shared: false }] }),
          "network-malformed",
        );
      assert.equal(given(await policy.rules(who.référent)).version, version);
    });

    test("of two référents the second is told, reads what changed, and saves upon it", async () => {
      const second = await house.put("valdebrume", "Seconde", true);
      const person = await directory.person(second);
      assert.ok(person);
      await signIn.setPassword(person, password, "test");
      await signIn.security.putApp(person, { name: "Téléphone", secret: key }, "test");
      const read = given(await policy.rules(second));
      clock.advance(60_000);
      const networks = [{ name: "Siège", ranges: ["10.1.0.0/16"], shared: false }];
      given(
        await policy.saveRules(who.référent, {
          version: read.version,
          narrowed: { ...nothing, networks },
          seal: null,
        }),
      );
      const late = { version: read.version, narrowed: shorter, seal: null };
      assert.equal(codeOf(await policy.saveRules(second, late)), "policy-changed");
      const { history, version, narrowed } = given(await policy.rules(second));
      assert.deepEqual([narrowed.networks, history[0]?.by], [networks, "Odile Test"]);
      assert.equal(history[0]?.at, clock.now());
      given(await policy.saveRules(second, { ...late, version }));
    });

    test("a date for codes by e-mail is told at once to those who have nothing else, and read back as that day", async () => {
      const alone = await directory.person(await house.put("valdebrume", "Noémie", false));
      assert.ok(alone);
      await signIn.setPassword(alone, password, "test");
      const { version } = given(await policy.rules(who.référent));
      const narrowed = { ...nothing, emailUntil: "2027-03-28" };
      const seen = given(await policy.previewRules(who.référent, narrowed));
      const hers = seen.locked.find(({ name }) => name === alone.name);
      assert.equal(hers?.from, Date.UTC(2027, 2, 27, 23));
      given(await policy.saveRules(who.référent, { version, narrowed, seal: seen.seal }));
      assert.equal(given(await policy.rules(who.référent)).narrowed.emailUntil, "2027-03-28");
      await house.sent("the notice", () =>
        house.notices.some((one) => one.kind === "email-ends" && one.account === alone.login),
      );
      clock.advance(day);
    });
  });
}
