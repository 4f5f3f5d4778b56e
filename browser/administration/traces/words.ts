import { tracesFr, type TracesWords } from "../../words/accesses-traces-fr.ts";

/** The sentences of this page in the language of the others, chosen once. */
export let words: TracesWords = tracesFr;

export async function chooseTracesWords(): Promise<void> {
  if (document.documentElement.lang === "en")
    words = (await import("../../words/accesses-traces-en.ts")).tracesEn;
}
