import { identityCheckedSchema, identitySchema } from "../../contracts/administration-reminders.ts";
import type { AdministrationDoor } from "../administration/door.ts";
import type { AddOperation } from "./administration-routes.ts";

/** The operations of contracts/administration-reminders.ts. */
export function addReminderRoutes(add: AddOperation, reminders: AdministrationDoor["reminders"]): void {
  add("identity", identitySchema, (who, { personId }) => reminders.identity(who, personId));
  add("identity-checked", identityCheckedSchema, (who, { personId, how }) =>
    reminders.checkIdentity(who, personId, how),
  );
}
