import assert from "node:assert/strict";
import { after, suite, test } from "node:test";
import { conditionsVersion } from "../../contracts/first-access.ts";
import { isRefusal, type Refusal } from "../../contracts/refusals.ts";
import { domain, engines, openAccessHouse } from "./test-house.ts";

const browser = "b".repeat(43);
const chosen = { password: "barque-cuivre-verger-7", conditions: conditionsVersion };
const rpps = "99700990346";
const card = `8${rpps}`;
let counter = 0;

function given<Answer extends object>(answer: Answer | Refusal): Answer {
  assert.ok(!isRefusal(answer), JSON.stringify(answer));
  return answer;
}

for (const engine of engines)
  suite(`the card of somebody whose number in the register is written down, on ${engine.name}`, async () => {
    const house = await openAccessHouse(engine);
    const { signIn, directory } = house;
    after(() => house.close());

    async function give(number: string | null) {
      const login = `org.essai.numero${++counter}@${domain}`;
      const { personId } = await house.giveAccess({ login, rpps: number });
      const person = await directory.person(personId);
      return { person: person ?? assert.fail(), link: house.link() };
    }

    async function comeIn(link: string) {
      given(await signIn.firstAccess.sendCode(link, "email", browser));
      const code = house.codes.at(-1)?.code ?? "";
      given(await signIn.firstAccess.prove(link, { kind: "email", code }, browser));
      given(await signIn.finishFirstAccess(link, chosen, browser, null));
    }
    const bound = async () =>
      (await house.traces()).filter(({ action }) => action === "psc.bound").map(({ object }) => object);

    test("an RPPS written down by the référent lets the card in, once the conditions are accepted", async () => {
      const [hugo, without, namesake] = [await give(rpps), await give(null), await give(rpps)];
      assert.deepEqual(await bound(), [], "a card opens nothing before its person came in by her link");
      await comeIn(without.link);
      await comeIn(hugo.link);
      assert.deepEqual(await bound(), [hugo.person.id]);
      assert.equal(await signIn.setPscSubject(hugo.person, card, "command"), "unchanged");

      // The same number again is a mistake, or somebody who wants another’s card: the first keeps it.
      await comeIn(namesake.link);
      assert.deepEqual(await bound(), [hugo.person.id]);
      assert.equal(await signIn.setPscSubject(namesake.person, card, "command"), "taken");

      // What the operator declared stands, whatever a référent wrote.
      const declared = await give("99700990114");
      await signIn.setPscSubject(declared.person, "899700990221", "command");
      await comeIn(declared.link);
      assert.equal(await signIn.setPscSubject(declared.person, "899700990221", "command"), "unchanged");

      given(await house.administration.leave(house.who.référent, hugo.person.id));
      const back = await give(rpps);
      await comeIn(back.link);
      assert.equal(await signIn.setPscSubject(back.person, card, "command"), "unchanged", "free again");
    });
  });
