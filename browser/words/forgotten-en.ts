import { strengthEn } from "./password-en.ts";
import type { ForgottenWords } from "./forgotten-fr.ts";

/** Every sentence of a forgotten password, in English. */
export const forgottenEn: ForgottenWords = {
  strength: strengthEn,
  askTitle: "Forgotten password",
  askPageTitle: "Forgotten password · Caducée",
  errorTitle: "Error: forgotten password · Caducée",
  askLead: "Enter your identifier. We will send a link to your ordinary mailbox, to choose a new password.",
  ask: "Get the link",
  asking: "Sending…",
  back: "Back to sign-in",
  askedTitle: "Look in your ordinary mailbox",
  askedText:
    "If this account exists and has a verified address, a link has just left. It is good for one hour, once.",
  nothing: "Nothing received?",
  nothingText:
    "Look in your spam folder, then check your identifier. At most 3 links leave in an hour. Without a verified address, only your MSSanté référent can help you.",
  askAgain: "Enter another identifier",
  newTitle: "New password",
  newPageTitle: "New password · Caducée",
  newLead:
    "At least 12 characters. Three unrelated words are enough, and easy to keep in mind. Neither your name nor your identifier.",
  label: "New password",
  missing: "Choose a password of at least 12 characters.",
  save: "Save",
  saving: "Saving…",
  otherLink: "Ask for another link",
  overTitle: "This link is of no more use",
  overText:
    "It has expired, it was used already, or your mail program cut it. It has not changed your password.",
  setTitle: "Your password has changed",
  setText:
    "Your open sessions were closed, and a message tells you so. Sign in with the new password: a code will be asked for, as usual.",
  signIn: "Sign in",
};
