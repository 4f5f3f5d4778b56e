/** Every sentence of the countdown, of the lock and of the sign-in over a page, in French. */
export const shutFr = {
  lockTitle: "Messagerie verrouillée",
  lockPageTitle: "Verrouillé · Caducée",
  lockErrorTitle: "Erreur : déverrouillage · Caducée",
  lockText: "Rien n’est perdu : vous retrouverez la page et votre texte au mot près.",
  password: "Mot de passe",
  passwordMissing: "Indiquez votre mot de passe.",
  showPassword: "Afficher le mot de passe",
  unlock: "Déverrouiller",
  unlocking: "Vérification…",
  otherKeys: "Sans le mot de passe\u202f:",
  codeBy: {
    email: "Recevoir un code par e-mail",
    sms: "Recevoir un code par SMS",
    totp: "Code de l’application",
    passkey: "Clé d’accès",
  },
  notYou: "Ce n’est pas vous\u202f?",
  signOut: "Se déconnecter",
  signOutFailed: "Le serveur ne répond pas : la session reste verrouillée. Réessayez.",
  againTitle: "Votre session est terminée",
  againText: "Connectez-vous à nouveau : la page vous attend, telle que vous l’avez laissée.",
  idleIn: (time: string) => `Verrouillage dans ${time}`,
  endIn: (time: string) => `Fin de session dans ${time}`,
  /** Said once to screen readers. */
  idleSaid: "Sans geste de votre part, la messagerie se verrouille dans deux minutes. Rien ne sera perdu.",
  endSaid: "La session se termine dans deux minutes. Vous vous connecterez à nouveau, et rien ne sera perdu.",
  endNote: "Votre texte est gardé.",
  stay: "Rester connecté",
  minutes: (minutes: number, seconds: number) =>
    minutes > 0 ? `${minutes}\u00a0min\u00a0${seconds}\u00a0s` : `${seconds}\u00a0s`,
};

export type ShutWords = typeof shutFr;
