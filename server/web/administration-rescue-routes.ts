import * as v from "valibot";
import { askRescueSchema, decideRescueSchema } from "../../contracts/administration-rescue.ts";
import type { AdministrationDoor } from "../administration/door.ts";
import type { AddOperation } from "./administration-routes.ts";

/** The operations of contracts/administration-rescue.ts. */
export function addRescueRoutes(add: AddOperation, rescues: AdministrationDoor["rescues"]): void {
  add("ask-rescue", askRescueSchema, (who, { personId }) => rescues.ask(who, personId));
  add("rescue-requests", v.strictObject({}), (who) => rescues.requests(who));
  add("decide-rescue", decideRescueSchema, (who, { id, agrees }) => rescues.decide(who, id, agrees));
}
