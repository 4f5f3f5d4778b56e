import * as v from "valibot";
import { previewRulesSchema, saveRulesSchema } from "../../contracts/administration-policy.ts";
import type { AdministrationDoor } from "../administration/door.ts";
import type { AddOperation } from "./administration-routes.ts";

/** « Règles », as contracts/administration-policy.ts has them. */
export function addPolicyRoutes(add: AddOperation, { policy }: Pick<AdministrationDoor, "policy">): void {
  add("rules", v.strictObject({}), (who) => policy.rules(who));
  add("preview-rules", previewRulesSchema, (who, { narrowed }) => policy.previewRules(who, narrowed));
  add("save-rules", saveRulesSchema, policy.saveRules);
  add("operator-rules", v.strictObject({}), (who) => policy.operatorRules(who));
}
