import type * as v from "valibot";
import {
  contactSchema,
  endSchema,
  giveSchema,
  makeStructureSchema,
  nameReferentSchema,
  peopleSchema,
  personSchema,
  proposeLoginSchema,
  rightsSchema,
} from "../../contracts/administration.ts";
import { isRefusal } from "../../contracts/refusals.ts";
import type { AdministrationDoor } from "../administration/door.ts";
import { addReminderRoutes } from "./administration-reminders-routes.ts";
import { addRescueRoutes } from "./administration-rescue-routes.ts";
import { answer } from "./answers.ts";
import { readJson } from "./read-json.ts";
import type { Routes } from "./routes.ts";

/** Adds `POST /api/administration/<operation>`: a body of this form, answered for the person of the session. */
export type AddOperation = <Schema extends v.GenericSchema>(
  operation: string,
  schema: Schema,
  run: (who: string, body: v.InferOutput<Schema>) => Promise<object>,
) => void;

/** The operations, as contracts/administration.ts has them; who may is the room's to say. */
export function addAdministrationRoutes(routes: Routes, administration: AdministrationDoor): void {
  const add: AddOperation = (operation, schema, run) =>
    routes.post(`/api/administration/${operation}`, "session", async (c, { person }) => {
      const read = await readJson(c.req.raw, schema);
      return answer(isRefusal(read) ? read : await run(person.id, read.body));
    });

  add("people", peopleSchema, administration.people);
  add("propose-login", proposeLoginSchema, administration.proposeLogin);
  add("give", giveSchema, administration.give);
  add("rights", rightsSchema, (who, { changes }) => administration.changeRights(who, changes));
  add("suspend", personSchema, (who, { personId }) => administration.suspend(who, personId));
  add("resume", personSchema, (who, { personId }) => administration.resume(who, personId));
  add("leave", personSchema, (who, { personId }) => administration.leave(who, personId));
  add("end", endSchema, (who, { personId, until }) => administration.setEnd(who, personId, until));
  add("resend", personSchema, (who, { personId }) => administration.resend(who, personId));
  add("reset-methods", personSchema, (who, { personId }) => administration.resetMethods(who, personId));
  add("rescue", personSchema, (who, { personId }) => administration.rescue(who, personId));
  add("unlock", personSchema, (who, { personId }) => administration.unlock(who, personId));
  add("contact", contactSchema, (who, { personId, ...contact }) =>
    administration.changeContact(who, personId, contact),
  );
  addReminderRoutes(add, administration.reminders);
  addRescueRoutes(add, administration.rescues);
  routes.post("/api/administration/structures", "session", async (_, { person }) =>
    answer(await administration.structures(person.id)),
  );
  add("make-structure", makeStructureSchema, administration.makeStructure);
  add("name-referent", nameReferentSchema, (who, { structureId, ...access }) =>
    administration.nameReferent(who, structureId, access),
  );
}
