import { type FirstAccessWords, firstAccessFr } from "../../words/first-access-fr.ts";

/** The sentences of these pages in the language of the others. */
export let words: FirstAccessWords = firstAccessFr;

export async function chooseFirstAccessWords(): Promise<void> {
  const isEnglish = document.documentElement.lang === "en";
  words = isEnglish ? (await import("../../words/first-access-en.ts")).firstAccessEn : firstAccessFr;
}
