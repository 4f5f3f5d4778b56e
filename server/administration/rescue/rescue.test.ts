import assert from "node:assert/strict";
import { after, suite, test } from "node:test";
import { isRefusal } from "../../../contracts/refusals.ts";
import { engines, openAccessHouse } from "../test-house.ts";
import {
  codeOf,
  ownStructure,
  referents,
  type RightsRow,
  tryElsewhere,
  tryEveryRole,
} from "../test-rights.ts";
import type { RescuesDoor } from "./open-rescues.ts";

const minute = 60_000;
let counter = 0;

for (const engine of engines) {
  const house = await openAccessHouse(engine, { rescueAgreement: true });
  const { administration, signIn, clock, who } = house;
  const { rescues } = administration;
  const odile = who.référent;
  const second = await house.put("valdebrume", "Bérénice", true);
  const put = () => house.put("valdebrume", `Essai${++counter}`, false);

  /** Asked by Odile, unless somebody else does. */
  async function ask(personId: string, by = odile): Promise<string> {
    const asked = await rescues.ask(by, personId);
    assert.ok(!isRefusal(asked), JSON.stringify(asked));
    const view = await rescues.requests(second);
    assert.ok(!isRefusal(view));
    const found = view.requests.find((one) => one.personId === personId && one.state === "asked");
    assert.ok(found);
    return found.id;
  }

  async function told() {
    await signIn.sweep();
    return house.notices
      .splice(0)
      .flatMap((one) => (one.kind === "referent-news" ? [[one.account.split(".")[1], one.about.of]] : []));
  }

  const table: Record<keyof RescuesDoor, RightsRow> = {
    ask: { cells: referents, ask: (_, by, personId) => rescues.ask(by, personId), onPerson: true },
    requests: { cells: ownStructure, ask: (_, by) => rescues.requests(by) },
    decide: {
      // The référent of the table agrees to what another one asked.
      cells: referents,
      ask: async (_, by, personId) =>
        personId === "pnobody" || personId === who["other référent"]
          ? rescues.decide(by, "qnothing", true)
          : rescues.decide(by, await ask(personId, second), true),
      onPerson: true,
    },
  };

  suite(`a « code de dépannage » that two référents agree to, on ${engine.name}`, () => {
    after(() => house.close());
    tryEveryRole(house, table);
    tryElsewhere(house, table);

    test("asked, agreed, given once: both référents and the person are told, and the trace says who", async () => {
      const personId = await put();
      assert.equal(codeOf(await administration.rescue(odile, personId)), "agreement-needed");
      await told();
      const chain = (await house.traces()).length;
      const id = await ask(personId);
      assert.deepEqual(await told(), [["bérénice", "rescue-asked"]]);
      assert.equal(codeOf(await administration.rescue(odile, personId)), "agreement-needed");
      assert.equal(codeOf(await rescues.decide(second, id, true)), "yes");
      assert.deepEqual(await told(), [["odile", "rescue-agreed"]]);
      // It is hers who asked for it.
      assert.equal(codeOf(await administration.rescue(second, personId)), "agreement-needed");
      assert.equal(codeOf(await administration.rescue(odile, personId)), "yes");
      assert.deepEqual(await told(), [["bérénice", "rescue-given"]]);
      assert.equal(codeOf(await administration.rescue(odile, personId)), "agreement-needed");
      const rows = (await house.traces())
        .slice(chain)
        .filter(({ object, action }) => object === personId && action.startsWith("rescue"))
        .map(({ action, actor }) => [action, actor]);
      assert.deepEqual(rows, [
        ["rescue.asked", `person:${odile}`],
        ["rescue.agreed", `person:${second}`],
        ["rescue-code.made", `person:${odile}`],
      ]);
    });

    test("nobody agrees to what she asked, nor to a code for herself; a refusal is one", async () => {
      const personId = await put();
      const id = await ask(personId);
      assert.equal(codeOf(await rescues.decide(odile, id, true)), "not-oneself");
      assert.equal(codeOf(await rescues.decide(second, id, false)), "yes");
      assert.equal(codeOf(await rescues.decide(second, id, true)), "request-over");
      assert.equal(codeOf(await administration.rescue(odile, personId)), "agreement-needed");
      const third = await house.put("valdebrume", "Capucine", true);
      const hers = await rescues.ask(odile, third);
      assert.deepEqual(hers, { told: 1 });
      const view = await rescues.requests(third);
      assert.ok(!isRefusal(view));
      const own = view.requests.find((one) => one.personId === third);
      assert.ok(own?.hers);
      assert.equal(codeOf(await rescues.decide(third, own.id, true)), "not-oneself");
      await administration.leave(odile, third);
    });

    test("half an hour, for the agreement and for the code; asked twice it waits once", async () => {
      const personId = await put();
      const late = await ask(personId);
      assert.equal(await ask(personId), late);
      clock.advance(30 * minute);
      assert.equal(codeOf(await rescues.decide(second, late, true)), "request-over");
      const id = await ask(personId);
      await rescues.decide(second, id, true);
      clock.advance(30 * minute);
      assert.equal(codeOf(await administration.rescue(odile, personId)), "agreement-needed");
    });

    test("of two that agree and refuse at once one counts; of two codes at once one is given", async () => {
      const personId = await put();
      const third = await house.put("valdebrume", "Dahlia", true);
      const id = await ask(personId);
      const both = await Promise.all([rescues.decide(second, id, true), rescues.decide(third, id, true)]);
      assert.deepEqual(both.map(codeOf).toSorted(), ["request-over", "yes"]);
      const codes = await Promise.all([1, 2].map(() => administration.rescue(odile, personId)));
      assert.deepEqual(codes.map(codeOf).toSorted(), ["agreement-needed", "yes"]);
      await administration.leave(odile, third);
    });

    test("a lone référent is told so; the operator helps the only one of a structure", async () => {
      const elsewhere = await house.put("autre", "Seule", false);
      assert.equal(codeOf(await rescues.ask(who["other référent"], elsewhere)), "lone-referent");
      assert.equal(codeOf(await administration.rescue(who.operator, who["other référent"])), "yes");
    });
  });
}
