import assert from "node:assert/strict";
import { test } from "node:test";
import { isRefusal, type RefusalCode } from "../../contracts/refusals.ts";
import { type AccessHouse, type Role, roles } from "./test-house.ts";

export type Expected = "yes" | RefusalCode;

/** One operation of the door: who may, and how it is asked. */
export interface RightsRow {
  /** Who may do it to a person, or an object, of the structure of « référent ». */
  cells: Record<Role, Expected>;
  ask(house: AccessHouse, who: string, personId: string): Promise<object>;
  /** Whether it is done to a person: then « oneself » and people elsewhere are tried too. */
  onPerson?: true;
}

/** What a référent does to what is of his structure. */
export const referents: Record<Role, Expected> = {
  person: "not-referent",
  référent: "yes",
  "other référent": "not-found",
  operator: "not-found",
  "ended yesterday": "not-referent",
  "starts tomorrow": "not-referent",
};
/** Of one's own structure: another one's référent may, there. */
export const ownStructure: Record<Role, Expected> = { ...referents, "other référent": "yes" };
export const operators: Record<Role, Expected> = {
  person: "not-administrator",
  référent: "not-administrator",
  "other référent": "not-administrator",
  operator: "yes",
  "ended yesterday": "not-administrator",
  "starts tomorrow": "not-administrator",
};

export function codeOf(answer: object): Expected {
  return isRefusal(answer) ? answer.refusal.code : "yes";
}

let counter = 0;

/** One test for each operation and role: to somebody of the structure of « référent », who was put there for it. */
export function tryEveryRole(house: AccessHouse, table: Record<string, RightsRow>): void {
  for (const [operation, { cells, ask }] of Object.entries(table))
    for (const role of roles)
      test(`${operation}, ${role}: ${cells[role]}`, async () => {
        const personId = await house.put("valdebrume", `Rôle${++counter}`, false);
        const chain = (await house.traces()).length;
        const answer = await ask(house, house.who[role], personId);
        assert.equal(codeOf(answer), cells[role]);
        // What was refused changed nothing: one row of hers at most, that says so.
        if (cells[role] === "yes") return;
        const rows = (await house.traces()).slice(chain);
        const hers = rows.filter(({ actor }) => actor === `person:${house.who[role]}`);
        assert.ok(hers.every(({ outcome }) => outcome === "refused"));
      });
}

/** What is done to a person is done to nobody elsewhere, and to nobody at all. */
export function tryElsewhere(house: AccessHouse, table: Record<string, RightsRow>): void {
  for (const [operation, { ask, onPerson }] of Object.entries(table))
    if (onPerson)
      test(`${operation}: not on somebody elsewhere, nor on nobody`, async () => {
        for (const personId of [house.who["other référent"], "pnobody"])
          assert.equal(codeOf(await ask(house, house.who.référent, personId)), "not-found");
      });
}
