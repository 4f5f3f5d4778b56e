import { type ForgottenWords, forgottenFr } from "../../words/forgotten-fr.ts";

/** The sentences of these pages in the language of the others. */
export let words: ForgottenWords = forgottenFr;

export async function chooseForgottenWords(): Promise<void> {
  const isEnglish = document.documentElement.lang === "en";
  words = isEnglish ? (await import("../../words/forgotten-en.ts")).forgottenEn : forgottenFr;
}
