import {
  arrivalsSchema,
  beginArrivalsSchema,
  cancelArrivalsSchema,
  checkArrivalsSchema,
  runSchema,
} from "../../contracts/administration-arrivals.ts";
import type { AdministrationDoor } from "../administration/door.ts";
import type { AddOperation } from "./administration-routes.ts";

/** A file of `mostCharacters`, each written with several bytes. */
const mostBytes = 4_000_000;

/** The operations of contracts/administration-arrivals.ts. */
export function addArrivalsRoutes(add: AddOperation, { arrivals }: AdministrationDoor): void {
  add("arrivals-check", checkArrivalsSchema, (who, { text }) => arrivals.check(who, text), { mostBytes });
  add("arrivals-begin", beginArrivalsSchema, arrivals.begin, { mostBytes });
  // A page that only follows a run is nobody at work: the session falls silent.
  add("arrivals", arrivalsSchema, (who, { runId }) => arrivals.state(who, runId), { isLooking: true });
  add("arrivals-lines", runSchema, (who, { runId }) => arrivals.lines(who, runId));
  add("arrivals-cancel", cancelArrivalsSchema, arrivals.cancel);
  add("arrivals-resume", runSchema, (who, { runId }) => arrivals.resume(who, runId));
  add("arrivals-resend", runSchema, (who, { runId }) => arrivals.resend(who, runId));
}
