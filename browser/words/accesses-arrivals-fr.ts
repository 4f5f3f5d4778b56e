import type {
  Column,
  Fate,
  FileFault,
  LineMail,
  LineState,
  ProblemCode,
  RunState,
} from "../../contracts/administration-arrivals.ts";
import type { RefusalCode } from "../../contracts/refusals.ts";

/** Every sentence of « Arrivées », in French. U+00A0 before « : » and inside « »; U+202F before « ; ! ? ». */

const people = (count: number) => (count > 1 ? `${count}\u00a0personnes` : `${count}\u00a0personne`);
const accesses = (count: number) => (count > 1 ? `${count}\u00a0accès` : "l’accès");
const links = (count: number) => (count > 1 ? `${count}\u00a0liens` : `${count}\u00a0lien`);

const problems: Record<ProblemCode, (value: string, other: string) => string> = {
  missing: () => "à remplir",
  long: () => "trop long\u00a0: 80\u00a0caractères au plus",
  name: (value) => `«\u00a0${value}\u00a0» ne s’écrit pas ainsi`,
  civility: (value) => `«\u00a0${value}\u00a0»\u00a0: écrivez Mme, M., Dr ou Pr`,
  rpps: (value) => `«\u00a0${value}\u00a0» n’existe pas\u00a0: 11\u00a0chiffres, recopiés de la carte`,
  email: (value) =>
    `«\u00a0${value}\u00a0» n’est pas une adresse de messagerie ordinaire (une adresse MSSanté ne convient pas)`,
  mobile: (value) => `«\u00a0${value}\u00a0» n’est pas un mobile\u00a0: il commence par 06 ou 07`,
  identity: (value) =>
    `«\u00a0${value}\u00a0»\u00a0: écrivez carte d’identité, passeport, titre de séjour, CPS ou connue`,
  mailbox: (value) => `${value} n’est pas une boîte de votre structure`,
  right: (value) => `droit inconnu pour ${value}\u00a0: écrivez lecture, rédaction ou gestion`,
  day: (value) => `«\u00a0${value}\u00a0» n’est pas un jour\u00a0: écrivez 31/12/2026`,
  days: () => "le dernier jour est passé, ou vient avant le premier",
  login: (value) => `«\u00a0${value}\u00a0»\u00a0: écrivez org.prenom.nom, puis le domaine de la structure`,
  "login-taken": (value) => `${value} est déjà pris`,
  "many-cells": () => "plus de cases que de titres\u00a0: une case a glissé",
  "many-boxes": () => "50\u00a0boîtes au plus par personne",
  twice: (_, other) => `la même personne est à la ligne ${other}`,
  known: (_, other) => `déjà là sous ${other}`,
  homonym: (_, other) => `homonyme\u00a0: ${other} est pris`,
  "same-email": (_, other) => `même messagerie qu’à la ligne ${other}`,
};

const refusals: Partial<Record<RefusalCode, string>> = {
  "arrivals-running": "Des accès sont déjà en cours dans votre structure. Attendez la fin, ou arrêtez-les.",
  "arrivals-changed":
    "Votre structure a changé depuis la vérification. Rien n’a été fait\u00a0: relisez la liste ci-dessous, puis recommencez.",
  "arrivals-over": "Il n’y a plus rien à faire ici.",
  "not-referent": "Seul le référent MSSanté de la structure peut faire cela.",
  "not-found": "Cette liste n’est pas de votre structure, ou elle est oubliée.",
  malformed: "Ce fichier ne peut pas être lu. Enregistrez-le en CSV, puis réessayez.",
  busy: "D’autres fichiers sont en cours de lecture. Réessayez dans un instant.",
};

/** Why a line was refused while it was being given. */
const reasons: Partial<Record<RefusalCode, string>> = {
  "login-taken": "l’identifiant a été pris entre-temps",
  "dates-malformed": "le dernier jour est passé entre-temps",
  "not-found": "une boîte n’est plus de votre structure",
  defect: "un défaut de notre part\u00a0: donnez cet accès à la main",
};

