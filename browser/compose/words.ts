import { type ComposeWords, composeFr } from "../words/compose-fr.ts";

/** The sentences of this page in the language of the others, chosen once. */
export let words: ComposeWords = composeFr;

export async function chooseComposeWords(): Promise<void> {
  if (document.documentElement.lang === "en") words = (await import("../words/compose-en.ts")).composeEn;
}
