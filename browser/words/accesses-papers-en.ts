import type { AccessesPapersWords } from "./accesses-papers-fr.ts";

/** Every sentence about what « Accès » prints, in English. */
export const accessesPapersEn: AccessesPapersWords = {
  delivery: "How does the link reach this person?",
  byEmail: "Send the link by e-mail",
  byPaper: "Print a sheet to hand over in person",
  printSheet: "Print the sheet",
  printing: "Preparing…",
  sheetReady: (name) => `The sheet of ${name} is ready.`,
  sheetText:
    "It bears a start code, good once within 7 days; the link or sheet before it opens nothing any more. Print it, hand it over in person: you will not see it again. It opens in another tab.",
  openSheet: "Open the sheet (PDF)",
  givenOnPaper: (name) => `The access of ${name} is open.`,
  notPrinted: (name) =>
    `The access of ${name} is open, but the sheet could not be prepared. Open “…” on that line, then “Print the sheet”.`,
  close: "Close",
};
