import { structuresFr, type StructuresWords } from "../../words/accesses-structures-fr.ts";

/** The sentences of « Structures » in the page's language, chosen once, before anything is drawn. */
export let words: StructuresWords = structuresFr;

/** Takes the language of the page; English is loaded only when it is wanted. */
export async function chooseStructureWords(): Promise<void> {
  words =
    document.documentElement.lang === "en"
      ? (await import("../../words/accesses-structures-en.ts")).structuresEn
      : structuresFr;
}
