import assert from "node:assert/strict";
import { after, suite, test } from "node:test";
import { isRefusal } from "../../contracts/refusals.ts";
import type { AdministrationDoor } from "./door.ts";
import { day, engines, newcomer, openAccessHouse, roles } from "./test-house.ts";
import { type Expected, operators, ownStructure, referents, type RightsRow } from "./test-rights.ts";

type Operation = Exclude<keyof AdministrationDoor, "manages" | "reminders" | "rescues">;
type Subject = "somebody" | "oneself" | "référent" | "somebody elsewhere" | "somebody who never was";

let counter = 0;
const { rights: _, until: __, ...identity } = newcomer("");
const fresh = () => ({ login: `org.essai.numero${++counter}@valdebrume.mss.example` });

/** Every operation of the door has its row. */
const table: Record<Operation, RightsRow> = {
  people: {
    cells: ownStructure,
    ask: ({ administration }, who) => administration.people(who, { search: "", filter: "all", from: 0 }),
  },
  proposeLogin: {
    cells: ownStructure,
    ask: ({ administration }, who) => administration.proposeLogin(who, { givenName: "A", familyName: "B" }),
  },
  give: {
    // Another référent is refused the mailbox of this structure as if it were not there.
    cells: { ...referents, "other référent": "login-malformed" },
    ask: ({ administration, boxes }, who) => administration.give(who, { ...newcomer(boxes.ime), ...fresh() }),
  },
  changeRights: {
    cells: referents,
    ask: ({ administration, boxes }, who, personId) =>
      administration.changeRights(who, [
        { personId, mailboxId: boxes.ime, right: "reader", from: null, until: null },
      ]),
  },
  suspend: withdrawal(({ administration }, who, personId) => administration.suspend(who, personId)),
  resume: withdrawal(({ administration }, who, personId) => administration.resume(who, personId)),
  setEnd: withdrawal(({ administration }, who, personId) => administration.setEnd(who, personId, null)),
  resend: withdrawal(({ administration }, who, personId) => administration.resend(who, personId)),
  changeContact: withdrawal(({ administration }, who, personId) =>
    administration.changeContact(who, personId, { kind: "email", address: "autre@ordinaire.example" }),
  ),
  resetMethods: withdrawal(({ administration }, who, personId) => administration.resetMethods(who, personId)),
  rescue: withdrawal(({ administration }, who, personId) => administration.rescue(who, personId)),
  unlock: withdrawal(({ administration }, who, personId) => administration.unlock(who, personId)),
  leave: withdrawal(({ administration }, who, personId) => administration.leave(who, personId)),
  structures: { cells: operators, ask: ({ administration }, who) => administration.structures(who) },
  makeStructure: {
    cells: operators,
    ask: ({ administration }, who) =>
      administration.makeStructure(who, {
        name: `Structure ${++counter}`,
        finess: String(150000000 + counter),
      }),
  },
  nameReferent: {
    cells: operators,
    ask: ({ administration }, who) =>
      administration.nameReferent(who, "valdebrume", { ...identity, ...fresh() }),
  },
};

function withdrawal(ask: RightsRow["ask"]): RightsRow {
  return { cells: referents, ask, onPerson: true };
}

function codeOf(answer: object): Expected {
  return isRefusal(answer) ? answer.refusal.code : "yes";
}

