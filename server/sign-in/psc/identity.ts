import * as v from "valibot";

/** One place and role in which a professional works, as Pro Santé Connect knows it; empty where it says nothing. */
export interface Activity {
  /** `profession^OID` or `role^OID`, as in SubjectRole. */
  role: string;
  /** Code of the profession (TRE_G15). */
  profession: string;
  structure: string;
  /** FINESS of the site or of its legal entity, SIRET, or the register's own identifier: the first that is there. */
  structureId: string;
}

const word = v.fallback(v.string(), "");
const texts = v.fallback(v.array(word), []);
const place = v.object({
  codeRole: word,
  raisonSocialeSite: word,
  enseigneCommercialeSite: word,
  numeroFinessSite: word,
  numeroFinessetablissementJuridique: word,
  numeroSiretSite: word,
  identifiantTechniqueDeLaStructure: word,
});
const practice = v.object({ codeProfession: word, activities: v.fallback(v.array(place), []) });
/** Whatever is missing or of another form is left out: no claim but the subject keeps anybody outside. */
const claimsSchema = v.object({
  SubjectRole: texts,
  SubjectOrganization: word,
  SubjectOrganizationID: word,
  SubjectRefPro: v.fallback(v.object({ exercices: v.fallback(v.array(practice), []) }), { exercices: [] }),
});

/** The person's activities: those that she used for this sign-in first, then each one of her register's. */
export function readActivities(claims: object): Activity[] {
  const read = v.parse(claimsSchema, claims);
  const used = read.SubjectRole.map((role) => ({
    role,
    profession: role.split("^", 1)[0] ?? "",
    structure: read.SubjectOrganization,
    structureId: read.SubjectOrganizationID,
  }));
  const registered = read.SubjectRefPro.exercices.flatMap(({ codeProfession, activities }) =>
    activities.map((one) => ({
      role: one.codeRole,
      profession: codeProfession,
      structure: one.enseigneCommercialeSite || one.raisonSocialeSite,
      structureId:
        one.numeroFinessSite ||
        one.numeroFinessetablissementJuridique ||
        one.numeroSiretSite ||
        one.identifiantTechniqueDeLaStructure,
    })),
  );
  return [...used, ...registered].slice(0, mostActivities);
}

const mostActivities = 50;

/** The national identifier (`8` and RPPS); null unless all who say it say the same. Never the e-mail address. */
export function readSubject(...claims: readonly Record<string, unknown>[]): string | null {
  const said = claims.flatMap(({ SubjectNameID: one }) => (one === undefined ? [] : [one]));
  const [subject] = said;
  const isSame = said.every((one) => one === subject);
  return typeof subject === "string" && isSubject(subject) && isSame ? subject : null;
}

/** Whether a text can be a SubjectNameID: letters and digits, as `899700218896` or `ANS20231122132732`. */
export function isSubject(text: string): boolean {
  return /^[A-Za-z0-9./-]{5,64}$/.test(text);
}
