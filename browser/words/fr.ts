import type { AccessRefusalCode } from "../../contracts/access-refusals.ts";
import type { RefusalCode } from "../../contracts/refusals.ts";
import type { SecurityRefusalCode } from "./security-fr.ts";

/** What a refusal's sentence may need. Times are texts already. */
export interface RefusalFacts {
  triesLeft?: number | undefined;
  retryAt?: string | undefined;
  reference?: string | undefined;
}

export type Sentence = (facts: RefusalFacts) => string;

const forbidden = "Ce moyen n’est pas accepté. Choisissez-en un autre.";

const refusals: Record<Exclude<RefusalCode, AccessRefusalCode | SecurityRefusalCode>, Sentence> = {
  "wrong-login": () => "Utilisateur ou mot de passe incorrect. Vérifiez la touche Majuscule, puis réessayez.",
  "too-many-passwords": ({ retryAt }) =>
    retryAt
      ? `Trop d’essais. Votre compte est protégé : réessayez à partir de ${retryAt}.`
      : "Trop d’essais. Votre compte est protégé : réessayez dans quelques minutes.",
  "too-many-here": ({ retryAt }) =>
    retryAt
      ? `Trop de mots de passe faux viennent de votre réseau : réessayez à partir de ${retryAt}. Un navigateur où vous êtes déjà entré n’attend pas.`
      : "Trop de mots de passe faux viennent de votre réseau. Réessayez dans un instant.",
  "wrong-code": ({ triesLeft = 0 }) =>
    triesLeft === 1
      ? "Ce code n’est pas le bon. Il vous reste 1\u00a0essai."
      : `Ce code n’est pas le bon. Il vous reste ${triesLeft}\u00a0essais.`,
  "code-expired": () => "Ce code a expiré. Annulez, puis connectez-vous à nouveau pour en recevoir un autre.",
  "code-used": () =>
    "Ce code a déjà servi. Annulez, puis connectez-vous à nouveau pour en recevoir un autre.",
  "too-many-codes": () =>
    "Trop d’essais pour ce code. Annulez, puis connectez-vous à nouveau pour en recevoir un autre.",
  "app-code-used": () => "Ce code a déjà servi. Attendez que votre application affiche le suivant.",
  "method-forbidden": () => forbidden,
  "passkey-refused": () => "Cette clé d’accès n’a pas été reconnue. Réessayez, ou entrez par un autre moyen.",
  "passkey-expired": () => "Cette demande a expiré ou a déjà servi. Pressez le bouton à nouveau.",
  "passkey-copied": () =>
    "Cette clé d’accès semble exister en double. Entrez par un autre moyen, retirez-la dans « Ma sécurité », et prévenez votre référent.",
  "code-malformed": () => "Le code compte 6 chiffres. Recopiez-le tel qu’il est dans votre messagerie.",
  "resend-too-soon": () => "Un envoi vient de partir. Attendez une minute, puis renvoyez.",
  "resend-too-many": ({ retryAt }) =>
    `Ce code a été envoyé trop souvent. Vous pourrez le renvoyer à partir de ${retryAt}.`,
  "unknown-challenge": () =>
    "Cette demande n’est plus ouverte dans ce navigateur. Annulez, puis connectez-vous à nouveau.",
  "link-over": () => "Ce lien a expiré ou a déjà servi. Demandez-en un autre.",
  "password-short": () => "Ce mot de passe est trop court : il faut au moins 12\u00a0caractères.",
  "password-common": () => "Ce mot de passe est trop facile à deviner. Ajoutez un mot ou deux.",
  "password-named": () => "Ce mot de passe contient votre nom ou votre identifiant. Choisissez autre chose.",
  "password-same": () => "C’est votre mot de passe actuel. Choisissez-en un autre.",
  "psc-unavailable": () =>
    "Pro Santé Connect ne répond pas en ce moment. Réessayez plus tard, ou connectez-vous avec votre mot de passe.",
  "psc-cancelled": () =>
    "Vous êtes revenu de Pro Santé Connect sans vous y identifier. Réessayez quand vous voulez.",
  "psc-refused": () =>
    "La réponse de Pro Santé Connect n’a pas pu être vérifiée. Réessayez, ou appelez le support.",
  "psc-level": () =>
    "Pro Santé Connect vous a identifié par un moyen qui n’est pas accepté ici. Réessayez avec votre carte CPS ou e-CPS.",
  "psc-expired": () =>
    "Cette identification n’est plus ouverte dans ce navigateur. Pressez le bouton à nouveau.",
  "psc-no-access": () =>
    "Pro Santé Connect vous a reconnu, mais vous n’avez pas d’accès ici. Demandez-le au référent MSSanté de votre structure.",
  busy: () => "Beaucoup de personnes se connectent en ce moment. Réessayez dans un instant.",
  locked: () => "Votre messagerie est verrouillée. Déverrouillez-la pour continuer.",
  "wrong-unlock": ({ triesLeft = 0 }) =>
    triesLeft === 1
      ? "Ce mot de passe n’est pas le bon. Il vous reste 1\u00a0essai."
      : `Ce mot de passe n’est pas le bon. Il vous reste ${triesLeft}\u00a0essais.`,
  "unlock-over": () => "Trop d’essais : reconnectez-vous entièrement.",
  "signed-out": () => "Votre session est terminée. Connectez-vous à nouveau.",
  malformed: () => "La demande n’a pas pu être lue. Rechargez la page, puis réessayez.",
  "foreign-origin": () => "La demande vient d’une autre page. Ouvrez Caducée à son adresse habituelle.",
  "not-found": () => "Cela n’existe pas, ou n’est pas à vous.",
  defect: ({ reference }) =>
    reference
      ? `Un problème est survenu de notre côté. Rien n’est perdu. Réessayez, ou donnez la référence ${reference} au support.`
      : "Un problème est survenu de notre côté. Rien n’est perdu. Réessayez.",
};

