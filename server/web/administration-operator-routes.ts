import {
  entrustReferentSchema,
  proposeReferentSchema,
  releaseReferentSchema,
  structureQuotaSchema,
} from "../../contracts/administration-operator.ts";
import type { AdministrationDoor } from "../administration/door.ts";
import type { AddOperation } from "./administration-routes.ts";

/** The operations of contracts/administration-operator.ts; who may is the room's to say. */
export function addOperatorRoutes(add: AddOperation, operator: AdministrationDoor["operator"]): void {
  add("propose-referent", proposeReferentSchema, operator.proposeReferent);
  add("entrust-referent", entrustReferentSchema, (who, { structureId, login }) =>
    operator.entrustReferent(who, structureId, login),
  );
  add("release-referent", releaseReferentSchema, (who, { personId }) =>
    operator.releaseReferent(who, personId),
  );
  add("structure-quota", structureQuotaSchema, (who, { structureId, quotaBytes }) =>
    operator.setQuota(who, structureId, quotaBytes),
  );
}
