import { strengthFr } from "./password-fr.ts";

/** Every sentence of « Ma sécurité », in French. U+00A0 before « : »; U+202F before « ; ! ? ». */
export const securityFr = {
  pageTitle: "Ma sécurité · Caducée",
  title: "Ma sécurité",
  lead: "Comment vous entrez, d’où, et quand. Chaque changement demande un second facteur et vous est annoncé.",
  back: "Retour aux messages",
  waiting: "Lecture de vos méthodes…",
  failed: "Le serveur ne répond pas. Vérifiez votre réseau, puis rechargez la page.",
  adviceTitle: "Ajoutez une application d’authentification",
  adviceText:
    "Le code s’affiche sur votre téléphone, sans attendre d’e-mail ni de SMS. Deux minutes suffisent.",
  add: "Ajouter",
  methods: "Méthodes de connexion",
  methodsText: "Gardez-en toujours deux, pour ne jamais rester dehors.",
  addApp: "Ajouter une application",
  email: "Code par e-mail",
  sms: "Code par SMS",
  app: "Application d’authentification",
  low: "Assurance faible",
  substantial: "Assurance substantielle",
  none: "Aucun contact vérifié : demandez à votre référent MSSanté de l’enregistrer.",
  named: (name: string) => `« ${name} »`,
  added: (when: string) => `Ajoutée le ${when}`,
  used: (when: string) => `utilisée le ${when}`,
  neverUsed: "jamais utilisée",
  remove: "Retirer",
  removeNamed: (name: string) => (name ? `Retirer « ${name} »` : "Retirer l’application"),
  removeTitle: (name: string) => (name ? `Retirer « ${name} »\u202f?` : "Retirer cette application\u202f?"),
  removeText: "Ses codes n’ouvriront plus rien. Vous pourrez en ajouter une autre quand vous voudrez.",
  removed: "L’application est retirée. Un e-mail vous l’annonce.",
  addedNow: "L’application est ajoutée. Un e-mail vous l’annonce.",
  cancel: "Annuler",
  newTitle: "Ajouter une application",
  install:
    "N’importe quelle application de codes convient : Google Authenticator, FreeOTP, Aegis, celle de votre trousseau…",
  scan: "Ouvrez-la et scannez ce code.",
  scanName: "Code à scanner avec l’application",
  samePhone: "Sur ce téléphone\u202f? Ouvrez l’application",
  key: "Ou recopiez cette clé :",
  copy: "Copier la clé",
  copied: "Clé copiée.",
  name: "Nom de l’appareil",
  nameExample: "Téléphone de Nadège",
  code: "Code affiché par l’application",
  codeHint: "L’application compte dès que ce premier code est juste.",
  confirm: "Confirmer",
  password: {
    title: "Mot de passe",
    setOn: (when: string) => `Choisi le ${when}`,
    change: "Changer",
    changeLabel: "Changer le mot de passe",
    dialogTitle: "Changer le mot de passe",
    lead: "12\u00a0caractères au moins\u00a0: trois mots sans rapport entre eux suffisent. Vos autres sessions se fermeront.",
    current: "Mot de passe actuel",
    showCurrent: "Afficher le mot de passe actuel",
    missing: "Saisissez votre mot de passe actuel.",
    chosen: "Nouveau mot de passe",
    showChosen: "Afficher le nouveau mot de passe",
    missingNew: "Choisissez un mot de passe d’au moins 12\u00a0caractères.",
    save: "Enregistrer",
    changed:
      "Votre mot de passe a changé. Vos autres sessions se sont fermées, et un message vous en prévient.",
    strength: strengthFr,
  },
  sessions: {
    title: "Sessions ouvertes",
    text: (hours: number, minutes: number) =>
      `Une session dure au plus ${hours}\u00a0h, et ${minutes}\u00a0min sans activité.`,
    browser: (browser: string, system: string) => `${browser} sur ${system}`,
    unknownBrowser: "Navigateur inconnu",
    unknownNetwork: "Réseau inconnu",
    named: (browser: string, network: string) => `${browser}, ${network}`,
    shared: "Poste partagé",
    here: "Celle-ci",
    sinceUntil: (since: string, until: string) => `depuis ${since}, jusqu’à ${until}`,
    sinceSeen: (since: string, minutes: number) =>
      minutes === 0
        ? `ouverte à ${since}, vue à l’instant`
        : `ouverte à ${since}, vue il y a ${minutes}\u00a0min`,
    close: "Fermer",
    closeNamed: (name: string) => `Fermer la session ${name}`,
    closeOthers: (count: number) => (count === 1 ? "Fermer l’autre" : `Fermer les ${count} autres`),
    closeTitle: "Fermer cette session\u202f?",
    closeText: (name: string) =>
      `${name}. La page s’y fermera aussitôt\u202f; un message en cours y sera dans les brouillons.`,
    closeOthersTitle: (count: number) =>
      count === 1 ? "Fermer l’autre session\u202f?" : `Fermer les ${count} autres sessions\u202f?`,
    closeOthersText:
      "Leurs pages se fermeront aussitôt\u202f; les messages en cours y seront dans les brouillons. Celle-ci reste ouverte.",
    closed: (count: number) =>
      count === 1 ? "La session est fermée." : `Les ${count} autres sessions sont fermées.`,
  },
  attempts: {
    title: "Connexions récentes",
    text: "Réussies ou non, depuis 90\u00a0jours. Une ligne n’est pas de vous\u202f? Changez votre mot de passe et prévenez votre référent.",
    columns: ["Quand", "Comment", "D’où", "Résultat"],
    today: "Aujourd’hui",
    yesterday: "Hier",
    password: "Mot de passe",
    means: {
      email: "Mot de passe et code par e-mail",
      sms: "Mot de passe et code par SMS",
      totp: "Mot de passe et application",
      psc: "Pro Santé Connect",
    },
    outcomes: {
      opened: "Entrée",
      "password-refused": "Mot de passe refusé",
      "code-refused": "Code refusé",
      "code-awaited": "Code non donné",
    },
    more: "Voir plus",
  },
};

export type SecurityWords = typeof securityFr;
