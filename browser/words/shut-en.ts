import type { ShutWords } from "./shut-fr.ts";

/** The same, in English. */
export const shutEn: ShutWords = {
  lockTitle: "Mail locked",
  lockPageTitle: "Locked · Caducée",
  lockErrorTitle: "Error: unlocking · Caducée",
  lockText: "Nothing is lost: you will find the page and your text again, word for word.",
  password: "Password",
  passwordMissing: "Enter your password.",
  showPassword: "Show the password",
  unlock: "Unlock",
  unlocking: "Checking…",
  otherKeys: "Without the password:",
  codeBy: {
    email: "Get a code by e-mail",
    sms: "Get a code by SMS",
    totp: "Code of the app",
    passkey: "Passkey",
  },
  notYou: "Not you?",
  signOut: "Sign out",
  signOutFailed: "The server does not answer: the session stays locked. Try again.",
  againTitle: "Your session has ended",
  againText: "Sign in again: the page waits for you as you left it.",
  idleIn: (time) => `Locking in ${time}`,
  endIn: (time) => `Session ends in ${time}`,
  idleSaid: "Unless you do something, the mail locks in two minutes. Nothing will be lost.",
  endSaid: "The session ends in two minutes. You will sign in again, and nothing will be lost.",
  endNote: "Your text is kept.",
  stay: "Stay signed in",
  minutes: (minutes, seconds) => (minutes > 0 ? `${minutes} min ${seconds} s` : `${seconds} s`),
};
