/** Every sentence of the search, in French. U+00A0 before « : »; U+202F before « ; ! ? ». */
export const searchFr = {
  results: "Résultats de recherche",
  count: (count: number, isMore: boolean, text: string) =>
    isMore
      ? `Plus de ${text} conversations`
      : count > 1
        ? `${text} conversations`
        : count === 1
          ? "1 conversation"
          : "",
  looking: "Recherche en cours…",
  lookingIn: (names: string) => `Recherche encore en cours dans ${names}…`,
  reading: (count: number, text: string) =>
    count > 1
      ? `${text} messages sont encore en cours de lecture\u00a0: d’autres résultats peuvent venir.`
      : "Un message est encore en cours de lecture\u00a0: d’autres résultats peuvent venir.",
  failed: (names: string) => `La recherche n’a pas pu se faire dans ${names}.`,
  retry: "Réessayer",
  nothingTitle: "Aucun message trouvé",
  nothingText: "Essayez avec moins de mots, ou dans toutes vos boîtes.",
  scope: "Où chercher",
  everywhere: "Toutes mes boîtes",
  here: (mailbox: string) => `Dans ${mailbox}`,
  criteria: "Critères",
  moreCriteria: "Plus de critères",
  fewerCriteria: "Moins de critères",
  from: "Expéditeur",
  after: "À partir du",
  before: "Jusqu’au",
  more: "Afficher les plus anciens",
  end: "Rien de plus ancien.",
  close: "Fermer la recherche",
  in: (mailbox: string) => `Boîte\u00a0: ${mailbox}.`,
};

export type SearchSentences = typeof searchFr;
