import { type MailboxWords, mailboxFr } from "../words/mailbox-fr.ts";
import type { Language } from "../words/words.ts";

/** The sentences of the mailbox in the page's language, chosen once, before anything is drawn. */
export let words: MailboxWords = mailboxFr;
export let language: Language = "fr";

/** Takes the language of the page; English is loaded only when it is wanted. */
export async function chooseWords(): Promise<void> {
  language = document.documentElement.lang === "en" ? "en" : "fr";
  words = language === "en" ? (await import("../words/mailbox-en.ts")).mailboxEn : mailboxFr;
}
