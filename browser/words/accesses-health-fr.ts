import type { HealthKind } from "../../contracts/administration-health.ts";

/** Every sentence of « Santé », in French. U+00A0 before « : » and inside « »; U+202F before « ; ! ? ». */

interface KindWords {
  /** Under its figure. */
  figure(count: number): string;
  /** What to begin with, when this presses most. */
  first(count: number): string;
  /** Over its list: what mends it. */
  mend: string;
}

const people = (count: number) => (count > 1 ? `${count}\u00a0personnes` : "1\u00a0personne");

const kinds: Record<HealthKind, KindWords> = {
  full: {
    figure: (count) =>
      count > 1 ? "boîtes pleines à plus de 80\u00a0%" : "boîte pleine à plus de 80\u00a0%",
    first: (count) =>
      count > 1
        ? `Commencez par faire de la place\u00a0: ${count}\u00a0boîtes sont pleines à plus de 80\u00a0%.`
        : "Commencez par faire de la place\u00a0: une boîte est pleine à plus de 80\u00a0%.",
    mend: "Une boîte pleine refuse les messages. Demandez à ses gestionnaires de la ranger, ou à l’opérateur de l’agrandir.",
  },
  "idle-12": {
    figure: () => "sans connexion depuis 12\u00a0mois",
    first: (count) =>
      `Commencez par les accès qui ne servent plus\u00a0: ${people(count)} sans connexion depuis 12\u00a0mois.`,
    mend: "Un accès qui ne sert plus est une porte ouverte. Enregistrez le départ, ou suspendez l’accès.",
  },
  "no-responsible": {
    figure: (count) => (count > 1 ? "boîtes sans responsable" : "boîte sans responsable"),
    first: (count) =>
      count > 1
        ? `Commencez par nommer un responsable pour ${count}\u00a0boîtes.`
        : "Commencez par nommer un responsable pour une boîte.",
    mend: "Une boîte d’organisation a un responsable nommé, que l’annuaire national connaît.",
  },
  "accesses-ending": {
    figure: (count) => (count > 1 ? "accès finissent sous 30\u00a0jours" : "accès finit sous 30\u00a0jours"),
    first: (count) =>
      count > 1
        ? `Commencez par les ${count}\u00a0accès qui finissent bientôt.`
        : "Commencez par l’accès qui finit bientôt.",
    mend: "Si la personne reste, donnez-lui un autre dernier jour. Sinon, il n’y a rien à faire.",
  },
  "rights-ending": {
    figure: (count) => (count > 1 ? "droits finissent sous 30\u00a0jours" : "droit finit sous 30\u00a0jours"),
    first: (count) =>
      count > 1
        ? `Commencez par les ${count}\u00a0droits qui finissent bientôt.`
        : "Commencez par le droit qui finit bientôt.",
    mend: "Si la personne garde la boîte, donnez à son droit un autre dernier jour. Sinon, il n’y a rien à faire.",
  },
  "links-over": {
    figure: (count) => (count > 1 ? "liens d’activation expirés" : "lien d’activation expiré"),
    first: (count) =>
      count > 1
        ? `Commencez par renvoyer ${count}\u00a0liens d’activation\u00a0: ils ont expiré.`
        : "Commencez par renvoyer un lien d’activation\u00a0: il a expiré.",
    mend: "Le lien n’ouvre plus rien, ou n’a pas pu partir. Renvoyez-en un\u00a0: il vaut 7\u00a0jours.",
  },
  "idle-11": {
    figure: () => "sans connexion depuis 11\u00a0mois",
    first: (count) => `Commencez par appeler ${people(count)}\u00a0: pas de connexion depuis 11\u00a0mois.`,
    mend: "Dans un mois, l’accès n’aura pas servi de l’année. Appelez la personne, ou enregistrez son départ.",
  },
  single: {
    figure: () => "sans seconde méthode",
    first: (count) => `Commencez par la seconde méthode\u00a0: il en manque une à ${people(count)}.`,
    mend: "Un téléphone perdu les laisserait dehors. Chacun ajoute une application ou une clé dans « Ma sécurité »\u00a0: deux minutes suffisent.",
  },
  never: {
    figure: (count) => (count > 1 ? "jamais venues" : "jamais venue"),
    first: (count) =>
      count > 1
        ? `Commencez par les ${count}\u00a0personnes qui ne sont jamais venues.`
        : "Commencez par la personne qui n’est jamais venue.",
    mend: "Le lien attend peut-être dans sa messagerie. Renvoyez-le, ou appelez la personne.",
  },
  "idle-6": {
    figure: () => "sans connexion depuis 6\u00a0mois",
    first: (count) => `Rien ne presse\u00a0: ${people(count)} sans connexion depuis 6\u00a0mois.`,
    mend: "Ces personnes ont-elles encore besoin de leur accès\u202f?",
  },
};

