/**
 * The fictional association of the sandbox: its people, its mailboxes, who may open which. Domains end in
 * `.example`, phones are in the 06 39 98 range kept for fiction.
 */

export const domain = "valdebrume.mss.example";
/** The operator's own, and one that no structure has yet. */
export const operatorDomain = "caducee.mss.example";
export const freeDomain = "estuaire.mss.example";

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
  /** What a JMAP program of hers shows, and the mailbox that it opens. */
  program: { mailbox: MailboxKey; secret: string };
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
    program: { mailbox: "ime", secret: "cad-z5pu-okvh-xt35-zv2b-745v-oo6j-g2dr-uyv4" },
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
      subject: "899700990114",
      kind: "CPS",
      profession: "60",
      places: [
        { name: "IME Val de Brume", finess: "149999001" },
        { name: "Foyer Les Saules", finess: "149999002" },
      ],
    },
    program: { mailbox: "ime", secret: "cad-qn7w-q6dn-6aft-qqbk-syd4-7pnu-ww3s-l73h" },
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
    program: { mailbox: "ime", secret: "cad-w5vb-a32p-onpm-jokq-m5y2-do7n-gmoj-lka7" },
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
    card: { subject: "899700990221", kind: "e-CPS", profession: "93", places: [] },
    program: { mailbox: "sessad", secret: "cad-76ap-jv7g-6y3y-s36h-fjcx-be5j-d7vc-uvnf" },
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
    program: { mailbox: "ime", secret: "cad-xuwk-awzn-envm-iktr-e5ls-dwin-t27h-xr2a" },
    rights: { ime: "manager", foyer: "manager", sessad: "manager" },
  },
];

/** Whoever administers the operator: makes structures and names their référents, and opens no mailbox. */
export const administrator: Omit<SandboxPerson, "program" | "rights" | "card"> = {
  login: `org.gaspard.nivet@${operatorDomain}`,
  password: "phare-granit-mardi",
  givenName: "Gaspard",
  familyName: "Nivet",
  occupation: "Administrateur de l’opérateur",
  email: "g.nivet@caducee.example",
  phone: "06 39 98 52 90",
  referent: false,
};

/** The same, as the JSON twin tells of him. */
export const publicAdministrator: Omit<PublicPerson, "jmap"> = {
  login: administrator.login,
  password: administrator.password,
  name: `${administrator.givenName} ${administrator.familyName}`,
  role: administrator.occupation,
  email: administrator.email,
  phone: administrator.phone,
  mailboxes: [],
  psc: null,
};

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
  /** For a JMAP program, by HTTP Basic, or by Bearer with the password alone: the mailbox `mailbox`. */
  jmap: { session: string; user: string; password: string; mailbox: string };
}

/** Who can sign in, as the JSON twin tells it; `programUrl` is the origin of the program. */
export function listPeople(programUrl: string): PublicPerson[] {
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
    jmap: {
      session: `${programUrl}/.well-known/jmap`,
      user: person.login,
      password: person.program.secret,
      mailbox: mailboxes[person.program.mailbox].address,
    },
  }));
}

/** The keys of the mailboxes, in the order people see them. */
export function mailboxKeys(): MailboxKey[] {
  return ["ime", "foyer", "sessad"];
}
