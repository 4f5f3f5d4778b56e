/** What « Ma sécurité » says of passwords of programs. */
export const programsFr = {
  title: "Mots de passe d’application",
  text: "Pour un logiciel qui parle JMAP. Chacun ouvre une seule boîte, avec vos droits, et rien d’autre.",
  make: "Créer un mot de passe",
  none: "Aucun logiciel n’ouvre vos boîtes.",
  made: (when: string) => `créé le ${when}`,
  used: (when: string) => `utilisé le ${when}`,
  neverUsed: "jamais utilisé",
  until: (when: string) => `jusqu’au ${when}`,
  expired: "Expiré",
  remove: "Retirer",
  removeNamed: (name: string) => `Retirer « ${name} »`,
  removeTitle: (name: string) => `Retirer « ${name} »\u202f?`,
  removeText: "Le logiciel qui s’en sert n’ouvrira plus rien, aussitôt.",
  removed: "Le mot de passe d’application est retiré. Un message vous l’annonce.",
  makeTitle: "Créer un mot de passe d’application",
  name: "Nom du logiciel",
  nameExample: "Logiciel de soins",
  nameMissing: "Donnez un nom au logiciel\u00a0: vous le reconnaîtrez dans la liste.",
  mailbox: "Boîte qu’il ouvre",
  life: "Durée",
  days: (days: number) => {
    if (days === 365) return "1\u00a0an";
    return days === 1 ? "1\u00a0jour" : `${days}\u00a0jours`;
  },
  create: "Créer",
  doneTitle: "Recopiez-le maintenant",
  doneText: "Ce mot de passe ne sera plus jamais montré. Dans le logiciel, indiquez\u00a0:",
  address: "Adresse du serveur (JMAP)",
  user: "Utilisateur",
  secret: "Mot de passe",
  copy: "Copier le mot de passe",
  copied: "Mot de passe copié.",
  done: "C’est fait",
};

export type ProgramsWords = typeof programsFr;
