import type { ProgramsWords } from "./programs-fr.ts";

/** What “My security” says of passwords of programs. */
export const programsEn: ProgramsWords = {
  title: "App passwords",
  text: "For a program that speaks JMAP. Each opens one mailbox, with your rights, and nothing else.",
  make: "Create a password",
  none: "No program opens your mailboxes.",
  made: (when) => `created on ${when}`,
  used: (when) => `used on ${when}`,
  neverUsed: "never used",
  until: (when) => `until ${when}`,
  expired: "Expired",
  remove: "Remove",
  removeNamed: (name) => `Remove “${name}”`,
  removeTitle: (name) => `Remove “${name}”?`,
  removeText: "The program that uses it will open nothing any more, at once.",
  removed: "The app password is removed. A message tells you so.",
  makeTitle: "Create an app password",
  name: "Name of the program",
  nameExample: "Care software",
  nameMissing: "Give the program a name: you will know it in the list.",
  mailbox: "Mailbox that it opens",
  life: "Valid for",
  days: (days) => {
    if (days === 365) return "1 year";
    return days === 1 ? "1 day" : `${days} days`;
  },
  create: "Create",
  doneTitle: "Copy it now",
  doneText: "This password will never be shown again. In the program, enter:",
  address: "Server address (JMAP)",
  user: "User",
  secret: "Password",
  copy: "Copy the password",
  copied: "Password copied.",
  done: "Done",
};
