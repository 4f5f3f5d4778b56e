/** Every sentence of the page that marks a shared post, in French. U+00A0 before « : »; U+202F before « ; ! ? ». */
export const postFr = {
  title: "Ce poste est partagé\u202f?",
  pageTitle: "Poste partagé · Caducée",
  lead: "Plusieurs personnes se connectent sur cet ordinateur, dans ce navigateur\u202f? Marquez-le comme poste partagé.",
  effects: [
    "Aucun identifiant n’y sera retenu.",
    "Un code sera toujours demandé.",
    "Une session s’y fermera plus vite sans activité.",
  ],
  once: "Ce lien ne sert qu’une fois. Ensuite, seul un référent MSSanté de la structure peut revenir en arrière.",
  mark: "Marquer ce poste",
  marking: "Un instant…",
  back: "Retour à la connexion",
  doneTitle: "Ce poste est marqué",
  doneText: "Il ne retiendra plus personne. La page de connexion le rappelle à chacun.",
  signIn: "Se connecter",
  overTitle: "Ce lien ne sert plus",
  overText: "Il a expiré ou il a déjà servi. Demandez-en un autre à votre référent MSSanté.",
};

export type PostWords = typeof postFr;
