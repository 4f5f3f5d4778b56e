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
