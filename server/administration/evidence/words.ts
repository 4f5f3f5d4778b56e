import type { Figure } from "./figures.ts";

/** The methods of a session, with what each rests on (PGSSI-S, référentiel d'identification électronique). */
const methods: Record<string, string> = {
  email: "Mot de passe, puis code par e-mail",
  sms: "Mot de passe, puis code par SMS",
  totp: "Mot de passe, puis application d’authentification",
  passkey: "Clé d’accès",
  psc: "Pro Santé Connect",
  trusted: "Mot de passe, dans un navigateur de confiance",
};

/** What each figure counts: its name, and its definition in one sentence. */
const figures: Record<string, readonly [name: string, definition: string]> = {
  structures: ["Structures", "Structures connues de l’opérateur."],
  people: ["Personnes", "Personnes d’une structure, qui n’en sont pas parties."],
  referents: ["Référents", "Personnes présentes dont la charge de référent est inscrite."],
  suspended: ["Accès suspendus", "Personnes présentes dont l’accès est suspendu."],
  left: ["Personnes parties", "Personnes dont le départ est inscrit."],
  never: ["Jamais venues", "Personnes présentes sans aucune connexion, accès en attente compris."],
  password: ["Avec mot de passe", "Personnes présentes qui ont choisi un mot de passe."],
  app: ["Avec application", "Personnes présentes avec une application d’authentification vérifiée."],
  passkey: ["Avec clé d’accès", "Personnes présentes avec au moins une clé d’accès."],
  psc: ["Avec Pro Santé Connect", "Personnes présentes liées à une identité nationale."],
  single: [
    "Sans seconde méthode",
    "Personnes présentes avec mot de passe, sans application, ni clé d’accès, ni Pro Santé Connect.",
  ],
  "mailboxes-per": ["Boîtes personnelles", "Boîtes de type PER."],
  "mailboxes-org": ["Boîtes organisationnelles", "Boîtes de type ORG."],
  "mailboxes-app": ["Boîtes applicatives", "Boîtes de type APP."],
  "mailboxes-cab": ["Boîtes de cabinet", "Boîtes de type CAB."],
  "password.refused": [
    "Mots de passe refusés",
    "Lignes « password.refused » de la trace, pendant la période.",
  ],
  "code.refused": ["Codes refusés", "Lignes « code.refused » de la trace, pendant la période."],
  "rescue-code.made": ["Codes de dépannage", "Lignes « rescue-code.made » de la trace, pendant la période."],
};

export const evidenceWords = {
  methods,
  title: "Éléments de preuve de l’opérateur",
  lead: (from: string, until: string) => `État au ${until}\u00a0; connexions depuis le ${from}.`,
  foot: (operator: string) => `Éléments de preuve · ${operator}`,
  operator: "Opérateur",
  domains: "Domaines",
  made: "Établis",
  methodsTitle: "Moyens d’authentification acceptés",
  method: "Moyen",
  opened: "Connexions",
  noMethod: "Aucun.",
  settings: "Réglages",
  setting: "Réglage",
  value: "Valeur",
  since: "Depuis",
  noSetting: "Aucun.",
  notInForce: "Pas encore en vigueur\u00a0: au prochain démarrage",
  figuresTitle: "Chiffres",
  figure: "Chiffre",
  count: "Nombre",
  definition: "Définition et requête",
  noFigure: "Aucun.",
  defined: (definition: string, query: string) => `${definition}\nRequête\u00a0: ${query}`,
  trace: "Trace",
  traceText: (chains: number) =>
    chains > 1
      ? `${chains}\u00a0chaînes relues du début à la fin pour établir ce document.`
      : `${chains}\u00a0chaîne relue du début à la fin pour établir ce document.`,
  intact: "Rien n’y a été modifié, retiré ni ajouté.",
  fault: (chain: string, seq: number) => `La chaîne ${chain} n’est pas intacte à la ligne ${seq}.`,
  /** « Connexions par… » for the methods, the table for the rest. */
  of({ name }: Pick<Figure, "name">): readonly [name: string, definition: string] {
    const method = /^opened-(.+)$/.exec(name)?.[1];
    if (method === undefined) return figures[name] ?? [name, ""];
    const told = methods[method] ?? method;
    return [`Connexions\u00a0: ${told}`, "Sessions ouvertes ainsi pendant la période."];
  },
};