/** « 4 h », « 90 min ». */
function spanFr(minutes: number): string {
  return minutes % 60 === 0 ? `${minutes / 60}\u00a0h` : `${minutes}\u00a0min`;
}

/** Every sentence of the shell and of the door, in French. */
export const fr = {
  brand: "Caducée",
  skip: "Aller au contenu",
  otherLanguage: "English",
  help: "Besoin d’aide\u202f?",
  notices: {
    name: "Informations légales",
    support: "Assistance",
    legal: "Mentions légales",
    privacy: "Données personnelles",
    accessibility: {
      none: "Accessibilité : non conforme",
      partial: "Accessibilité : partiellement conforme",
      full: "Accessibilité : totalement conforme",
    },
  },
  refusals,
  offline: "Le serveur ne répond pas. Vérifiez votre réseau, puis réessayez : rien n’est perdu.",
  door: {
    title: "Connexion",
    pageTitle: "Connexion · Caducée",
    errorTitle: "Erreur : connexion impossible · Caducée",
    login: "Utilisateur",
    loginExample: "org.prenom.nom@domaine",
    password: "Mot de passe",
    forgotten: "Mot de passe oublié\u202f?",
    showPassword: "Afficher le mot de passe",
    capsLock: "La touche Majuscule est active.",
    methods: "Authentification à deux facteurs :",
    method: { email: "Email", sms: "SMS", totp: "Google Authenticator" },
    submit: "Connexion",
    busy: "Connexion…",
    loginMissing: "Indiquez votre identifiant, par exemple org.prenom.nom@domaine.",
    passwordMissing: "Indiquez votre mot de passe.",
    ended: "Votre session est terminée. Connectez-vous à nouveau.",
    signedOut: "Vous êtes déconnecté. Vous pouvez quitter ce poste.",
    sandbox: "Bac à sable : tout est fictif ici.",
    sandboxLink: "Lire les codes",
    panelName: "À propos du service",
    panelTitle: "La messagerie sécurisée de santé de votre structure",
    panelText:
      "Vos échanges restent entre professionnels, services et patients de l’espace de confiance MSSanté.",
    sharedPost: "Poste partagé\u202f?",
    sharedPostText: "Déconnectez-vous avant de vous lever.",
  },
  /** The two screens of the 2022 guide, in its own letters. */
  screens: {
    login: "Identifiant",
    lead: "Identifiant et mot de passe fournis par le référent MSSanté de votre structure.",
    changeLogin: "Changer d’identifiant",
    type: "Type de Vérification",
    method: { email: "e-mail", sms: "SMS", totp: "Google" },
    code: {
      email: "Code de vérification e-mail",
      sms: "Code de vérification SMS",
      totp: "Code de vérification Google",
    },
    choose: "Choisissez une vérification pour recevoir un code.",
    noApp:
      "Vous n’avez pas d’application d’authentification : choisissez une autre vérification pour recevoir un code.",
    ask: "Appuyez sur Espace ou Entrée pour recevoir le code ainsi.",
  },
  remember: {
    label: "Se souvenir de moi",
    keeps: "Garde votre identifiant sur cet ordinateur, jamais votre mot de passe.",
    trusts: (minutes: number) =>
      `Garde votre identifiant et, après un code, n’en redemande pas ici pendant ${spanFr(minutes)}.`,
    post: "Poste partagé.",
    postText: "Rien n’est retenu ici. Déconnectez-vous avant de vous lever.",
  },
  psc: {
    or: "OU",
    with: "S'identifier avec",
    noAccess: "Vous n’avez pas encore d’accès",
    noAccessTitle: "Pas encore d’accès · Caducée",
    known: "Pro Santé Connect vous a bien identifié, mais aucun accès à cette messagerie n’est à votre nom.",
    whomToAsk: (operator: string) =>
      `Demandez-le au référent MSSanté de votre structure : c’est lui qui ouvre les accès. S’il n’y en a pas, ou si vous pensez que l’accès existe, appelez l’assistance de ${operator}, ci-dessous.`,
    other: "Ce n’était pas vous, ou vous avez une autre carte ?",
    back: "Revenir à la connexion",
    blocked: "Votre navigateur a bloqué le nouvel onglet. Autorisez-le pour ce site, puis réessayez.",
  },
  passkey: {
    enter: "Se connecter avec une clé d’accès",
    title: "Utilisez votre clé d’accès",
    text: "Votre appareil vous demande votre empreinte, votre visage ou son code. Il n’y a rien à recopier.",
    use: "Utiliser ma clé d’accès",
    unsupported:
      "Ce navigateur ne sait pas utiliser les clés d’accès. Mettez-le à jour, ou choisissez un autre moyen.",
    cancelled: "Aucune clé d’accès n’a été utilisée. Réessayez, ou choisissez un autre moyen.",
    known: "Cet appareil a déjà une clé d’accès pour votre compte.",
    elsewhere: "Les clés d’accès ne servent qu’à l’adresse habituelle de Caducée. Ouvrez-la, puis réessayez.",
  },
  code: {
    title: "Saisissez le code reçu",
    pageTitle: "Code de connexion · Caducée",
    errorTitle: "Erreur : code incorrect · Caducée",
    appTitle: "Saisissez le code de votre application",
    appHint: "Il change toutes les 30 secondes. Les espaces ne comptent pas.",
    spare:
      "Téléphone perdu\u202f? Un code de secours ou de dépannage (12\u00a0chiffres) se saisit ici aussi.",
    useSpare: "Code de secours",
    twelve: "12\u00a0chiffres, sur votre feuille.",
    sentTo: "Nous l’avons envoyé à",
    trackName: "Où en est l’envoi",
    left: "Parti de Caducée",
    sending: {
      email: "Remise au serveur de votre messagerie en cours…",
      sms: "Remise à l’opérateur de SMS en cours…",
      totp: "",
      passkey: "",
    },
    handed: {
      email: "Remis au serveur de votre messagerie",
      sms: "Remis à l’opérateur de SMS",
      totp: "",
      passkey: "",
    },
    failed: {
      email: "Votre messagerie n’a pas pris le message. Renvoyez le code ou choisissez un autre moyen.",
      sms: "Le SMS n’est pas parti. Renvoyez le code ou choisissez un autre moyen.",
      totp: "",
      passkey: "",
    },
    missing: {
      email:
        "Aucune adresse e-mail vérifiée n’est enregistrée pour vous : demandez-le à votre référent MSSanté.",
      sms: "Aucun mobile vérifié n’est enregistré pour vous : demandez-le à votre référent MSSanté, ou choisissez un autre moyen.",
      totp: "Vous n’avez pas d’application d’authentification. Entrez par un autre moyen, puis ajoutez-la dans « Ma sécurité ».",
      passkey:
        "Vous n’avez pas de clé d’accès. Entrez par un autre moyen, puis ajoutez-la dans « Ma sécurité ».",
    },
    forbidden,
    endsOn: (day: string) =>
      `À partir du ${day}, les codes par e-mail ne seront plus acceptés : ajoutez un autre moyen dans « Ma sécurité ».`,
    resend: "Renvoyer le même code",
    resent: "Le même code vient de repartir.",
    change: {
      email: "Recevoir par e-mail",
      sms: "Recevoir par SMS",
      totp: "Utiliser l’application",
      passkey: "Utiliser une clé d’accès",
    },
    label: "Code à 6 chiffres",
    until: (time: string) => `Valable jusqu’à ${time}. Les espaces ne comptent pas.`,
    cancel: "Annuler",
    submit: "Ok",
    busy: "Vérification…",
    nothing: "Rien reçu\u202f?",
    nothingText: {
      email: "Regardez dans les indésirables. Un envoi peut prendre quelques minutes.",
      sms: "Un SMS peut prendre quelques minutes.",
      totp: "",
      passkey: "",
    },
    opening: "Ouverture de votre messagerie…",
  },
};

export type Words = typeof fr;
