/**
 * The fictional association of the sandbox: its people, its mailboxes, who may open which. Domains end in
 * `.example`, phones are in the 06 39 98 range kept for fiction.
 */

export const domain = "valdebrume.mss.example";

export type Right = "reader" | "writer" | "manager";
export type MailboxKey = "ime" | "foyer" | "sessad";

/** A professional's card, real or on the phone, as Pro Santé Connect knows it. */
export interface Card {
  /** SubjectNameID: `8` and an RPPS of the range kept for tests. */
  subject: string;
  kind: "CPS" | "e-CPS";
  /** Code of the profession (TRE_G15). */
  profession: string;
  /** Where she practises, as the register has it; it may have nothing. */
  places: { name: string; finess: string }[];
}

/** A person who can sign in, with everything a visitor of the sandbox needs. */
export interface SandboxPerson {
  login: string;
  password: string;
  givenName: string;
  familyName: string;
  occupation: string;
  /** The ordinary mailbox, where one-time codes go. */
  email: string;
  /** As people write it: `06 39 98 41 07`. */
  phone: string;
  referent: boolean;
  /** Secret of her authenticator app, in base32. */
  totp?: string;
  /** Secretaries and educators have none. */
  card?: Card;
  rights: Partial<Record<MailboxKey, Right>>;
}

/** A shared mailbox of the association. */
export interface SandboxMailbox {
  address: string;
  name: string;
  service: string;
}

export const mailboxes: Record<MailboxKey, SandboxMailbox> = {
  ime: {
    address: `accueil.ime@${domain}`,
    name: "Accueil IME",
    service: "Institut médico-éducatif",
  },
  foyer: {
    address: `foyer.saules@${domain}`,
    name: "Foyer Les Saules",
    service: "Foyer de vie",
  },
  sessad: {
    address: `sessad@${domain}`,
    name: "SESSAD",
    service: "Service d’éducation spéciale et de soins à domicile",
  },
};

export const people: SandboxPerson[] = [
  {
    login: `org.nadege.faure@${domain}`,
    password: "heron-maree-basse",
    givenName: "Nadège",
    familyName: "Faure",
    occupation: "Secrétaire",
    email: "n.faure@valdebrume.example",
    phone: "06 39 98 41 07",
    referent: false,
    rights: { ime: "writer", foyer: "writer", sessad: "writer" },
  },
  {
    login: `org.marie.kermadec@${domain}`,
    password: "canot-brume-lundi",
    givenName: "Marie",
    familyName: "Kermadec",
    occupation: "Infirmière",
    email: "m.kermadec@valdebrume.example",
    phone: "06 39 98 22 10",
    referent: false,
    card: {
      subject: "899700990115",
      kind: "CPS",
      profession: "60",
      places: [
        { name: "IME Val de Brume", finess: "149999001" },
        { name: "Foyer Les Saules", finess: "149999002" },
      ],
    },
    rights: { ime: "writer", foyer: "writer" },
  },
  {
    login: `org.yanis.belkacem@${domain}`,
    password: "ballon-orage-figue",
    givenName: "Yanis",
    familyName: "Belkacem",
    occupation: "Éducateur",
    email: "y.belkacem@valdebrume.example",
    phone: "06 39 98 35 71",
    referent: false,
    rights: { ime: "writer" },
  },
  {
    login: `org.solene.aubry@${domain}`,
    password: "plume-givre-citron",
    givenName: "Solène",
    familyName: "Aubry",
    occupation: "Psychologue",
    email: "s.aubry@valdebrume.example",
    phone: "06 39 98 60 24",
    referent: false,
    card: { subject: "899700990222", kind: "e-CPS", profession: "93", places: [] },
    rights: { ime: "reader", sessad: "writer" },
  },
  {
    login: `org.odile.marchetti@${domain}`,
    password: "lampe-sentier-noix",
    givenName: "Odile",
    familyName: "Marchetti",
    occupation: "Référente MSSanté",
    email: "o.marchetti@valdebrume.example",
    phone: "06 39 98 17 52",
    referent: true,
    totp: "MNQWI5LDMVSSAZDVEBRGCYZAMEQHGYLCNRSSA23J",
    rights: { ime: "manager", foyer: "manager", sessad: "manager" },
  },
];

/** One entry of `GET /api/people`. */
export interface PublicPerson {
  login: string;
  password: string;
  name: string;
  role: string;
  email: string;
  phone: string;
  mailboxes: string[];
  totp?: string;
  /** The card with which Pro Santé Connect knows the person; null: none. */
  psc: { subject: string; card: "CPS" | "e-CPS" } | null;
}

/** Who can sign in, as the JSON twin tells it. */
export function listPeople(): PublicPerson[] {
  return people.map((person) => ({
    login: person.login,
    password: person.password,
    name: `${person.givenName} ${person.familyName}`,
    role: person.occupation,
    email: person.email,
    phone: person.phone,
    mailboxes: mailboxKeys()
      .filter((key) => person.rights[key])
      .map((key) => mailboxes[key].address),
    ...(person.totp === undefined ? {} : { totp: person.totp }),
    psc: person.card ? { subject: person.card.subject, card: person.card.kind } : null,
  }));
}

/** The keys of the mailboxes, in the order people see them. */
export function mailboxKeys(): MailboxKey[] {
  return ["ime", "foyer", "sessad"];
}
