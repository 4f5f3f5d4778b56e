import * as v from "valibot";
import { healthListSchema } from "../../contracts/administration-health.ts";
import type { AdministrationDoor } from "../administration/door.ts";
import type { AddOperation } from "./administration-routes.ts";

/** « Santé »: what a structure's référent should look at. */
export function addHealthRoutes(add: AddOperation, { health }: Pick<AdministrationDoor, "health">): void {
  add("health", v.strictObject({}), health.figures);
  add("health-list", healthListSchema, health.list);
  add("sign-ins", v.strictObject({}), health.signIns);
}
