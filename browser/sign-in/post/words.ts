import { type PostWords, postFr } from "../../words/post-fr.ts";

/** The sentences of a shared post's page, in the page's language. */
export let words: PostWords = postFr;

/** Takes the language of the page; English is loaded only when it is wanted. */
export async function choosePostWords(): Promise<void> {
  words = document.documentElement.lang === "en" ? (await import("../../words/post-en.ts")).postEn : postFr;
}