for (const engine of engines) {
  const house = await openAccessHouse(engine);

  suite(`who may look after accesses, on ${engine.name}`, () => {
    after(() => house.close());
    const somebody = () => house.put("valdebrume", `Cible${++counter}`, false);

    for (const [operation, { cells, ask }] of Object.entries(table))
      for (const role of roles)
        test(`${operation}, ${role}: ${cells[role]}`, async () => {
          const personId = await somebody();
          const chain = (await house.traces()).length;
          const answer = await ask(house, house.who[role], personId);
          assert.equal(codeOf(answer), cells[role]);
          // What was refused changed nothing: one row of hers at most, that says so.
          if (cells[role] === "yes") return;
          const rows = (await house.traces()).slice(chain);
          const hers = rows.filter(({ actor }) => actor === `person:${house.who[role]}`);
          assert.ok(hers.every(({ outcome }) => outcome === "refused"));
        });

    for (const [operation, { ask, onPerson }] of Object.entries(table)) {
      if (!onPerson) continue;
      test(`${operation}: nobody does it to herself, nor to somebody elsewhere, nor to nobody`, async () => {
        const subjects: Record<Exclude<Subject, "somebody" | "référent">, [string, Expected]> = {
          oneself: [house.who.référent, "not-oneself"],
          "somebody elsewhere": [house.who["other référent"], "not-found"],
          "somebody who never was": ["pnobody", "not-found"],
        };
        for (const [subject, [personId, expected]] of Object.entries(subjects))
          assert.equal(codeOf(await ask(house, house.who.référent, personId)), expected, subject);
      });

      test(`${operation}: the operator does it to a référent, of any structure, and to herself never`, async () => {
        const referent = await house.put("valdebrume", `Référente${++counter}`, true);
        assert.equal(codeOf(await ask(house, house.who.operator, referent)), "yes");
        assert.equal(codeOf(await ask(house, house.who.operator, house.who.operator)), "not-oneself");
      });
    }

    test("a référent whose own access is closed, or over, does nothing any more", async () => {
      const all = { search: "", filter: "all", from: 0 } as const;
      const closed = await house.put("valdebrume", "Fermée", true);
      await house.administration.suspend(house.who.référent, closed);
      assert.equal(codeOf(await house.administration.people(closed, all)), "signed-out");
      const over = await house.put("valdebrume", "Finie", true);
      await house.administration.setEnd(house.who.référent, over, "2026-11-01");
      assert.equal(codeOf(await house.administration.people(over, all)), "signed-out");
    });

    test("rights: another structure’s mailbox or person is not to be found, and nothing of the list is done", async () => {
      const { administration, boxes, who, mailboxes } = house;
      const mine = await somebody();
      const good = {
        personId: mine,
        mailboxId: boxes.ime,
        right: "reader",
        from: null,
        until: null,
      } as const;
      for (const wrong of [
        { ...good, mailboxId: boxes.autre },
        { ...good, personId: who["other référent"] },
        { ...good, mailboxId: "anothing" },
      ])
        assert.equal(codeOf(await administration.changeRights(who.référent, [good, wrong])), "not-found");
      assert.deepEqual(await mailboxes.listMailboxes(mine), []);
      const access = { ...newcomer(boxes.autre), ...fresh() };
      assert.equal(codeOf(await administration.give(who.référent, access)), "not-found");
      assert.equal(await house.directory.findByLogin(access.login), null);
    });

    test("whoever administers the operator is given no right on a mailbox", async () => {
      const person = await somebody();
      const deed = { actor: "command", at: house.clock.now() };
      await house.changes.setAdministrator({
        person: { id: person, structureId: "valdebrume" },
        is: true,
        deed,
      });
      const wanted = {
        personId: person,
        mailboxId: house.boxes.ime,
        right: "reader",
        from: null,
        until: null,
      } as const;
      const outcome = await house.administration.changeRights(house.who.référent, [wanted]);
      assert.equal(codeOf(outcome), "administrator-reads-nothing");
    });

    test("a right that begins tomorrow opens nothing today, and one whose last day was yesterday cannot be given", async () => {
      const { administration, boxes, who, mailboxes, clock } = house;
      const personId = await somebody();
      const right = { personId, mailboxId: boxes.ime, right: "reader" } as const;
      const past = { ...right, from: null, until: "2026-11-21" };
      assert.equal(codeOf(await administration.changeRights(who.référent, [past])), "dates-malformed");
      await administration.changeRights(who.référent, [
        { ...right, from: "2026-11-23", until: "2026-11-24" },
      ]);
      assert.equal((await mailboxes.listMailboxes(personId)).length, 0);
      clock.advance(day);
      assert.equal((await mailboxes.listMailboxes(personId)).length, 1);
      clock.advance(2 * day);
      assert.equal((await mailboxes.listMailboxes(personId)).length, 0);
    });
  });
}
