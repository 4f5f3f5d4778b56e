import { bringSentences } from "../sign-in/sentence.ts";
import { type SecurityWords, securityFr } from "../words/security-fr.ts";

/** The sentences of « Ma sécurité » in the page's language, chosen once, before anything is drawn. */
export let words: SecurityWords = securityFr;

/** Takes the language of the page; English is loaded only when it is wanted. */
export async function chooseWords(): Promise<void> {
  words =
    document.documentElement.lang === "en"
      ? (await import("../words/security-en.ts")).securityEn
      : securityFr;
  bringSentences(words.refusals);
}
