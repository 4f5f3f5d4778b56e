import type { RefusalCode } from "../../contracts/refusals.ts";
import type { Strength } from "../../contracts/password.ts";

/** Every sentence of a first access, in French. U+00A0 before « : »; U+202F before « ; ! ? ». */
const strength: Record<Strength, (left: number) => string> = {
  short: (left) => (left === 1 ? "encore 1\u00a0caractère" : `encore ${left}\u00a0caractères`),
  common: () => "trop facile à deviner\u00a0: ajoutez un mot ou deux",
  fair: () => "mot de passe convenable",
  good: () => "bon mot de passe",
  fine: () => "très bon mot de passe",
};

const refusals: Partial<Record<RefusalCode, string>> = {
  "code-expired": "Ce code ne vaut plus. Envoyez-en un autre.",
  "too-many-codes": "Trop d’essais pour ce code. Envoyez-en un autre dans une minute.",
  "unknown-challenge": "Ce code a été demandé dans un autre navigateur. Envoyez-en un autre ici.",
  "resend-too-many": "Trop de codes ont été envoyés. Demandez à votre référent de renvoyer le lien.",
  "contact-unproved": "Vérifiez d’abord votre adresse e-mail dans ce navigateur.",
};

export const firstAccessFr = {
  strength,
  refusals,
  pageTitle: (step: number) => `Premier accès, étape ${step} sur 3 · Caducée`,
  overPageTitle: "Premier accès · Caducée",
  crumb: (step: number) => `Étape ${step} sur 3`,
  stepsName: "Étapes du premier accès",
  steps: [
    ["Vos coordonnées", "vérifiées par un code"],
    ["Votre mot de passe", "12\u00a0caractères ou plus"],
    ["Une seconde méthode", "pour ne jamais rester dehors"],
  ] satisfies [string, string][],
  done: "fait",
  waiting: "Ouverture du lien…",
  welcome: (name: string) => `Bienvenue, ${name}`,
  openedBy: (by: string | null, structure: string) =>
    by === null
      ? `Un accès vous est ouvert à la messagerie sécurisée de ${structure}`
      : `${by}, référent MSSanté (${structure}), vous a ouvert un accès`,
  toMailbox: (name: string) => ` à la boîte ${name}`,
  toMailboxes: (names: string) => ` aux boîtes ${names}`,
  reach: ". Vérifions d’abord où vous joindre.",
  yourLogin: "Votre identifiant",
  email: "Adresse e-mail",
  mobile: "Téléphone mobile",
  verified: "Vérifié",
  send: "Envoyer un code",
  sendTo: (contact: string) => `Envoyer un code\u00a0: ${contact}`,
  sendAgain: "Renvoyer",
  sending: "Envoi…",
  sentAt: (time: string) => `envoyé à ${time}`,
  notSent: "Le code n’a pas pu partir. Réessayez dans une minute.",
  emailCode: "Code reçu par e-mail",
  mobileCode: "Code reçu par SMS",
  verify: "Vérifier",
  wrongContact: "Ce n’est pas la vôtre\u202f? Votre référent peut la corriger et renvoyer le lien.",
  withoutMobile:
    "Pas ce mobile sous la main\u202f? Vous pouvez continuer sans\u00a0: il ne servira pas tant qu’il n’est pas vérifié.",
  conditionsTitle: "Conditions d’utilisation",
  conditions: [
    "Mon accès est personnel\u00a0: je ne le prête pas et ne donne ni mot de passe ni code.",
    "J’écris des données de santé aux seules adresses de l’espace de confiance MSSanté.",
    "Mes lectures et mes envois laissent une trace à mon nom, sans leur contenu.",
    "La boîte sert à échanger, pas à conserver un dossier\u00a0: un an sans connexion la ferme, après rappel.",
    "Je préviens mon référent dès que je perds un téléphone ou que je quitte la structure.",
  ],
  accept: "J’accepte ces conditions",
  acceptMissing: "Acceptez les conditions pour continuer.",
  proveMissing: "Vérifiez d’abord votre adresse e-mail.",
  next: "Continuer",
  back: "Retour",
  passwordTitle: "Choisissez votre mot de passe",
  passwordLead: "Quatre ou cinq mots qui vous font sourire valent mieux qu’un code impossible à retenir.",
  password: "Nouveau mot de passe",
  characters: (count: number) => (count > 1 ? `${count}\u00a0caractères` : `${count}\u00a0caractère`),
  strengthName: (told: string) => `Solidité\u00a0: ${told}`,
  rules: [
    "12\u00a0caractères au moins",
    "ni courant, ni facile à deviner",
    "sans votre nom ni votre identifiant",
  ],
  saving: "Enregistrement…",
  secondTitle: "Ajoutez une seconde méthode",
  secondLead: "Si l’e-mail tarde ou si le téléphone se perd, vous entrerez quand même.",
  passkey: "Clé d’accès de cet appareil",
  passkeyHint:
    "Il vous reconnaît à l’empreinte, au visage ou à son code\u00a0: plus rien à recopier. Pas sur un poste partagé.",
  addPasskey: "Ajouter une clé d’accès",
  passkeyCancelled: "Aucune clé d’accès n’a été ajoutée. Réessayez, ou prenez l’application.",
  app: "Application d’authentification",
  appHint: "Gratuite, sans réseau. N’importe laquelle convient.",
  scan: "Photographiez ce carré avec l’application.",
  onPhone: "Vous êtes déjà sur le téléphone\u202f?",
  openApp: "Ouvrir l’application",
  orKey: "ou copiez la clé\u00a0:",
  copy: "Copier la clé",
  copied: "Clé copiée.",
  typeCode: "Saisissez le code affiché",
  later: "Plus tard",
  finish: "Terminer",
  paperTitle: "Imprimez vos codes de secours",
  paperLead:
    "Chacun remplace une fois le code de connexion, le jour où ni l’e-mail ni le téléphone ne répondent. Votre mot de passe reste demandé.",
  paperHint: "Ils ne seront plus montrés. Gardez-les loin de l’ordinateur, jamais avec votre mot de passe.",
  print: "Imprimer",
  enter: "Ouvrir ma boîte",
  startPageTitle: "Premier accès · Caducée",
  startTitle: "Commencez avec votre fiche",
  startLead: "Votre référent MSSanté vous a remis une fiche d’accès. Recopiez-en le code de départ.",
  startCode: "Code de départ",
  startHint: "16\u00a0lettres, en quatre groupes. Majuscules, tirets et espaces ne comptent pas.",
  startMalformed: "Un code de départ compte 16\u00a0lettres, sans voyelle ni chiffre. Relisez la fiche.",
  startOver:
    "Ce code n’ouvre rien. Relisez-le lettre à lettre\u00a0; s’il a plus de 7\u00a0jours, ou s’il a servi, votre référent vous imprime une autre fiche.",
  overTitle: "Ce lien ne sert plus",
  overText:
    "Il a servi, il a expiré, ou un autre l’a remplacé. S’il a servi, connectez-vous\u00a0; sinon, votre référent MSSanté peut en renvoyer un.",
  signIn: "Se connecter",
};

export type FirstAccessWords = typeof firstAccessFr;
