import { type ShutWords, shutFr } from "../words/shut-fr.ts";

/** The sentences of the lock in the page's language, chosen before anything is drawn. */
export let words: ShutWords = shutFr;

/** Takes the language of the page; English is loaded only when it is wanted. */
export async function chooseShutWords(): Promise<void> {
  words = document.documentElement.lang === "en" ? (await import("../words/shut-en.ts")).shutEn : shutFr;
}
