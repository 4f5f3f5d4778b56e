import { healthFr, type HealthWords } from "../../words/accesses-health-fr.ts";

/** The sentences of this page in the language of the others, chosen once. */
export let words: HealthWords = healthFr;

export async function chooseHealthWords(): Promise<void> {
  if (document.documentElement.lang === "en")
    words = (await import("../../words/accesses-health-en.ts")).healthEn;
}
