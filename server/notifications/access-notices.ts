import { writeMoment } from "../foundations/french-moment.ts";

/** The link of a first access. `secret` stands after its « # »; `by`: who gave the access, null for the operator. */
export interface ActivationNotice {
  kind: "activation";
  secret: string;
  until: number;
  structure: string;
  by: string | null;
}

/** What a référent did to somebody's access; `by` names her. */
export interface AccessNews {
  kind:
    | "access-suspended"
    | "access-resumed"
    | "access-left"
    /** Another e-mail address or mobile was put in the place of one of hers. */
    | "contact-changed"
    /** Lives ten minutes, replaces one code, never the password. */
    | "rescue-code"
    | "methods-reset"
    | "access-unlocked";
  by: string;
  at: number;
}

interface Signed {
  signature: string;
  supportPhone: string;
  publicUrl: string;
}

export function writeActivation(
  { account, by, structure, until, secret }: ActivationNotice & { account: string },
  { publicUrl, supportPhone, signature }: Signed,
): { subject: string; text: string } {
  const who = by === null ? "L’opérateur" : `${by}, référent MSSanté,`;
  return {
    subject: "Votre accès à la messagerie sécurisée MSSanté",
    text: `Bonjour ${account},

${who} vous a ouvert un accès à la messagerie sécurisée (${structure}).

Votre identifiant : ${account}

Pour choisir votre mot de passe et entrer, ouvrez ce lien. Il vaut jusqu’au ${writeMoment(until)} et ne sert qu’une fois :

${publicUrl}/premier-acces#${secret}

Un code vous sera envoyé à cette adresse : gardez-la ouverte. Ne donnez ce lien à personne.

Vous n’attendiez pas ce message ? Ne faites rien, et appelez l’assistance au ${supportPhone}.

Cordialement,
${signature}
`,
  };
}

const told: Record<AccessNews["kind"], { subject: string; what: string; after: string; short: string }> = {
  "access-suspended": {
    subject: "est suspendu",
    what: "a suspendu votre accès",
    after: "Vos sessions ouvertes se sont fermées. Vos messages restent.",
    short: "votre accès MSSanté est suspendu.",
  },
  "access-resumed": {
    subject: "est rouvert",
    what: "a rouvert votre accès",
    after: "Vous entrez de nouveau comme d’habitude.",
    short: "votre accès MSSanté est rouvert.",
  },
  "access-left": {
    subject: "est fermé",
    what: "a fermé votre accès",
    after: "Vos sessions et vos droits ont pris fin.",
    short: "votre accès MSSanté est fermé.",
  },
  "contact-changed": {
    subject: ": un contact a changé",
    what: "a enregistré un autre contact pour votre accès",
    after: "Il ne servira qu’une fois vérifié par vous.",
    short: "un contact de votre accès MSSanté a changé.",
  },
  "rescue-code": {
    subject: ": un code de dépannage a été donné",
    what: "a créé un code de dépannage pour votre accès",
    after:
      "Il remplace une fois votre code de connexion, pendant dix minutes, et demande toujours votre mot de passe.",
    short: "un code de dépannage a été créé pour votre accès MSSanté.",
  },
  "methods-reset": {
    subject: ": vos applications ont été retirées",
    what: "a retiré vos applications d’authentification",
    after: "Le code par e-mail reste. Ajoutez une application dans « Ma sécurité » dès que vous pouvez.",
    short: "vos applications de codes ont quitté votre accès MSSanté.",
  },
  "access-unlocked": {
    subject: "est débloqué",
    what: "a débloqué votre accès, fermé après trop d’essais",
    after: "Vous pouvez réessayer.",
    short: "votre accès MSSanté est débloqué.",
  },
};

export function writeAccessNews(
  { account, kind, by, at }: AccessNews & { account: string },
  { supportPhone, signature }: Signed,
): { subject: string; text: string } {
  const { subject, what, after } = told[kind];
  return {
    subject: `Votre accès MSSanté ${subject}`,
    text: `Bonjour ${account},

Le ${writeMoment(at)} (heure de Paris), ${by} ${what}. ${after}

Vous n’étiez pas au courant ? Prévenez tout de suite votre référent MSSanté, ou l’assistance au ${supportPhone}.

Cordialement,
${signature}
`,
  };
}

/** The same in letters of the GSM alphabet, for one SMS (3GPP TS 23.038). */
export function shortenAccessNews(kind: AccessNews["kind"]): string {
  return told[kind].short;
}
