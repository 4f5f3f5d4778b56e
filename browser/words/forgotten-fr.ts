import { strengthFr } from "./password-fr.ts";

/** Every sentence of a forgotten password, in French. U+00A0 before « : »; U+202F before « ; ! ? ». */
export const forgottenFr = {
  strength: strengthFr,
  askTitle: "Mot de passe oublié",
  askPageTitle: "Mot de passe oublié · Caducée",
  errorTitle: "Erreur\u00a0: mot de passe oublié · Caducée",
  askLead:
    "Indiquez votre identifiant. Nous enverrons à votre messagerie ordinaire un lien pour choisir un nouveau mot de passe.",
  ask: "Recevoir le lien",
  asking: "Envoi…",
  back: "Retour à la connexion",
  askedTitle: "Regardez votre messagerie ordinaire",
  askedText:
    "Si ce compte existe et qu’une adresse y est vérifiée, un lien vient de partir. Il vaut une heure et ne sert qu’une fois.",
  nothing: "Rien reçu\u202f?",
  nothingText:
    "Regardez dans les indésirables, puis vérifiez votre identifiant. Il part au plus 3\u00a0liens par heure. Sans adresse vérifiée, seul votre référent MSSanté peut vous aider.",
  askAgain: "Saisir un autre identifiant",
  newTitle: "Nouveau mot de passe",
  newPageTitle: "Nouveau mot de passe · Caducée",
  newLead:
    "12\u00a0caractères au moins. Trois mots sans rapport entre eux suffisent, et se retiennent. Ni votre nom, ni votre identifiant.",
  label: "Nouveau mot de passe",
  missing: "Choisissez un mot de passe d’au moins 12\u00a0caractères.",
  save: "Enregistrer",
  saving: "Enregistrement…",
  otherLink: "Demander un autre lien",
  overTitle: "Ce lien ne sert plus",
  overText:
    "Il a expiré, il a déjà servi, ou votre messagerie l’a coupé. Votre mot de passe n’a pas changé par lui.",
  setTitle: "Votre mot de passe a changé",
  setText:
    "Vos sessions ouvertes se sont fermées, et un message vous en prévient. Connectez-vous avec le nouveau mot de passe\u00a0: un code vous sera demandé, comme d’habitude.",
  signIn: "Se connecter",
};

export type ForgottenWords = typeof forgottenFr;
