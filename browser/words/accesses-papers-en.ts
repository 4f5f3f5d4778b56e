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
  attestation: "Attestation of access",
  attestationTitle: "Attestation of access to a mailbox",
  attestationLead:
    "Who had which right, from when to when, given by whom: from the trace, read line by line.",
  attestationMailbox: "Mailbox",
  from: "From",
  until: "To (included)",
  attest: "Prepare the attestation",
  attestationMissing: "Give the first and the last day.",
  attestationReady: "The attestation is ready.",
  attestationText:
    "It names the line of the trace that it stands on. Your request is written there. It opens in another tab.",
  openAttestation: "Open the attestation (PDF)",
  close: "Close",
};
