import type { PostWords } from "./post-fr.ts";

/** Every sentence of the page that marks a shared post, in English. */
export const postEn: PostWords = {
  title: "Is this a shared computer?",
  pageTitle: "Shared computer · Caducée",
  lead: "Do several people sign in on this computer, in this browser? Mark it as a shared one.",
  effects: [
    "No identifier will be kept on it.",
    "A code will always be asked for.",
    "An idle session will close sooner.",
  ],
  once: "This link works once. After that, only an MSSanté référent of the structure can undo it.",
  mark: "Mark this computer",
  marking: "One moment…",
  back: "Back to sign-in",
  doneTitle: "This computer is marked",
  doneText: "It will remember nobody any more. The sign-in page says so to everybody.",
  signIn: "Sign in",
  overTitle: "This link works no more",
  overText: "It has expired or was used already. Ask your MSSanté référent for another.",
};
