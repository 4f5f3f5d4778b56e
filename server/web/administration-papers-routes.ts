import { attestationSchema } from "../../contracts/administration-papers.ts";
import { personSchema } from "../../contracts/administration.ts";
import type { PapersPart } from "../administration/door.ts";
import type { AddOperation } from "./administration-routes.ts";

/** What is printed, as contracts/administration-papers.ts has it. */
export function addPapersOperations(add: AddOperation, papers: PapersPart): void {
  add("sheet", personSchema, (who, { personId }) => papers.sheet(who, personId));
  add("attestation", attestationSchema, papers.attestation);
}
