import { people, type Card } from "../people.ts";

/** Somebody with a card that Pro Santé Connect takes, whether or not the association gave an access. */
export interface CardHolder {
  givenName: string;
  familyName: string;
  occupation: string;
  card: Card;
}

/** Identified like everybody else, and nobody's colleague here. */
const stranger: CardHolder = {
  givenName: "Hugo",
  familyName: "Castagnet",
  occupation: "Médecin",
  card: {
    subject: "899700990346",
    kind: "CPS",
    profession: "10",
    places: [{ name: "Cabinet du Port", finess: "149999003" }],
  },
};

/** Who can be chosen on the sandbox's Pro Santé Connect. */
export const cardHolders: readonly CardHolder[] = [
  ...people.flatMap(({ givenName, familyName, occupation, card }) =>
    card ? [{ givenName, familyName, occupation, card }] : [],
  ),
  stranger,
];

export function findHolder(subject: string): CardHolder | undefined {
  return cardHolders.find(({ card }) => card.subject === subject);
}

/** The level of a means, as the ID token says it. */
export function levelOf({ kind }: Card): string {
  return kind === "CPS" ? "eidas2" : "eidas1";
}

/** What userinfo says of somebody, as the real one does; an e-mail address is not part of it. */
export function makeClaims({ givenName, familyName, card }: CardHolder): Record<string, unknown> {
  const [first] = card.places;
  return {
    sub: `f:550dc1c8-d97b-4b1e-ac8c-8eb4471cf9dd:${card.subject}`,
    SubjectNameID: card.subject,
    preferred_username: card.subject,
    given_name: givenName,
    family_name: familyName,
    UITVersion: "1.0",
    Palier_Authentification: "APPPRIP3^1.2.250.1.213.1.5.1.1.1",
    SubjectRole: [`${card.profession}^1.2.250.1.213.1.1.5.5`],
    ...(first ? { SubjectOrganization: first.name, SubjectOrganizationID: `1${first.finess}` } : {}),
    SubjectRefPro: { exercices: [makePractice(card)] },
  };
}

// The register leaves the activities out for those who have none.
function makePractice({ profession, places }: Card): object {
  const practice = { codeProfession: profession, codeCategorieProfessionnelle: "C" };
  if (places.length === 0) return practice;
  const activities = places.map(({ name, finess }) => ({
    codeModeExercice: "S",
    codeRole: "",
    numeroFinessSite: finess,
    raisonSocialeSite: name,
    enseigneCommercialeSite: "",
  }));
  return { ...practice, activities };
}
