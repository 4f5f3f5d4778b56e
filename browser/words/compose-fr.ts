/** U+00A0 before « : » and inside guillemets, between a number and its unit; U+202F before « ; ! ? ». */

/** Every sentence of the page that writes messages, in French. */
export const composeFr = {
  title: {
    new: "Nouveau message",
    reply: "Répondre",
    "reply-all": "Répondre à tous",
    forward: "Transférer",
    draft: "Brouillon",
  },
  titleIn: (title: string, mailbox: string) => `${title}, ${mailbox}`,
  close: "Fermer, le brouillon est gardé",
  from: "De",
  to: "À",
  cc: "Cc",
  bcc: "Cci",
  showCopies: "Cc, Cci",
  subject: "Objet",
  text: "Texte du message",
  remove: (name: string) => `Retirer ${name}`,
  recipientAdded: (name: string) => `${name}, ajouté`,
  /** Subjects travel: they keep the forms that other programs know. */
  replySubject: (subject: string) => `Re: ${subject}`,
  forwardSubject: (subject: string) => `Tr: ${subject}`,
  quote: {
    wrote: (who: string, when: string) => `Le ${when}, ${who} a écrit\u00a0:`,
    forwarded: "---------- Message transféré ----------",
    forwardedFrom: (who: string) => `De : ${who}`,
    forwardedDate: (when: string) => `Date : ${when}`,
    forwardedSubject: (subject: string) => `Objet : ${subject}`,
    forwardedTo: (whom: string) => `À : ${whom}`,
  },
  showQuoted: "Afficher le texte cité",
  hideQuoted: "Masquer le texte cité",
  dropQuoted: "Retirer le texte cité",

  saved: (time: string) => `Brouillon enregistré à ${time}`,
  /** The draft that was gone on with has been sent, or gone on with, by somebody else or in another tab. */
  savedApart: (time: string) => `Envoyé ou repris ailleurs\u00a0: gardé à part à ${time}`,
  savedApartShort: (time: string) => `Gardé à part à ${time}`,
  savedShort: (time: string) => `Enregistré à ${time}`,
  saveLost: "Plus de réseau\u00a0: votre texte reste ici, il sera enregistré au retour.",
  saveFailed:
    "Le brouillon n’a pas pu être enregistré. Votre texte reste ici\u00a0; nouvel essai dans un instant.",
  saveFull: "La boîte est pleine\u00a0: le brouillon ne peut pas y être enregistré.",
  loading: "Préparation du message…",
  gone: "Ce message n’est plus là.",
  goneText: "Il a été envoyé, déplacé ou jeté depuis.",
  loadFailed: "Le message n’a pas pu être préparé",
  loadFailedText: "Rien n’est perdu. Réessayez dans un instant.",
  retry: "Réessayer",

  attach: "Joindre",
  dropHere: "Déposez ici les fichiers à joindre",
  files: (count: number) => (count > 1 ? `${count}\u00a0pièces jointes` : "1\u00a0pièce jointe"),
  filesOf: (size: string, most: string) => `${size} sur ${most} au plus`,
  fileList: "Pièces jointes",
  unnamedFile: "Sans nom",
  uploading: (name: string) => `Envoi de ${name}`,
  uploaded: (sent: string, size: string) => `${sent} sur ${size} envoyés`,
  fileFaults: {
    "too-large": (most: string) => `Trop gros\u00a0: ${most} au plus par fichier.`,
    network: () => "Plus de réseau\u00a0: le fichier n’a pas été joint.",
    refused: () => "Le fichier n’a pas pu être joint.",
    stopped: () => "Envoi du fichier arrêté.",
  },
  again: (name: string) => `Réessayer de joindre ${name}`,
  tooMuch: (most: string) => `Les pièces jointes dépassent ${most} au total\u00a0: retirez-en une.`,

  send: "Envoyer",
  sending: "Envoi…",
  sendHint: "Envoyer (Ctrl + Entrée)",
  discard: "Jeter le brouillon",
  sent: "Envoyé.",
  undo: "Annuler",
  calledBack: "L’envoi est annulé\u00a0: le message est de nouveau un brouillon.",
  tooLate: "Trop tard\u00a0: le message est déjà parti.",
  undoFailed: "L’envoi n’a pas pu être annulé.",

  noRecipient: "Indiquez au moins un destinataire.",
  badForm: (text: string) => `« ${text} » n’est pas une adresse\u00a0: elle s’écrit nom@domaine.`,
  refused: (domain: string) =>
    `Rien ne peut être envoyé à ${domain}\u00a0: ce domaine n’est pas joignable dans l’espace de confiance MSSanté.`,
  stillUploading: "Des fichiers sont encore en cours d’envoi\u00a0: attendez leur fin, ou retirez-les.",
  failedFiles: "Un fichier n’a pas été joint\u00a0: réessayez, ou retirez-le.",
  notSent: {
    network: "Plus de réseau\u00a0: le message n’est pas parti. Il partira quand vous l’enverrez de nouveau.",
    forbidden: "Votre droit sur cette boîte ne permet pas d’envoyer. Le message est gardé dans Brouillons.",
    tooLarge: (most: string) =>
      most
        ? `Le message est trop gros\u00a0: ${most} au plus. Il est gardé dans Brouillons.`
        : "Le message est trop gros. Il est gardé dans Brouillons.",
    already: "Ce message est déjà parti\u00a0: vous le trouverez dans Envoyés.",
    tooFast:
      "Beaucoup de messages viennent de partir d’ici. Celui-ci est gardé dans Brouillons\u00a0: envoyez-le plus tard.",
    tooMany: "Il y a trop de destinataires. Le message est gardé dans Brouillons.",
    recipients: "Le message n’est pas parti\u00a0: des destinataires ne peuvent pas le recevoir.",
    other: "Le message n’est pas parti. Il est gardé dans Brouillons.",
  },
};

export type ComposeWords = typeof composeFr;
