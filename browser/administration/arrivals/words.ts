import { type ArrivalsWords, arrivalsFr } from "../../words/accesses-arrivals-fr.ts";

/** The sentences of « Arrivées » in the page's language, chosen once, before anything is drawn. */
export let words: ArrivalsWords = arrivalsFr;

/** Takes the language of the page; English is loaded only when it is wanted. */
export async function chooseWords(): Promise<void> {
  words =
    document.documentElement.lang === "en"
      ? (await import("../../words/accesses-arrivals-en.ts")).arrivalsEn
      : arrivalsFr;
}
