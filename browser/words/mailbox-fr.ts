import type { FolderRole } from "../data/shapes.ts";
import type { Kind } from "../mailbox/kinds.ts";

/** U+00A0 before « : » and inside guillemets, between a number and its unit; U+202F before « ; ! ? ». */

const folders: Record<FolderRole, string> = {
  inbox: "Réception",
  drafts: "Brouillons",
  sent: "Envoyés",
  archive: "Archives",
  junk: "Indésirables",
  trash: "Corbeille",
};

const kinds: Record<Kind, string> = { professional: "Professionnel", service: "Service", patient: "Patient" };

/** Every sentence of the mailbox, in French. Numbers come as numbers where they rule the grammar, as text beside it. */
export const mailboxFr = {
  skip: "Aller au contenu",
  brand: "Caducée",
  pageTitle: (folder: string, unread: number, mailbox: string) =>
    unread > 0 ? `${folder} (${unread}), ${mailbox} · Caducée` : `${folder}, ${mailbox} · Caducée`,
  conversationTitle: (subject: string, mailbox: string) => `${subject}, ${mailbox} · Caducée`,
  account: (name: string) => `${name}, mon compte`,
  signOut: "Se déconnecter",
  signingOut: "Déconnexion…",
  signOutFailed: "Le serveur ne répond pas : vous êtes encore connecté. Réessayez, ou fermez le navigateur.",

  rail: "Boîtes et dossiers",
  mailboxes: "Mes boîtes",
  chooseFolder: "Boîtes et dossiers",
  switchFolder: (folder: string) => `${folder}, changer de boîte ou de dossier`,
  close: "Fermer",
  personal: "Personnelle",
  application: "Application",
  organisation: (people: number) =>
    people > 1 ? `Organisation · ${people}\u00a0personnes` : `Organisation · ${people}\u00a0personne`,
  unread: (count: string) => `non lus\u00a0: ${count}`,
  drafts: (count: string) => `brouillons\u00a0: ${count}`,
  quota: (used: string, quota: string) => `${used} sur ${quota}`,
  quotaUsed: (percent: number) => `Espace utilisé\u00a0: ${percent}\u00a0%`,
  quotaNearlyFull: (percent: number) => `Boîte pleine à ${percent}\u00a0%`,
  folders,

  list: "Conversations",
  conversations: (count: number, text: string) =>
    count > 1 ? `${text} conversations` : `${text} conversation`,
  unreadConversations: (count: number, text: string) => (count > 1 ? `${text} non lues` : `${text} non lue`),
  today: "Aujourd’hui",
  yesterday: "Hier",
  yesterdayShort: "hier",
  read: "Lu.",
  unreadByAll: "Non lu, par personne.",
  unreadByMe: "Non lu par vous, déjà lu par l’équipe.",
  unreadAlone: "Non lu.",
  kinds,
  kindsInList: { professional: "Professionnel.", service: "Service.", patient: "Patient." } satisfies Record<
    Kind,
    string
  >,
  to: (names: string) => `À\u00a0: ${names}`,
  andOthers: (names: string, others: number) =>
    others > 1 ? `${names} et ${others} autres` : `${names} et 1 autre`,
  nobody: "Sans destinataire",
  noSender: "Expéditeur absent",
  noSubject: "Sans objet",
  messagesInConversation: (count: number) => `conversation de ${count} messages`,
  attachments: (count: number) => (count > 1 ? `${count} pièces jointes` : "1 pièce jointe"),
  newMessages: (count: number) => (count > 1 ? `${count} nouveaux messages` : "1 nouveau message"),
  loadingRow: "Chargement…",

  emptyTitle: {
    inbox: "Aucun message pour l’instant",
    drafts: "Aucun brouillon",
    sent: "Rien n’est encore parti d’ici",
    archive: "Aucune archive",
    junk: "Aucun indésirable",
    trash: "La corbeille est vide",
    other: "Ce dossier est vide",
  },
  emptyText: {
    inbox: "Les nouveaux messages arriveront ici d’eux-mêmes.",
    other: "Il n’y a rien ici pour l’instant.",
  },
  listFailedTitle: "La liste n’a pas pu être lue",
  listFailedText: "Aucun message n’est perdu. Réessayez\u00a0; si cela dure, prévenez votre support.",
  retry: "Réessayer",
  noMailboxTitle: "Aucune boîte ne vous est ouverte",
  noMailboxText:
    "Vous êtes bien connecté. Demandez au référent MSSanté de votre structure de vous ouvrir une boîte.",
  noFolderTitle: "Ce dossier n’existe plus",
  noFolderText: "Choisissez-en un autre dans la boîte.",

  conversation: "Conversation ouverte",
  thread: "Fil des messages",
  noConversationTitle: "Aucune conversation ouverte",
  noConversationText: "Choisissez-en une dans la liste. Flèches pour parcourir, Entrée pour ouvrir.",
  conversationGoneTitle: "Cette conversation n’est plus ici",
  conversationGoneText: "Elle a été déplacée ou supprimée depuis. La liste est à jour.",
  conversationFailedTitle: "La conversation n’a pas pu être lue",
  back: (folder: string) => `Retour à ${folder}`,
  markUnread: "Marquer comme non lu",
  markUnreadHint: "Marquer comme non lu (touche U)",
  place: (mailbox: string, folder: string) => `${mailbox}, ${folder}`,
  previous: "Conversation précédente",
  next: "Conversation suivante",
  messages: (count: number) => (count > 1 ? `${count} messages` : "1 message"),
  messageOf: (name: string, date: string) => `Message de ${name}, ${date}`,
  foldMessage: "Replier ce message",
  /** The address of who writes, then the names of those who received it, then of those in copy; each may be empty. */
  addresses: (from: string, to: string, copy: string) =>
    [from, to && `à ${to}`, copy && `copie à ${copy}`].filter(Boolean).join(", "),
  draft: "Brouillon",
  unreadMark: "Non lu",
  showQuoted: "Afficher le texte cité",
  hideQuoted: "Masquer le texte cité",
  emptyBody: "Ce message n’a pas de texte.",
  bodyLoading: "Lecture du message…",
  bodyFailed: "Ce message n’a pas pu être lu. Il est gardé\u00a0: rien n’est perdu.",
  truncated: "Ce message est très long\u00a0: seul son début est affiché.",
  encodingProblem: "Certains caractères de ce message sont abîmés\u00a0: il est arrivé ainsi.",
  imagesLeftOut: (count: number) =>
    count > 1
      ? `${count} images distantes n’ont pas été chargées\u00a0: leur auteur aurait su que vous lisez.`
      : "1 image distante n’a pas été chargée\u00a0: son auteur aurait su que vous lisez.",
  stylesLeftOut: "Une partie de la mise en forme distante n’a pas été chargée.",
  htmlFrame: (name: string) => `Texte du message de ${name}`,
  files: (count: number, size: string) =>
    count > 1 ? `${count} pièces jointes, ${size}` : `1 pièce jointe, ${size}`,
  fileList: "Pièces jointes",
  unnamedFile: "Sans nom",
  download: (name: string) => `Télécharger ${name}`,
  fileFacts: (kind: string, size: string) => `${kind} · ${size}`,
  fileKinds: {
    pdf: "PDF",
    image: "Image",
    text: "Texte",
    document: "Document",
    sheet: "Tableau",
    archive: "Archive",
    message: "Message",
    structured: "Données",
    sound: "Son",
    video: "Vidéo",
    calendar: "Agenda",
    other: "Fichier",
  },

  networkLost: (time: string) => `Plus de réseau depuis ${time}.`,
  networkLostText: "Vous pouvez lire ce qui est affiché\u00a0: la suite arrivera au retour.",
};

export type MailboxWords = typeof mailboxFr;
