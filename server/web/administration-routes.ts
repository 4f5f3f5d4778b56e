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
import { addPapersOperations } from "./administration-papers-routes.ts";
import { addReminderRoutes } from "./administration-reminders-routes.ts";
import { addPolicyRoutes } from "./administration-policy-routes.ts";
import { addGuideRoutes } from "./administration-guide-routes.ts";
import { addBoxRoutes } from "./administration-boxes-routes.ts";
import { addOperatorRoutes } from "./administration-operator-routes.ts";
import { addHealthRoutes } from "./administration-health-routes.ts";
import { addTraceRoutes } from "./administration-traces-routes.ts";
import { addArrivalsRoutes } from "./administration-arrivals-routes.ts";
import { addRescueRoutes } from "./administration-rescue-routes.ts";
import { answer } from "./answers.ts";
import type { Log } from "../foundations/log.ts";
import type { Names } from "./origin.ts";
import { readJson } from "./read-json.ts";
import type { Routes } from "./routes.ts";

/** Adds `POST /api/administration/<operation>`: a body of this form, answered for the person of the session. */
export type AddOperation = <Schema extends v.GenericSchema>(
  operation: string,
  schema: Schema,
  run: (who: string, body: v.InferOutput<Schema>) => Promise<object>,
  options?: {
    /** How large a body may be, when more than 64 KiB. */
    mostBytes?: number;
    /** Asked by a page on its own: the session falls silent all the same. */
    isLooking?: boolean;
  },
) => void;

/** The operations, as contracts/administration.ts has them; who may is the room's to say. */
export function addAdministrationRoutes(
  routes: Routes,
  parts: { administration: AdministrationDoor; names: Names; log: Log },
): void {
  const { administration } = parts;
  const add: AddOperation = (operation, schema, run, { mostBytes, isLooking = false } = {}) =>
    routes.post(
      `/api/administration/${operation}`,
      isLooking ? "looking" : "session",
      async (c, { person }) => {
        const read = await readJson(c.req.raw, schema, mostBytes);
        return answer(isRefusal(read) ? read : await run(person.id, read.body));
      },
    );

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
  addPolicyRoutes(add, administration);
  addRescueRoutes(add, administration.rescues);
  routes.post("/api/administration/structures", "session", async (_, { person }) =>
    answer(await administration.structures(person.id)),
  );
  add("make-structure", makeStructureSchema, administration.makeStructure);
  addPapersOperations(add, administration.papers);
  add("name-referent", nameReferentSchema, (who, { structureId, ...access }) =>
    administration.nameReferent(who, structureId, access),
  );
  addBoxRoutes(add, administration.boxes);
  addOperatorRoutes(add, administration.operator);
  addGuideRoutes(add, administration.guide);
  addTraceRoutes(routes, add, parts);
  addHealthRoutes(add, administration);
  addArrivalsRoutes(add, administration);
}