export const healthFr = {
  kinds,
  crumb: (structure: string) => `${structure}, référent MSSanté`,
  title: "Santé",
  lead: "Ce qui demande un geste dans votre structure, et comment on s’y connecte.",
  waiting: "Lecture de la structure…",
  fine: "Tout est en ordre.",
  figuresName: "Ce qui demande un geste",
  listName: (figure: string, count: number) => `${figure}\u00a0: ${count}`,
  nothing: "Rien ici.",
  more: "Suivants",
  less: "Précédents",
  range: (first: number, last: number, total: number) => `${first} à ${last} sur ${total}`,
  resend: "Renvoyer le lien",
  resendTo: (name: string) => `Renvoyer le lien à ${name}`,
  resent: "Un nouveau lien part. Les précédents n’ouvrent plus rien.",
  look: "Ouvrir",
  lookAt: (name: string) => `Ouvrir l’accès de ${name}`,
  prolong: "Prolonger",
  prolongOf: (name: string, mailbox: string) => `Prolonger le droit de ${name} sur ${mailbox}`,
  prolongTitle: (name: string, mailbox: string) => `${name}, boîte ${mailbox}`,
  lastDay: "Dernier jour",
  save: "Enregistrer",
  saving: "Enregistrement…",
  cancel: "Annuler",
  prolonged: "Le nouveau dernier jour est enregistré.",
  noDay: "Choisissez le nouveau dernier jour.",
  until: (day: string) => `jusqu’au ${day}`,
  lastSeen: (day: string) => `dernière connexion le ${day}`,
  linkSent: (day: string) => `lien envoyé le ${day}`,
  neverSeen: "jamais de connexion",
  oneMethod: "une seule méthode",
  fill: (percent: number) => `pleine à ${percent}\u00a0%`,
  noResponsible: "aucun responsable nommé",
  rights: { reader: "Lecture", writer: "Rédaction", manager: "Gestion" },

  plotTitle: "Connexions par jour",
  plotLead: (opened: number, refused: number) =>
    `Depuis 90\u00a0jours\u00a0: ${opened}\u00a0${opened > 1 ? "connexions" : "connexion"}, ${refused}\u00a0refus.`,
  plotNone: "Aucune connexion depuis 90\u00a0jours.",
  plotDesc: (opened: number, refused: number, busiest: string) =>
    `Une barre par jour\u00a0: les connexions au-dessus de la ligne, les refus au-dessous. ${opened}\u00a0${opened > 1 ? "connexions" : "connexion"} et ${refused}\u00a0refus en 90\u00a0jours. Le jour le plus chargé\u00a0: ${busiest}.`,
  dayTold: (day: string, opened: number, refused: number) =>
    `${day}\u00a0: ${opened} ${opened > 1 ? "connexions" : "connexion"}, ${refused} refus`,
  opened: "Connexions",
  refused: "Refus",
  day: "Jour",
  numbers: "Voir les chiffres",
  numbersCaption: "Connexions et refus de chaque jour, le plus récent d’abord",
  methodsTitle: "Par méthode",
  refusalsTitle: "Refus, par ce qui a été donné",
  method: "Méthode",
  count: "Nombre",
  methods: {
    email: "Code par e-mail",
    sms: "Code par SMS",
    totp: "Application",
    passkey: "Clé d’accès",
    psc: "Pro Santé Connect",
    trusted: "Navigateur de confiance",
  } as Record<string, string>,
  refusals: {
    password: "Mot de passe",
    email: "Code par e-mail",
    sms: "Code par SMS",
    totp: "Code de l’application",
    code: "Code",
    passkey: "Clé d’accès",
    program: "Mot de passe de logiciel",
  },
};

export type HealthWords = typeof healthFr;
