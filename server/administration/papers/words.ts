import type { Right } from "../../mailboxes/door.ts";

/** Every sentence of the papers of « Accès ». U+00A0 before « : » and inside « »; U+202F before « ; ! ? ». */
export const rightNames: Record<Right, string> = {
  reader: "Lecture",
  writer: "Rédaction",
  manager: "Gestion",
};

/** « 1er décembre 2026 », as it is in France. */
export function tellDay(at: number): string {
  const day = new Intl.DateTimeFormat("fr-FR", { timeZone: "Europe/Paris", dateStyle: "long" }).format(at);
  return day.replace(/^1 /, "1er ").replace(/^(\S+) /, "$1\u00a0");
}

export const sheetWords = {
  title: "Votre accès à la messagerie sécurisée",
  lead: (name: string) => `Fiche à remettre en main propre à ${name}.`,
  foot: (structure: string, day: string) => `Fiche d’accès · ${structure} · ${day}`,
  login: "Votre identifiant",
  address: "Adresse à ouvrir dans un navigateur",
  code: (until: string) => `Code de départ, valable une fois, jusqu’au ${until}`,
  qr: (address: string) =>
    `Code à photographier\u00a0: il ouvre ${address} avec votre code de départ déjà rempli.`,
  begin: "Pour commencer",
  steps: (hasMobile: boolean) => [
    "Ouvrez l’adresse ci-dessus sur un ordinateur, ou photographiez le carré avec votre téléphone.",
    "Tapez le code de départ. Majuscules, tirets et espaces ne comptent pas.",
    hasMobile
      ? "Vérifiez votre messagerie, puis votre mobile, avec les codes qui y arrivent."
      : "Vérifiez votre messagerie avec le code qui y arrive.",
    "Acceptez les conditions d’utilisation et choisissez votre mot de passe\u00a0: 12\u00a0caractères au moins.",
    "Ajoutez une seconde méthode, puis imprimez vos codes de secours pour les jours sans téléphone.",
  ],
  needs: "Ce qu’il vous faut",
  needed: (email: string | null, mobile: string | null) => [
    ...(email === null ? [] : [`Votre messagerie ordinaire, ouverte\u00a0: ${email}`]),
    ...(mobile === null ? [] : [`Votre téléphone mobile\u00a0: ${mobile}`]),
    "Dix minutes au calme.",
  ],
  mailboxes: "Vos boîtes",
  mailbox: "Boîte",
  mailboxAddress: "Adresse",
  right: "Votre droit",
  noMailbox: "Aucune pour l’instant\u00a0: votre référent vous en ouvrira.",
  from: (day: string) => `à partir du ${day}`,
  until: (day: string) => `jusqu’au ${day}`,
  help: "Une question\u202f?",
  referent: "Votre référent",
  support: "Assistance",
  keep: "Gardez cette fiche pour vous, puis détruisez-la. Personne ne vous demandera ce code par téléphone. Perdue\u202f? Votre référent en imprime une autre, qui annule celle-ci.",
};

const events: Record<string, string> = {
  "person.suspended": "Accès suspendu",
  "person.resumed": "Accès rouvert",
  "person.left": "Départ de la structure",
};

export const attestationWords = {
  events,
  title: "Attestation d’accès à une boîte aux lettres",
  lead: (mailbox: string, days: string) => `Boîte «\u00a0${mailbox}\u00a0», ${days}.`,
  days: (from: string, until: string) => (from === until ? `le ${from}` : `du ${from} au ${until} inclus`),
  foot: (structure: string) => `Attestation d’accès · ${structure}`,
  structure: "Structure",
  mailbox: "Boîte aux lettres",
  period: "Période",
  made: "Établie",
  madeBy: (moment: string, by: string) => `le ${moment}, à la demande de ${by}, référent MSSanté`,
  who: "Qui avait quel droit",
  person: "Personne",
  right: "Droit",
  from: "Du",
  until: "Au",
  givenBy: "Donné par",
  unknownRight: "Non conservé",
  unknownPerson: "Personne inconnue",
  unknownActor: "Non conservé",
  command: "L’opérateur, en ligne de commande",
  program: "Le programme",
  open: "Toujours en cours",
  planned: (moment: string) => `En cours, fin prévue le ${moment}`,
  endedBy: (moment: string, by: string) => `${moment}, retiré ou changé par ${by}`,
  nobody: "Personne n’avait de droit sur cette boîte pendant cette période.",
  closings: "Accès suspendus ou fermés",
  closingsText: "Un droit n’ouvre la boîte qu’à une personne dont l’accès est ouvert.",
  what: "Événement",
  when: "Quand",
  doneBy: "Par",
  noClosing: "Aucun pendant cette période.",
  endSet: (day: string) => `Dernier jour de l’accès fixé au ${day}`,
  endTaken: "Dernier jour de l’accès retiré",
  source: "D’où viennent ces lignes",
  sourceText:
    "De la trace, où chaque ligne porte l’empreinte de la précédente. Elle a été relue du début à la fin pour établir cette attestation. Un droit donné avant la plus ancienne ligne gardée est celui que tient la base, sans le nom de qui l’a donné.",
  mailboxChain: "Trace de la boîte",
  structureChain: "Trace de la structure",
  chain: (first: number, last: number, since: string | null, hash: string) =>
    last === 0
      ? "Aucune ligne"
      : `Lignes ${first} à ${last}${since === null ? "" : `, depuis le ${since}`}\nEmpreinte de la ligne ${last} (SHA-256)\u00a0: ${hash}`,
  short: (since: string) =>
    `La trace gardée commence le ${since}\u00a0: un droit qui a pris fin avant ne figure pas ici.`,
  fault: (seq: number) =>
    `La trace n’est pas intacte à la ligne ${seq}\u00a0: cette attestation ne prouve rien avant l’examen de l’opérateur.`,
};
