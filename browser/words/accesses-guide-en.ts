import type { GuideWords } from "./accesses-guide-fr.ts";

/** Every sentence of “Guide”, in English. */
export const guideEn: GuideWords = {
  crumb: "Administration of the operator",
  title: "Sign-in guide",
  lead: "The “Guide de connexion rapide” to give to structures: your screens, the methods you accept, your contacts. It is in French.",
  waiting: "Reading the guide…",
  none: "No guide yet.",
  lastTitle: "Last guide",
  made: (day, pages) => `Made on ${day}, ${pages} pages.`,
  fresh: "It tells your settings of today.",
  stale: "The settings have changed since this guide. Make it again.",
  prepare: "Prepare the PDF",
  preparing: "Preparing…",
  ready: "The guide is ready.",
  readyText: "It opens in another tab, where it can be printed and saved.",
  open: "Open the guide (PDF)",
  howTitle: "Make a guide",
  how: "On the server, by the command line. It takes Chromium on that machine, and a minute.",
  howChanges: "After a change of settings, restart the program first.",
};
