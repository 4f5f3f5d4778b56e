import { type Words, fr } from "./fr.ts";

/** The language of the pages. French unless the person asked for English on this browser. */
export type Language = "fr" | "en";

const kept = "caducee.language";

/** The words in use: French from the start, English once it has been loaded. */
export let words: Words = fr;

export function chosenLanguage(): Language {
  return localStorage.getItem(kept) === "en" ? "en" : "fr";
}

/** Changes the language for this browser; English is loaded only when it is asked for. */
export async function speak(language: Language): Promise<void> {
  localStorage.setItem(kept, language);
  words = language === "en" ? (await import("./en.ts")).en : fr;
  document.documentElement.lang = language;
}