const faults: Record<FileFault["code"], (what: string) => string> = {
  empty: () => "Ce fichier n’a aucune ligne à lire sous ses titres.",
  quotes: (line) => `Les guillemets de la ligne ${line} ne vont pas par deux. Corrigez-la, puis réessayez.`,
  headings: (what) =>
    `Il manque ces titres en première ligne\u00a0: ${what}. Repartez du modèle\u00a0: ses titres sont lus dans n’importe quel ordre.`,
  "heading-twice": (what) => `Le titre «\u00a0${what}\u00a0» est là deux fois. Gardez-en un.`,
  "too-many-cells": () =>
    "Ce fichier a trop de colonnes, ou trop de cases vides à droite. Repartez du modèle.",
  "too-many-lines": () => "Un fichier porte 2\u202f500\u00a0personnes au plus. Coupez-le en deux.",
};

const columnHelp: Record<Column, string> = {
  civility: "Mme, M., Dr ou Pr.",
  givenName: "Tel qu’il se lit dans la boîte.",
  familyName: "Le nom d’exercice.",
  occupation: "Secrétaire, infirmière…",
  rpps: "11\u00a0chiffres, si la personne en a un.",
  email: "L’adresse ordinaire, où partent le lien et les codes. Pas une adresse MSSanté.",
  mobile: "06 ou 07, pour les codes par SMS.",
  identity: "Carte d’identité, passeport, titre de séjour, CPS, ou connue (de l’établissement).",
  boxes:
    "Adresse, deux-points, droit (lecture, rédaction, gestion)\u00a0; une barre | entre deux boîtes. Des jours peuvent suivre\u00a0: du 01/12/2026 au 31/12/2026.",
  from: "Le jour où les droits commencent. Vide\u00a0: tout de suite.",
  until: "Le dernier jour de l’accès. Vide\u00a0: sans fin.",
  login: "Vide\u00a0: proposé d’après le nom, avec un chiffre pour un homonyme.",
};

const states: Record<LineState, string> = {
  waiting: "En attente",
  given: "Accès donné",
  refused: "Refusée",
  known: "Déjà là",
  dropped: "Arrêtée avant",
  undone: "Annulée",
  kept: "Gardée\u00a0: déjà entrée",
};

const mails: Record<LineMail, string> = {
  none: "",
  waiting: "lien à envoyer",
  sending: "lien en cours d’envoi",
  handed: "lien envoyé",
  failed: "lien non parti",
  unsure: "envoi incertain",
};

const fates: Record<Fate, string> = {
  new: "Sera créée",
  known: "Déjà là",
  refused: "Refusée",
  example: "Exemple",
};

const runTitles: Record<RunState, (count: number) => string> = {
  running: (count) => `${accesses(count)[0]?.toUpperCase()}${accesses(count).slice(1)} en cours`,
  undoing: () => "Annulation en cours",
  stopped: () => "Arrêtée",
  done: () => "Terminé",
  undone: () => "Annulé",
};

