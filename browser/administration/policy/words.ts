import { type PolicyWords, policyFr } from "../../words/accesses-policy-fr.ts";

/** The sentences of « Règles » in the page's language, chosen once, before anything is drawn. */
export let words: PolicyWords = policyFr;

/** Takes the language of the page; English is loaded only when it is wanted. */
export async function choosePolicyWords(): Promise<void> {
  if (document.documentElement.lang !== "en") return;
  words = (await import("../../words/accesses-policy-en.ts")).policyEn;
}
