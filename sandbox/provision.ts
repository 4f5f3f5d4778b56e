import { administrator, mailboxes, mailboxKeys, people, type MailboxKey, type Right } from "./people.ts";

/** What the program's `provision` command reads: structures with their persons, mailboxes and rights. */
export interface Provision {
  structures: {
    id: string;
    name: string;
    /** Nine digits; this one is fictional. */
    finess: string;
    persons: {
      login: string;
      givenName: string;
      familyName: string;
      occupation: string;
      password: string;
      email: string;
      /** E.164. */
      mobile: string;
      referent: boolean;
      administrator?: boolean;
      totp?: string;
      appPasswords: { mailbox: string; name: string; secret: string }[];
      /** SubjectNameID at Pro Santé Connect. */
      pscSubject: string | null;
    }[];
    mailboxes: {
      address: string;
      name: string;
      kind: "PER" | "ORG" | "APP" | "CAB";
      service: string;
      responsible: string;
      quotaBytes: number;
      /** `from`: first day of the right, YYYY-MM-DD. */
      members: { login: string; right: Right; from: string }[];
    }[];
  }[];
}

const historyDays = 90;
const quotaBytes = 10_000_000_000;

/** The association as the `provision` command takes it; rights began 90 days before `at` (ms), as its mail did. */
export function makeProvision(at: number): Provision {
  const from = new Date(at - historyDays * 86_400_000).toISOString().slice(0, 10);
  return {
    structures: [
      {
        id: "valdebrume",
        name: "Association Val de Brume",
        finess: "140000000",
        persons: people.map((person) => ({
          login: person.login,
          givenName: person.givenName,
          familyName: person.familyName,
          occupation: person.occupation,
          password: person.password,
          email: person.email,
          mobile: makeE164(person.phone),
          referent: person.referent,
          ...(person.totp === undefined ? {} : { totp: person.totp }),
          appPasswords: [
            {
              mailbox: mailboxes[person.program.mailbox].address,
              name: "Logiciel d’essai",
              secret: person.program.secret,
            },
          ],
          pscSubject: person.card?.subject ?? null,
        })),
        mailboxes: mailboxKeys().map((key) => ({
          ...mailboxes[key],
          kind: "ORG",
          responsible: "Odile Marchetti",
          quotaBytes,
          members: listMembers(key, from),
        })),
      },
      {
        id: "operateur",
        name: "Opérateur Caducée",
        finess: "149999900",
        persons: [
          {
            login: administrator.login,
            givenName: administrator.givenName,
            familyName: administrator.familyName,
            occupation: administrator.occupation,
            password: administrator.password,
            email: administrator.email,
            mobile: makeE164(administrator.phone),
            referent: false,
            administrator: true,
            appPasswords: [],
            pscSubject: null,
          },
        ],
        mailboxes: [],
      },
    ],
  };
}

function listMembers(key: MailboxKey, from: string): { login: string; right: Right; from: string }[] {
  return people.flatMap(({ login, rights }) => {
    const right = rights[key];
    return right ? [{ login, right, from }] : [];
  });
}

function makeE164(phone: string): string {
  return phone.replaceAll(" ", "").replace(/^0/, "+33");
}
