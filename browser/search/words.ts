import { type SearchSentences, searchFr } from "../words/search-fr.ts";

/** The sentences of the search in the language of the other pages, chosen once. */
export let words: SearchSentences = searchFr;

export async function chooseSearchWords(): Promise<void> {
  if (document.documentElement.lang === "en") words = (await import("../words/search-en.ts")).searchEn;
}
