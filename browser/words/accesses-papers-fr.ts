/** Every sentence about what « Accès » prints, in French. U+00A0 before « : » and inside « »; U+202F before « ; ! ? ». */
export const accessesPapersFr = {
  delivery: "Comment lui remettre son lien\u202f?",
  byEmail: "Envoyer le lien par e-mail",
  byPaper: "Imprimer une fiche à remettre en main propre",
  printSheet: "Imprimer la fiche",
  printing: "Préparation…",
  sheetReady: (name: string) => `La fiche de ${name} est prête.`,
  sheetText:
    "Elle porte un code de départ, valable 7\u00a0jours et une seule fois\u00a0; le lien ou la fiche d’avant n’ouvre plus rien. Imprimez-la, remettez-la en main propre\u00a0: vous ne la reverrez pas. Elle s’ouvre dans un autre onglet.",
  openSheet: "Ouvrir la fiche (PDF)",
  givenOnPaper: (name: string) => `L’accès de ${name} est ouvert.`,
  notPrinted: (name: string) =>
    `L’accès de ${name} est ouvert, mais sa fiche n’a pas pu être préparée. Ouvrez «\u00a0…\u00a0» sur sa ligne, puis «\u00a0Imprimer la fiche\u00a0».`,
  attestation: "Attestation d’accès",
  attestationTitle: "Attestation d’accès à une boîte",
  attestationLead:
    "Qui avait quel droit, de quand à quand, donné par qui\u00a0: d’après la trace, relue ligne à ligne.",
  attestationMailbox: "Boîte",
  from: "Du",
  until: "Au (inclus)",
  attest: "Préparer l’attestation",
  attestationMissing: "Indiquez le premier et le dernier jour.",
  attestationReady: "L’attestation est prête.",
  attestationText:
    "Elle nomme la ligne de la trace sur laquelle elle s’appuie. Votre demande y est inscrite. Elle s’ouvre dans un autre onglet.",
  openAttestation: "Ouvrir l’attestation (PDF)",
  close: "Fermer",
};

export type AccessesPapersWords = typeof accessesPapersFr;
