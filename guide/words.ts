import type { GuideMethod, GuideSubject } from "../server/administration/door.ts";

type CodeMethod = Extract<GuideMethod, "email" | "sms" | "totp">;

/** « 4 h », « 90 min ». */
function span(minutes: number): string {
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
}

const labels: Record<GuideSubject["layout"], Record<CodeMethod, string>> = {
  "2024": { email: "Email", sms: "SMS", totp: "Google Authenticator" },
  "2022": { email: "e-mail", sms: "SMS", totp: "Google" },
};

function list(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} ou ${names.at(-1)}`;
}

const choose = (layout: GuideSubject["layout"], method: CodeMethod) =>
  layout === "2024"
    ? `Sous « Authentification à deux facteurs », choisissez « ${labels[layout][method]} », puis cliquez sur « Connexion ».`
    : `Sous « Type de Vérification », choisissez « ${labels[layout][method]} ».`;

const give = (layout: GuideSubject["layout"], method: CodeMethod) =>
  layout === "2024"
    ? "Saisissez-le dans la fenêtre qui s’est ouverte, puis cliquez sur « Ok »."
    : `Saisissez-le dans « Code de vérification ${labels[layout][method]} », puis cliquez sur « Connexion ».`;

/** Every sentence of the quick guide, and of the command that makes it. The first titles are those of the guides. */
export const words = {
  noChromium:
    "Chromium manque sur cette machine : il prend les images du guide. Installez-le (Debian, Ubuntu : apt-get install chromium), puis recommencez.",
  chromiumFailed: (program: string, why: string) =>
    `Chromium (${program}) ne s’ouvre pas : ${why}. Réinstallez-le, puis recommencez.`,
  taking: "Le guide se fait : images des écrans, puis mise en pages. Comptez une minute.",

  kind: "Guide utilisateur",
  title: "Connexion à la Messagerie Sécurisée de Santé via une authentification forte",
  subtitle: "Guide de connexion rapide",
  contacts: "Contact(s) :",
  updated: "Date de dernière mise à jour :",
  pages: "Nb de pages :",
  contents: "Sommaire",
  pageOf: (page: number, all: number) => `Page ${page} sur ${all}`,
  documentTitle: (operator: string) => `Guide de connexion rapide · ${operator}`,

  titles: {
    "sign-in": "Connexion à la Messagerie Sécurisée de Santé",
    email: "Avec un code reçu par e-mail",
    sms: "Avec un code reçu par SMS",
    totp: "Avec une application d’authentification",
    passkey: "Avec une clé d’accès",
    psc: "Avec Pro Santé Connect",
    mailbox: "Accès à la messagerie sécurisée de santé (la Boîte à Lettres Organisationnelle)",
    reading: "Lire un message et y répondre",
    help: "En cas de difficulté",
  },

  goTo: "Depuis le navigateur, rendez-vous sur l’URL :",
  first:
    "La toute première fois, ouvrez d’abord le lien que le référent MSSanté de votre structure vous a envoyé, ou l’adresse de la fiche qu’il vous a remise : vous y choisissez votre mot de passe.",
  firstWithout:
    "La toute première fois, ouvrez d’abord le lien que le référent MSSanté de votre structure vous a envoyé, ou l’adresse de la fiche qu’il vous a remise.",
  login: (label: string, domain: string) =>
    `Dans « ${label} », saisissez votre identifiant, fourni par le référent MSSanté de votre structure : org.prenom.nom@${domain}.`,
  password: "Dans « Mot de passe », saisissez votre mot de passe.",
  remember: (trustMinutes: number) =>
    trustMinutes > 0
      ? `« Se souvenir de moi » garde votre identifiant et, après un code, n’en redemande pas dans ce navigateur pendant ${span(trustMinutes)}. Ne cochez cette case que sur un ordinateur à vous.`
      : "« Se souvenir de moi » garde votre identifiant sur cet ordinateur, jamais votre mot de passe.",
  oneMethod: (layout: GuideSubject["layout"], method: CodeMethod) =>
    layout === "2024"
      ? `Sous « Authentification à deux facteurs », laissez « ${labels[layout][method]} » sélectionné, puis cliquez sur « Connexion ».`
      : "Cliquez sur « Connexion ». L’écran suivant demande votre code.",
  severalMethods: (layout: GuideSubject["layout"], methods: readonly CodeMethod[]) => {
    const names = list(methods.map((method) => `« ${labels[layout][method]} »`));
    return layout === "2024"
      ? `Sous « Authentification à deux facteurs », choisissez d’où vient votre code : ${names}. Cliquez sur « Connexion ».`
      : `Cliquez sur « Connexion ». L’écran suivant demande d’où vient votre code : ${names}.`;
  },
  withoutPassword: "Aucun mot de passe n’est demandé : choisissez l’un des moyens des pages qui suivent.",
  alsoWithout: "Les autres boutons ouvrent votre messagerie sans mot de passe : voyez les pages qui suivent.",

  steps: {
    email: (layout: GuideSubject["layout"], minutes: number) => [
      choose(layout, "email"),
      "Un code part vers votre e-mail de notification, celui que votre référent a enregistré à la création de votre accès.",
      `Récupérez-le dans votre messagerie professionnelle ou autre. Il vaut ${minutes} minutes et ne sert qu’une fois.`,
      give(layout, "email"),
    ],
    sms: (layout: GuideSubject["layout"], minutes: number) => [
      choose(layout, "sms"),
      `Un code part vers votre mobile. Il vaut ${minutes} minutes et ne sert qu’une fois.`,
      give(layout, "sms"),
    ],
    totp: (layout: GuideSubject["layout"], _minutes: number) => [
      choose(layout, "totp"),
      "Ouvrez l’application sur votre téléphone : Google Authenticator, ou une autre. Elle affiche un code, qui change toutes les 30 secondes.",
      give(layout, "totp"),
    ],
    passkey: () => [
      "Cliquez sur « Se connecter avec une clé d’accès ».",
      "Votre appareil vous demande votre empreinte, votre visage ou son code. Il n’y a rien à recopier.",
      "Votre messagerie s’ouvre.",
    ],
    psc: () => [
      "Cliquez sur « S'identifier avec PRO SANTÉ CONNECT ».",
      "Identifiez-vous sur sa page, avec votre carte CPS ou l’application e-CPS.",
      "Votre messagerie s’ouvre.",
    ],
  },
  notes: {
    totp: "Pour ajouter votre application la première fois : entrez par un autre moyen, puis ouvrez « Ma sécurité ».",
    passkey: "Une clé d’accès s’ajoute dans « Ma sécurité », depuis l’appareil qui la gardera.",
    psc: "Si la page répond « Vous n’avez pas encore d’accès », demandez-le au référent MSSanté de votre structure.",
  },
  emailEnds: (day: string) =>
    `À partir du ${day}, les codes par e-mail ne seront plus acceptés : ajoutez un autre moyen dans « Ma sécurité ».`,
  mailTitle: "Le message que vous recevez",
  smsTitle: "Le SMS que vous recevez",

  figures: {
    door: (label: string) =>
      `La page de connexion : les champs « ${label} » et « Mot de passe », et le bouton « Connexion ».`,
    doorWithoutPassword: "La page de connexion et ses boutons.",
    email: "L’écran du code, qui dit à quelle adresse il est parti.",
    sms: "L’écran du code, qui dit à quel numéro il est parti.",
    totp: "L’écran du code de l’application.",
    passkey: "Le bouton « Se connecter avec une clé d’accès ».",
    psc: "Le bouton « S'identifier avec PRO SANTÉ CONNECT ».",
    mailbox: "La boîte d’un service : les boîtes et les dossiers à gauche, les conversations au milieu.",
    reading: "Une conversation ouverte à droite de la liste.",
  },
  mailboxLead:
    "La boîte à lettres organisationnelle de votre service s’ouvre ; son nom est écrit en grand. Toute l’équipe qui y a droit y lit et y répond, chacun sous son nom.",
  mailbox: [
    "À gauche, vos boîtes et leurs dossiers. Le nombre dit combien de conversations vous n’avez pas lues.",
    "Au milieu, les conversations, de la plus récente à la plus ancienne. Un point plein : personne de l’équipe ne l’a lue. Un point évidé : l’équipe l’a lue, pas vous.",
    "Un message qui arrive s’affiche de lui-même : il n’y a rien à actualiser.",
  ],
  reading: [
    "Cliquez sur une conversation : elle s’ouvre à droite, au premier message que vous n’avez pas lu.",
    "Cliquez sur « Répondre ». Votre réponse part de la boîte qui a reçu le message ; votre brouillon s’enregistre pendant que vous écrivez.",
    "Cliquez sur « Envoyer ». Sous votre message, une ligne par destinataire dit où il en est.",
    "Pour partir, ouvrez votre compte, puis cliquez sur « Se déconnecter ».",
  ],
  idle: (idleMinutes: number, lockMinutes: number, sessionMinutes: number) => {
    const first = `Après ${span(idleMinutes)} sans geste, `;
    const then = lockMinutes > 0 ? "la page se verrouille" : "la session se termine";
    return `${first}${then} ; une session dure ${span(sessionMinutes)} au plus. Ce que vous écriviez est gardé.`;
  },

  help: {
    code: [
      "Le code n’arrive pas",
      "Regardez dans les indésirables, patientez une minute, puis demandez « Renvoyer le même code ». Un autre moyen se choisit sur le même écran.",
    ],
    wrong: (tries: number) => [
      "Le code est refusé",
      `Vous avez ${tries} essais. Vérifiez que c’est le dernier code reçu, ou celui que l’application affiche à l’instant.`,
    ],
    password: [
      "Mot de passe oublié",
      "Cliquez sur « Mot de passe oublié ? », sous le champ, et suivez le lien reçu par e-mail. Votre second moyen reste demandé.",
    ],
    phone: [
      "Téléphone perdu, plus aucun moyen",
      "Saisissez l’un de vos codes de secours à la place du code, ou demandez un code de dépannage à votre référent MSSanté.",
    ],
    access: [
      "Pas d’accès, une boîte manque",
      "C’est le référent MSSanté de votre structure qui ouvre les accès et donne les droits sur les boîtes.",
    ],
  },
  support: "Assistance",
  never:
    "Votre mot de passe et vos codes sont à vous seul. Personne ne vous les demandera, ni par téléphone, ni par message.",
};
