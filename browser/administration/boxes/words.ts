import { boxesFr, type BoxesWords } from "../../words/accesses-boxes-fr.ts";

/** The sentences of « Boîtes » and « Copies » in the page's language, chosen once, before anything is drawn. */
export let words: BoxesWords = boxesFr;

/** Takes the language of the page; English is loaded only when it is wanted. */
export async function chooseBoxWords(): Promise<void> {
  words =
    document.documentElement.lang === "en"
      ? (await import("../../words/accesses-boxes-en.ts")).boxesEn
      : boxesFr;
}
