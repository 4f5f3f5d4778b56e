import assert from "node:assert/strict";
import { test } from "node:test";
import { isRefusal } from "../../contracts/refusals.ts";
import { type AccessHouse, roles } from "./test-house.ts";
import type { Expected, RightsRow } from "./test-rights.ts";

let counter = 0;

export function codeOf(answer: object): Expected {
  return isRefusal(answer) ? answer.refusal.code : "yes";
}

/** Tries every operation of a table for every role, and on whom nobody may do it. */
export function tryEveryRole(house: AccessHouse, table: Record<string, RightsRow>): void {
  const somebody = () => house.put("valdebrume", `Quelqu’une${++counter}`, false);
  for (const [operation, { cells, ask, onPerson }] of Object.entries(table)) {
    for (const role of roles)
      test(`${operation}, ${role}: ${cells[role]}`, async () => {
        const personId = await somebody();
        const before = (await house.traces()).length;
        assert.equal(codeOf(await ask(house, house.who[role], personId)), cells[role]);
        // What was refused changed nothing: one row of hers at most, that says so.
        if (cells[role] === "yes") return;
        const rows = (await house.traces()).slice(before);
        const hers = rows.filter(({ actor }) => actor === `person:${house.who[role]}`);
        assert.ok(hers.every(({ outcome }) => outcome === "refused"));
      });
    if (!onPerson) continue;
    test(`${operation}: not on somebody elsewhere, nor on nobody`, async () => {
      for (const personId of [house.who["other référent"], "pnobody"])
        assert.equal(codeOf(await ask(house, house.who.référent, personId)), "not-found");
    });
  }
}
