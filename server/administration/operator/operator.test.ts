import assert from "node:assert/strict";
import { after, suite, test } from "node:test";
import { isRefusal } from "../../../contracts/refusals.ts";
import { day, domain, engines, openAccessHouse } from "../test-house.ts";
import { codeOf, operators, type RightsRow, tryEveryRole } from "../test-rights.ts";
import type { OperatorDoor } from "./open-operator.ts";

const names = { givenName: "Ève", familyName: "Dol", domain };
const table: Record<keyof OperatorDoor, RightsRow> = {
  proposeReferent: {
    cells: operators,
    ask: ({ administration }, who) => administration.operator.proposeReferent(who, names),
  },
  entrustReferent: {
    cells: operators,
    async ask({ administration, directory }, who, personId) {
      const login = (await directory.person(personId))?.login ?? "";
      return administration.operator.entrustReferent(who, "valdebrume", login);
    },
  },
  releaseReferent: {
    cells: operators,
    async ask({ administration, put }, who, personId) {
      const referent = await put("valdebrume", `Chargée${personId.slice(1, 6)}`, true);
      return administration.operator.releaseReferent(who, referent);
    },
  },
  setQuota: {
    cells: operators,
    ask: ({ administration }, who) => administration.operator.setQuota(who, "valdebrume", 900_000_000),
  },
};

for (const engine of engines) {
  const house = await openAccessHouse(engine);
  const { administration, who, put, clock } = house;
  const { operator } = administration;

  suite(`what the operator does to structures, on ${engine.name}`, () => {
    after(() => house.close());
    tryEveryRole(house, table);

    test("a structure keeps one référent who is in charge; two released at once are not both let go", async () => {
      const made = await administration.makeStructure(who.operator, { name: "Neuve", finess: "750000001" });
      assert.ok(!isRefusal(made));
      const { structureId } = made;
      const [first, second] = [await put(structureId, "Une", true), await put(structureId, "Deux", true)];
      const gone = await put(structureId, "Trois", true);
      await administration.setEnd(who.operator, gone, "2026-11-01");
      const outcomes = await Promise.all([
        operator.releaseReferent(who.operator, first),
        operator.releaseReferent(who.operator, second),
      ]);
      assert.deepEqual(outcomes.map(codeOf).toSorted(), ["last-referent", "yes"]);
      const left = codeOf(outcomes[0] ?? {}) === "yes" ? second : first;
      // Whose access is over is in charge of nothing, and may go; the one who is left may not.
      assert.equal(codeOf(await operator.releaseReferent(who.operator, gone)), "yes");
      assert.equal(codeOf(await operator.releaseReferent(who.operator, left)), "last-referent");
      const released = left === first ? second : first;
      assert.equal(codeOf(await operator.releaseReferent(who.operator, released)), "not-found");
      const all = { search: "", filter: "all", from: 0 } as const;
      assert.equal(codeOf(await administration.people(released, all)), "not-referent", "at once");
      const login = (await house.directory.person(released))?.login ?? "";
      assert.equal(codeOf(await operator.entrustReferent(who.operator, structureId, login)), "yes");
      assert.equal(codeOf(await operator.releaseReferent(who.operator, left)), "yes");
    });

    test("nobody of another structure, nobody who has left and no administrator is entrusted with one", async () => {
      const loginOf = async (id: string) => (await house.directory.person(id))?.login ?? "";
      const entrust = async (id: string) =>
        codeOf(await operator.entrustReferent(who.operator, "valdebrume", await loginOf(id)));
      assert.equal(await entrust(who["other référent"]), "not-found");
      assert.equal(await entrust("pnobody"), "not-found");
      const gone = await put("valdebrume", "Partie", false);
      await administration.leave(who.référent, gone);
      assert.equal(await entrust(gone), "access-left");
      const own = codeOf(
        await operator.entrustReferent(who.operator, "operateur", await loginOf(who.operator)),
      );
      assert.equal(own, "administrator-reads-nothing");
    });

    test("the operator sees how many and how much, who is in charge, and nothing of the rest", async () => {
      clock.advance(day);
      const view = await administration.structures(who.operator);
      assert.ok(!isRefusal(view));
      const one = view.structures.find(({ id }) => id === "valdebrume");
      assert.equal(one?.mailboxes, 2);
      assert.equal(one?.givenBytes, 2_000_000);
      assert.deepEqual(
        view.structures.filter(({ isOwn }) => isOwn).map(({ id }) => id),
        ["operateur"],
      );
      const tom = one?.referents.find(({ name }) => name === "Tom Test");
      assert.equal(tom?.inCharge, true, "since today");
      assert.equal(one?.referents.find(({ name }) => name === "Ennio Test")?.inCharge, false);
      assert.ok(!JSON.stringify(view).includes("@ordinaire.example"));
      assert.equal(
        codeOf(await operator.proposeReferent(who.operator, { ...names, domain: "x.example" })),
        "login-malformed",
      );
    });
  });
}
