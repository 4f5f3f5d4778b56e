import { guideFr, type GuideWords } from "../../words/accesses-guide-fr.ts";

/** The sentences of « Guide » in the page's language, chosen once, before anything is drawn. */
export let words: GuideWords = guideFr;

/** Takes the language of the page; English is loaded only when it is wanted. */
export async function chooseGuideWords(): Promise<void> {
  if (document.documentElement.lang !== "en") return;
  words = (await import("../../words/accesses-guide-en.ts")).guideEn;
}
