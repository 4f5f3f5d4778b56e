/** Every sentence of « Guide », in French. U+00A0 before « : » and inside « »; U+202F before « ; ! ? ». */
export const guideFr = {
  crumb: "Administration de l’opérateur",
  title: "Guide de connexion",
  lead: "Le «\u00a0Guide de connexion rapide\u00a0» à remettre aux structures\u00a0: vos écrans, les moyens que vous acceptez, vos contacts.",
  waiting: "Lecture du guide…",
  none: "Aucun guide encore.",
  lastTitle: "Dernier guide",
  made: (day: string, pages: number) => `Fait le ${day}, ${pages}\u00a0pages.`,
  fresh: "Il dit vos réglages d’aujourd’hui.",
  stale: "Les réglages ont changé depuis ce guide. Refaites-le.",
  prepare: "Préparer le PDF",
  preparing: "Préparation…",
  ready: "Le guide est prêt.",
  readyText: "Il s’ouvre dans un autre onglet, d’où il s’imprime et s’enregistre.",
  open: "Ouvrir le guide (PDF)",
  howTitle: "Faire un guide",
  how: "Sur le serveur, par la ligne de commande. Il faut Chromium sur cette machine, et une minute.",
  howChanges: "Après un changement de réglage, redémarrez d’abord le programme.",
};

export type GuideWords = typeof guideFr;
