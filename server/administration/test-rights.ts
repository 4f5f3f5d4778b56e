import type { RefusalCode } from "../../contracts/refusals.ts";
import type { AccessHouse, Role } from "./test-house.ts";

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
