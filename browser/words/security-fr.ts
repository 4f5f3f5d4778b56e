import type { Sentence } from "./fr.ts";
import { strengthFr } from "./password-fr.ts";
import { programsFr } from "./programs-fr.ts";

/** What « Ma sécurité » alone is refused: the door need not carry these sentences. */
export type SecurityRefusalCode =
  | "contact-malformed"
  | "proof-needed"
  | "psc-other"
  | "psc-stale"
  | "too-many-apps"
  | "passkey-not-added"
  | "too-many-passkeys"
  | "too-many-app-passwords"
  | "wrong-password"
  | "referents-only"
  | "wrong-app-code";

/** Every sentence of « Ma sécurité », in French. U+00A0 before « : »; U+202F before « ; ! ? ». */
export const securityFr = {
  refusals: {
    "contact-malformed": () =>
      "Vérifiez ce contact. L’adresse est celle de votre messagerie ordinaire, pas celle de MSSanté\u00a0; le mobile commence par 06 ou 07.",
    "proof-needed": () => "Confirmez d’abord que c’est vous.",
    "psc-other": () =>
      "Pro Santé Connect a reconnu quelqu’un d’autre que vous\u00a0: rien n’a changé. Réessayez avec votre propre carte CPS ou e-CPS.",
    "psc-stale": () =>
      "Pro Santé Connect ne vous a pas redemandé votre carte\u00a0: cette identification ne compte pas. Réessayez, ou appelez le support.",
    "too-many-apps": () => "Cinq applications au plus : retirez-en une d’abord.",
    "passkey-not-added": () =>
      "Cette clé d’accès n’a pas pu être ajoutée. Réessayez, ou choisissez un autre appareil.",
    "too-many-passkeys": () => "Dix clés d’accès au plus : retirez-en une d’abord.",
    "too-many-app-passwords": () => "Dix mots de passe d’application au plus : retirez-en un d’abord.",
    "wrong-password": () => "Le mot de passe actuel n’est pas le bon.",
    "referents-only": () => "Seul un référent MSSanté de la structure peut le faire.",
    "wrong-app-code": () =>
      "Ce code n’est pas celui de cette clé. Vérifiez l’heure du téléphone, puis essayez le code suivant.",
  } satisfies Record<SecurityRefusalCode, Sentence>,
  /** Back from Pro Santé Connect, where a second factor was given anew. */
  proof: {
    confirmed: (time: string) =>
      `Votre identité est confirmée jusqu’à ${time}. Pressez à nouveau ce que vous vouliez changer.`,
    refused: {
      "psc-unavailable":
        "Pro Santé Connect ne répond pas en ce moment\u00a0: rien n’a changé. Réessayez plus tard.",
      "psc-expired":
        "Cette confirmation n’est plus ouverte dans ce navigateur. Pressez à nouveau ce que vous vouliez changer.",
      locked:
        "Votre session s’est verrouillée entre-temps\u00a0: votre identité n’est pas confirmée. Pressez à nouveau ce que vous vouliez changer.",
      "method-forbidden":
        "Votre structure n’accepte pas Pro Santé Connect\u00a0: votre identité n’est pas confirmée. Adressez-vous à votre référent MSSanté.",
    },
  },
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
  high: "Assurance élevée",
  psc: "Pro Santé Connect",
  pscText: "Votre carte CPS ou e-CPS suffit à elle seule pour entrer.",
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
  passkeys: {
    title: "Clés d’accès",
    text: "Un appareil qui vous reconnaît : il suffit à lui seul pour entrer.",
    adviceTitle: "Ajoutez une clé d’accès",
    adviceText:
      "Vous entrerez avec l’empreinte, le visage ou le code de l’appareil, sans attendre de code. Une minute suffit.",
    add: "Ajouter une clé d’accès",
    unnamed: "Clé d’accès",
    shared: "gardée par votre trousseau",
    alone: "sur un seul appareil",
    explain:
      "Donnez-lui un nom, puis suivez ce que demande votre appareil. Pas sur un poste partagé : la clé y resterait.",
    name: "Nom de la clé",
    nameExample: "Téléphone de Nadège",
    goOn: "Continuer",
    cancelled: "Aucune clé d’accès n’a été créée. Réessayez quand vous voulez.",
    addedNow: "La clé d’accès est ajoutée. Un e-mail vous l’annonce.",
    rename: "Renommer",
    renameNamed: (name: string) => (name ? `Renommer « ${name} »` : "Renommer la clé d’accès"),
    renameTitle: "Renommer la clé d’accès",
    save: "Enregistrer",
    renamed: "La clé d’accès a son nouveau nom.",
    removeNamed: (name: string) => (name ? `Retirer « ${name} »` : "Retirer la clé d’accès"),
    removeTitle: (name: string) => (name ? `Retirer « ${name} »\u202f?` : "Retirer cette clé d’accès\u202f?"),
    removeText:
      "Elle n’ouvrira plus rien ici. Supprimez-la aussi de votre appareil, dans ses réglages. Vous pourrez en ajouter une autre quand vous voudrez.",
    removed: "La clé d’accès est retirée. Un e-mail vous l’annonce.",
  },
  contact: {
    change: "Changer",
    changeLabel: { email: "Changer l’adresse e-mail", mobile: "Changer le téléphone mobile" },
    title: { email: "Changer l’adresse e-mail", mobile: "Changer le téléphone mobile" },
    lead: "Un code part au nouveau contact. Rien ne change tant que vous ne l’avez pas recopié ici. L’ancien en est prévenu.",
    label: { email: "Nouvelle adresse e-mail", mobile: "Nouveau téléphone mobile" },
    send: "Envoyer un code",
    sent: (masked: string, time: string) => `Un code est parti à ${masked}. Il vaut jusqu’à ${time}.`,
    failed: "Le code n’a pas pu partir. Vérifiez le contact, puis réessayez.",
    code: "Code reçu",
    confirm: "Confirmer",
    changed: {
      email: "La nouvelle adresse reçoit vos codes. L’ancienne en est prévenue.",
      mobile: "Le nouveau mobile reçoit vos codes. L’ancien en est prévenu.",
    },
  },
  spares: {
    title: "Codes de secours",
    none: "Aucun. Le jour où ni l’e-mail ni le téléphone ne répondent, un code imprimé vous fait entrer.",
    left: (count: number, day: string) =>
      count === 0
        ? `Il n’en reste aucun. Imprimez-en d’autres · imprimés le ${day}`
        : count <= 3
          ? `Il en reste ${count}. Imprimez-en d’autres · imprimés le ${day}`
          : `Il en reste ${count} · imprimés le ${day}`,
    first: "Imprimer dix codes",
    again: "Imprimer d’autres codes",
    dialogTitle: "Imprimez vos codes de secours",
    lead: "Chacun remplace une fois le code de connexion, dans le même champ. Votre mot de passe reste demandé.",
    over: "Les codes d’avant n’ouvriront plus rien.",
    make: "Créer dix codes",
    making: "Création…",
    hint: "Ils ne seront plus montrés. Gardez-les loin de l’ordinateur, jamais avec votre mot de passe.",
    print: "Imprimer",
    done: "Terminer",
    made: "Vos dix codes de secours sont prêts. Un e-mail vous l’annonce.",
  },
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
      `Une session dure au plus ${hours}\u00a0h, et se verrouille après ${minutes}\u00a0min sans activité.`,
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
      `${name}. La page s’y fermera aussitôt\u202f; un message en cours restera tel qu’il était enregistré.`,
    closeOthersTitle: (count: number) =>
      count === 1 ? "Fermer l’autre session\u202f?" : `Fermer les ${count} autres sessions\u202f?`,
    closeOthersText:
      "Leurs pages se fermeront aussitôt\u202f; un message en cours restera tel qu’il était enregistré. Celle-ci reste ouverte.",
    closed: (count: number) =>
      count === 1 ? "La session est fermée." : `Les ${count} autres sessions sont fermées.`,
  },
  browsers: {
    title: "Navigateurs reconnus",
    text: "Là où vous êtes déjà entré. Oublier un navigateur y ferme vos sessions et en retire la confiance.",
    here: "Celui-ci",
    today: "aujourd’hui",
    yesterday: "hier",
    since: (day: string) => `connu depuis le ${day}`,
    last: (when: string) => `vu ${when}`,
    trusted: (until: string) => `sans code jusqu’à ${until}`,
    forget: "Oublier",
    forgetNamed: (name: string) => `Oublier ce navigateur\u00a0: ${name}`,
    forgotten: "Le navigateur est oublié.",
    post: {
      own: "Ce poste est à une seule personne",
      post: "Ce poste est partagé",
      network: "Ce poste est partagé",
    },
    postText: {
      own: "Plusieurs personnes s’y connectent\u202f? Marquez-le\u00a0: rien n’y sera retenu, un code y sera toujours demandé.",
      post: "Rien n’y est retenu, un code y est toujours demandé, et une session s’y ferme plus vite.",
      network: "Tous les ordinateurs de ce réseau le sont\u00a0: rien n’y est retenu.",
    },
    mark: "Ce poste est partagé",
    unmark: "Ce poste n’est plus partagé",
    marked: "Ce poste est marqué comme partagé.",
    unmarked: "Ce poste n’est plus marqué comme partagé.",
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
      passkey: "Clé d’accès",
      trusted: "Navigateur reconnu",
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
  programs: programsFr,
};

export type SecurityWords = typeof securityFr;
