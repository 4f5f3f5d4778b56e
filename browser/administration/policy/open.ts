import { OperatorRulesPage } from "./operator-page.tsx";
import { RulesPage } from "./page.tsx";
import { choosePolicyWords } from "./words.ts";

/** « Règles » of a structure, in the page's language. */
export async function openRules() {
  await choosePolicyWords().catch(() => undefined);
  return RulesPage;
}

/** The same of the operator, to look at. */
export async function openOperatorRules() {
  await choosePolicyWords().catch(() => undefined);
  return OperatorRulesPage;
}
