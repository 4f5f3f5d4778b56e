import { type AccessesPapersWords, accessesPapersFr } from "../../words/accesses-papers-fr.ts";

/** The sentences about what is printed, in the page's language. */
export let words: AccessesPapersWords = accessesPapersFr;

export async function choosePapersWords(): Promise<void> {
  words =
    document.documentElement.lang === "en"
      ? (await import("../../words/accesses-papers-en.ts")).accessesPapersEn
      : accessesPapersFr;
}
