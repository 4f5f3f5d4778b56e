import { type NoticeWords, noticesFr } from "../words/notices-fr.ts";

/** The sentences of the legal pages in the page's language. */
export let words: NoticeWords = noticesFr;

/** Takes the language of the page; English is loaded only when it is wanted. */
export async function chooseNoticeWords(): Promise<void> {
  words =
    document.documentElement.lang === "en" ? (await import("../words/notices-en.ts")).noticesEn : noticesFr;
}
