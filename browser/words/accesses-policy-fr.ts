import type { PolicyMethod } from "../../contracts/administration-policy.ts";

const plural = (count: number, one: string, others: string) => (count > 1 ? others : one);

/** « 4 heures », « 1 heure 30 », « 10 minutes ». */
function length(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${minutes}\u00a0${plural(minutes, "minute", "minutes")}`;
  const told = `${hours}\u00a0${plural(hours, "heure", "heures")}`;
  return rest === 0 ? told : `${told}\u00a0${rest}`;
}

const methods: Record<PolicyMethod, string> = {
  email: "Code par e-mail",
  sms: "Code par SMS",
  totp: "Application d’authentification",
  passkey: "Clé d’accès",
  psc: "Pro Santé Connect",
};

/** Every sentence of « Règles », in French. U+00A0 before « : » and inside « »; U+202F before « ; ! ? ». */
export const policyFr = {
  title: "Règles",
  lead: "Comment les personnes de votre structure se connectent. Vous resserrez ce que l’opérateur permet\u00a0; vous ne l’élargissez jamais.",
  operatorLead:
    "Ce que l’opérateur permet à toutes ses structures. Chaque référent peut le resserrer pour la sienne. Ces règles se changent dans la configuration.",
  operatorCrumb: "Opérateur MSSanté",
  waiting: "Lecture des règles…",
  methods,
  methodsTitle: "Méthodes acceptées",
  methodsText: "Une méthode décochée n’ouvre plus rien, même à qui l’a déjà.",
  levels: { low: "Niveau faible", substantial: "Niveau substantiel", high: "Niveau élevé" },
  emailUntil: "Plus de code par e-mail à partir du",
  emailUntilHint:
    "Les personnes qui n’ont que cette méthode sont prévenues tout de suite, puis 30, 7 et 1\u00a0jours avant.",
  emailUntilOperator: (day: string) => `L’opérateur les arrête le ${day}\u00a0: choisissez un jour avant.`,
  emailEnds: (day: string) => `Le code par e-mail s’arrête le ${day}.`,
  lengthsTitle: "Durées",
  lengthsText: "Les sessions déjà ouvertes suivent tout de suite.",
  session: "Durée d’une session",
  sessionHint: "Au bout de ce temps, il faut se connecter de nouveau.",
  idle: "Sans un geste",
  idleHint: "La session se verrouille.",
  trust: "Se souvenir de moi",
  trustHint: "Le mot de passe seul, sur un ordinateur où la personne s’est déjà connectée.",
  asOperator: (value: string) => `Comme l’opérateur (${value})`,
  length,
  never: "jamais",
  networksTitle: "Réseaux et postes partagés",
  networksText:
    "Vos réseaux apparaissent sous leur nom dans «\u00a0Ma sécurité\u00a0». Sur un réseau partagé, aucun ordinateur n’est retenu.",
  networksNone: "Aucun réseau n’est nommé.",
  posts: (count: number) =>
    count === 0
      ? "Aucun poste n’est marqué comme partagé. Cela se fait dans «\u00a0Ma sécurité\u00a0», sur le poste."
      : `${count}\u00a0${plural(count, "poste est marqué comme partagé", "postes sont marqués comme partagés")}. Cela se fait dans «\u00a0Ma sécurité\u00a0», sur le poste.`,
  networkAdd: "Ajouter un réseau",
  networkGroup: (place: number) => `Réseau ${place}`,
  networkName: "Nom",
  networkNameHint: "Par exemple «\u00a0Accueil de l’IME\u00a0».",
  networkRanges: "Plages d’adresses",
  networkRangesHint: "Par exemple 10.1.0.0/16, séparées par des virgules.",
  networkShared: "Postes partagés",
  networkRemove: "Retirer",
  networkRemoveName: (name: string) => `Retirer le réseau ${name}`.trimEnd(),
  pendingRegion: "Changements à enregistrer",
  pending: (count: number) =>
    `${count}\u00a0${plural(count, "changement à enregistrer", "changements à enregistrer")}`,
  cancel: "Annuler",
  preview: "Avant d’enregistrer",
  previewing: "Vérification…",
  previewTitle: "Avant d’enregistrer",
  changesTitle: "Ce qui change",
  lockedTitle: (count: number) =>
    count > 1 ? `${count}\u00a0personnes ne pourront plus entrer` : "1\u00a0personne ne pourra plus entrer",
  lockedNone: "Personne ne reste dehors.",
  lockedMore: (count: number) => `… et ${count}\u00a0${plural(count, "autre", "autres")}.`,
  person: "Personne",
  has: "Entre aujourd’hui avec",
  needs: "Il lui faudra",
  from: "Quand",
  now: "tout de suite",
  noNeed: "une autre règle\u00a0: plus rien n’est accepté",
  or: " ou ",
  waitingPeople: (count: number) =>
    `${count}\u00a0${plural(count, "personne n’est pas encore venue", "personnes ne sont pas encore venues")}\u00a0: à sa première connexion, chacune devra ajouter une autre méthode que le code par e-mail.`,
  selfShut:
    "Vous ne pourriez plus entrer vous-même. Ajoutez-vous d’abord une autre méthode dans «\u00a0Ma sécurité\u00a0», ou gardez-en une que vous avez.",
  agree: (count: number) =>
    count > 1
      ? `Je confirme\u00a0: ces ${count}\u00a0personnes ne pourront plus entrer.`
      : "Je confirme\u00a0: cette personne ne pourra plus entrer.",
  agreeFirst: "Cochez la case pour confirmer.",
  save: "Enregistrer",
  saving: "Enregistrement…",
  saved: "Les règles sont enregistrées. Elles valent dès maintenant.",
  meanwhile: (name: string, moment: string) =>
    `Changé entre-temps par ${name}, ${moment}. Vos changements sont gardés\u00a0: vérifiez, puis enregistrez de nouveau.`,
  added: (rule: string) => `Nouvelle règle\u00a0: ${rule}`,
  removed: (rule: string) => `Règle levée\u00a0: ${rule}`,
  moment: (day: string, time: string) => `le ${day} à ${time}`,
  historyTitle: "Historique",
  historyNone: "Rien n’a été resserré\u00a0: les règles de l’opérateur valent telles quelles.",
  since: (moment: string, name: string) => `Depuis ${moment}, par ${name}`,
  once: (moment: string, name: string) => `Enregistré ${moment}, par ${name}`,
  nothing: "Les règles de l’opérateur, telles quelles.",
  rules: {
    without: (method: PolicyMethod) =>
      `sans ${methods[method].replace(/^./, (letter) => letter.toLowerCase())}`,
    withoutPsc: "sans Pro Santé Connect",
    emailUntil: (day: string) => `plus de code par e-mail à partir du ${day}`,
    session: (minutes: number) => `session de ${length(minutes)} au plus`,
    idle: (minutes: number) => `verrouillage après ${length(minutes)} sans un geste`,
    trust: (minutes: number) =>
      minutes === 0
        ? "aucun ordinateur retenu par «\u00a0Se souvenir de moi\u00a0»"
        : `«\u00a0Se souvenir de moi\u00a0» pendant ${length(minutes)} au plus`,
    network: (name: string, ranges: string, shared: boolean) =>
      `réseau «\u00a0${name}\u00a0» (${ranges}${shared ? ", postes partagés" : ""})`,
  },
  refusals: {
    "policy-wider": "L’opérateur ne permet pas cela. Choisissez une valeur plus courte, ou un jour plus tôt.",
    "policy-locks-out":
      "La liste des personnes a changé depuis que vous l’avez lue. Relisez-la, puis confirmez.",
    "policy-shuts-oneself":
      "Vous ne pourriez plus entrer vous-même. Gardez une méthode que vous avez, ou ajoutez-en une dans «\u00a0Ma sécurité\u00a0».",
    "network-malformed":
      "Vérifiez les réseaux\u00a0: chacun a son nom et des plages comme 10.1.0.0/16. Une plage publique plus large que /16 n’est pas la vôtre.",
    malformed: "Vérifiez les réseaux\u00a0: chacun a un nom et au moins une plage.",
  },
};

export type PolicyWords = typeof policyFr;
