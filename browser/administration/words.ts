import { choosePapersWords } from "./papers/words.ts";
import { type AccessesWords, accessesFr } from "../words/accesses-fr.ts";

/** The sentences of « Accès » in the page's language, chosen once, before anything is drawn. */
export let words: AccessesWords = accessesFr;

/** Takes the language of the page; English is loaded only when it is wanted. */
export async function chooseWords(): Promise<void> {
  words =
    document.documentElement.lang === "en"
      ? (await import("../words/accesses-en.ts")).accessesEn
      : accessesFr;
  await choosePapersWords();
}
