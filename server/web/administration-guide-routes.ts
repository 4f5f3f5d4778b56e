import * as v from "valibot";
import type { AdministrationDoor } from "../administration/door.ts";
import type { AddOperation } from "./administration-routes.ts";

/** The operator's quick guide, as contracts/administration-guide.ts has it. */
export function addGuideRoutes(add: AddOperation, guide: AdministrationDoor["guide"]): void {
  add("guide", v.strictObject({}), (who) => guide.view(who));
  add("guide-paper", v.strictObject({}), (who) => guide.paper(who));
}