export const arrivalsFr = {
  problems,
  refusals,
  reasons,
  faults,
  columnHelp,
  states,
  mails,
  fates,
  runTitles,
  crumb: (structure: string) => `${structure}, référent MSSanté`,
  title: "Arrivées",
  lead: "Beaucoup de personnes à la fois, par un fichier de tableur. Rien n’est fait avant que vous n’ayez vu le sort de chaque ligne.",
  waiting: "Lecture…",
  fileTitle: "1. Le fichier",
  fileText:
    "Partez du modèle\u00a0: il s’ouvre dans Excel et LibreOffice. Remplissez une ligne par personne, enregistrez en CSV, puis choisissez-le ici.",
  template: "Télécharger le modèle",
  templateName: "arrivees-modele.csv",
  choose: "Choisir un fichier CSV",
  drop: "ou déposez-le ici",
  reading: "Lecture du fichier…",
  help: "Colonnes du fichier",
  helpColumn: "Colonne",
  helpText: "Ce qu’on y écrit",
  needed: "obligatoire",
  tooLarge: "Ce fichier est trop gros pour une liste de personnes.",
  notText: "Ce fichier n’est pas un CSV. Dans le tableur\u00a0: «\u00a0Enregistrer sous\u00a0», puis CSV.",
  checkTitle: (name: string) => `2. Vérification de ${name}`,
  ignored: (headings: string) => `Colonnes qui ne sont pas lues\u00a0: ${headings}.`,
  counts: {
    new: (count: number): string => (count > 1 ? "seront créées" : "sera créée"),
    known: (): string => "déjà là",
    refused: (count: number): string => (count > 1 ? "refusées" : "refusée"),
  },
  countsName: "Montrer les lignes",
  line: "Ligne",
  person: "Personne",
  fate: "Sort",
  remark: "Remarques",
  mailboxes: (count: number) =>
    count === 0 ? "aucune boîte" : count > 1 ? `${count}\u00a0boîtes` : "1\u00a0boîte",
  listName: "Lignes du fichier",
  range: (first: number, last: number, total: number) => `${first} à ${last} sur ${total}`,
  more: "Lignes suivantes",
  less: "Lignes précédentes",
  nothing: "Aucune ligne ici.",
  anotherFile: "Choisir un autre fichier",
  begin: (count: number) => `Donner ${accesses(count)}`,
  beginning: "Enregistrement…",
  beginText: (count: number, left: number) => {
    const sent = `Un lien partira à ${people(count)}.`;
    if (left === 0) return sent;
    return left > 1
      ? `${sent} Les ${left}\u00a0autres lignes sont laissées de côté.`
      : `${sent} L’autre ligne est laissée de côté.`;
  },
  noneToGive: "Aucune ligne n’est à créer. Corrigez le fichier, puis choisissez-le de nouveau.",
  by: (name: string, moment: string) => `${name}, ${moment}`,
  progress: (done: number, total: number) => `${done} sur ${total}`,
  progressName: "Accès donnés et liens envoyés",
  closeText: "Vous pouvez fermer cette page\u00a0: le travail continue.",
  paused: (time: string) =>
    `Le serveur de messagerie ne prend pas les liens pour l’instant. Nouvel essai à ${time}.`,
  stopped: (name: string) =>
    `Le travail s’est arrêté\u00a0: ${name} n’est plus référent ici. Vous pouvez le reprendre à votre nom.`,
  resume: "Reprendre",
  cancel: "Annuler",
  undo: "Annuler ces accès",
  cancelTitle: "Arrêter, ou tout annuler\u202f?",
  cancelText:
    "Arrêter garde les accès déjà donnés. Tout annuler retire ceux que personne n’a encore utilisés\u00a0: leurs liens n’ouvrent plus rien, leurs identifiants redeviennent libres. Qui est déjà entré garde son accès.",
  cancelRest: "Arrêter là",
  cancelAll: "Tout annuler",
  undoTitle: "Annuler ces accès\u202f?",
  undoText:
    "Les accès que personne n’a encore utilisés sont retirés\u00a0: leurs liens n’ouvrent plus rien, leurs identifiants redeviennent libres. Qui est déjà entré garde son accès.",
  keep: "Ne rien changer",
  resend: (count: number) => `Renvoyer ${links(count)}`,
  resendText: (failed: number, unsure: number) =>
    [
      failed > 0
        ? failed > 1
          ? `${failed}\u00a0liens ne sont pas partis.`
          : "1\u00a0lien n’est pas parti."
        : "",
      unsure > 0
        ? unsure > 1
          ? `L’envoi de ${unsure}\u00a0liens est incertain\u00a0: le programme s’est arrêté au même instant. Renvoyer remplace le premier lien.`
          : "L’envoi d’un lien est incertain\u00a0: le programme s’est arrêté au même instant. Renvoyer remplace le premier lien."
        : "",
    ]
      .filter((one) => one !== "")
      .join(" "),
  report: "Télécharger le compte rendu",
  reportName: (day: string) => `arrivees-${day}.csv`,
  reportColumns: ["Ligne", "Personne", "Identifiant", "Messagerie", "Résultat", "Lien", "Remarques"],
  another: "Un autre fichier",
  summary: {
    given: (count: number): string => (count > 1 ? "accès donnés" : "accès donné"),
    handed: (count: number): string => (count > 1 ? "liens envoyés" : "lien envoyé"),
    left: (count: number): string => (count > 1 ? "laissées de côté" : "laissée de côté"),
    undone: (count: number): string => (count > 1 ? "annulées" : "annulée"),
  },
  announced: (given: number, handed: number) =>
    `${given > 1 ? `${given}\u00a0accès donnés` : `${given}\u00a0accès donné`}, ${links(handed)} ${handed > 1 ? "envoyés" : "envoyé"}.`,
  takenBack: (undone: number, kept: number) => {
    const taken = undone > 1 ? `${undone}\u00a0accès annulés` : `${undone}\u00a0accès annulé`;
    if (kept === 0) return `${taken}.`;
    return kept > 1
      ? `${taken}\u202f; ${kept}\u00a0personnes déjà entrées gardent le leur.`
      : `${taken}\u202f; une personne déjà entrée garde le sien.`;
  },
  result: "Résultat",
};

export type ArrivalsWords = typeof arrivalsFr;
