import { writeMoment } from "../foundations/french-moment.ts";
import { shortenAccessNews, writeAccessNews, writeActivation } from "./access-notices.ts";
import { shortenEnd, writeEnd } from "./policy-notices.ts";
import type { BrowserKind, News, Notice } from "./door.ts";
import { shortenReminder, writeReminder } from "./reminder-notices.ts";
import { writeSpareNews } from "./spare-notices.ts";
import { words } from "./words.ts";

interface Signed {
  signature: string;
  supportPhone: string;
  publicUrl: string;
}

/** What is written to a person about her account. */
export function writeNotice(notice: Notice, signed: Signed): { subject: string; text: string } {
  switch (notice.kind) {
    case "password-link":
      return writeLink(notice, signed);
    case "password-changed":
      return writeChange(notice, signed);
    case "new-place":
      return writePlace(notice, signed);
    case "wrong-passwords":
    case "wrong-codes":
      return writeTries(notice, signed);
    case "email-ends":
      return writeEnd(notice, signed);
    case "activation":
      return writeActivation(notice, signed);
    case "app-added":
    case "app-removed":
    case "passkey-added":
    case "passkey-removed":
    case "app-password-made":
    case "app-password-removed": {
      const { subject, text } = words.notices[notice.kind];
      return { subject, text: text({ ...notice, ...signed }) };
    }
    case "own-contact-changed":
      return writeContact(notice, signed);
    case "spares-made":
    case "spare-used":
      return writeSpareNews(notice, signed);
    case "silent":
    case "silent-closed":
    case "referent-news":
      return writeReminder(notice, signed);
    default:
      return writeAccessNews(notice, signed);
  }
}

type Of<Kind extends Notice["kind"]> = Extract<Notice, { kind: Kind }>;

function writeLink({ account, secret }: Of<"password-link">, { signature, publicUrl, supportPhone }: Signed) {
  return {
    subject: "Mot de passe oublié : le lien pour en choisir un autre",
    text: `Bonjour ${account},

Un nouveau mot de passe a été demandé pour votre compte MSSanté ${account}.

Pour le choisir, ouvrez ce lien. Il vaut une heure et ne sert qu’une fois :

${publicUrl}/mot-de-passe-oublie#${secret}

Vous vous connecterez ensuite comme d’habitude, avec un code.

Vous n’avez rien demandé ? Ne faites rien : votre mot de passe reste le même. Ne donnez ce lien à personne. Si ce message revient, appelez l’assistance au ${supportPhone}.

Cordialement,
${signature}
`,
  };
}

function writeChange({ account, at, from }: Of<"password-changed">, { signature, supportPhone }: Signed) {
  return {
    subject: "Le mot de passe de votre compte MSSanté a changé",
    text: `Bonjour ${account},

Le mot de passe de votre compte MSSanté ${account} a changé.

Quand : ${writeMoment(at)} (heure de Paris)
Avec : ${writeBrowser(from)}

C’était vous ? Il n’y a rien à faire. Les autres sessions se sont fermées, et les mots de passe d’application n’ouvrent plus rien.

Ce n’était pas vous ? Prévenez tout de suite votre référent MSSanté, ou l’assistance au ${supportPhone}.

Cordialement,
${signature}
`,
  };
}

function writeContact(
  { account, contact, at }: Of<"own-contact-changed">,
  { signature, supportPhone }: Signed,
) {
  const what = contact === "email" ? "l’adresse e-mail" : "le téléphone mobile";
  return {
    subject: `Votre compte MSSanté : ${what} des codes a changé`,
    text: `Bonjour ${account},

Le ${writeMoment(at)} (heure de Paris), ${what} où arrivent vos codes a changé dans « Ma sécurité ». L’ancien contact ne reçoit plus rien après ce message.

C’était vous ? Il n’y a rien à faire.

Ce n’était pas vous ? Prévenez tout de suite votre référent MSSanté, ou l’assistance au ${supportPhone}.

Cordialement,
${signature}
`,
  };
}

function writePlace(
  { account, at, from, network, isNew }: Of<"new-place">,
  { signature, supportPhone }: Signed,
) {
  const what = words.newPlace[isNew.length > 1 ? "both" : (isNew[0] ?? "network")];
  return {
    subject: `Connexion à votre compte MSSanté depuis ${what}`,
    text: `Bonjour ${account},

Une session vient de s’ouvrir sur votre compte MSSanté ${account} depuis ${what}.

Quand : ${writeMoment(at)} (heure de Paris)
Avec : ${writeBrowser(from)}
D’où : ${network ?? "un réseau que nous ne connaissons pas"}

C’était vous ? Il n’y a rien à faire.

Ce n’était pas vous ? Fermez cette session dans « Ma sécurité » et changez votre mot de passe, puis prévenez votre référent MSSanté, ou l’assistance au ${supportPhone}.

Cordialement,
${signature}
`,
  };
}

/** What to do differs: wrong codes come after the right password. */
const tries = {
  "wrong-passwords": {
    subject: "Des mots de passe faux ont été essayés sur votre compte MSSanté",
    what: "Plusieurs mots de passe faux viennent d’être essayés",
    advice:
      "Personne n’est entré. Gardez votre mot de passe, ne le donnez à personne. Là où vous vous connectez d’habitude, vous pouvez toujours entrer ; ailleurs, il faut peut-être attendre l’heure que la page indique.",
  },
  "wrong-codes": {
    subject: "Votre mot de passe MSSanté est peut-être connu de quelqu’un",
    what: "Votre mot de passe a été saisi, puis plusieurs codes faux,",
    advice:
      "Personne n’est entré, mais quelqu’un connaît sans doute votre mot de passe. Changez-le tout de suite : « Mot de passe oublié ? » sur la page de connexion.",
  },
};

function writeTries(
  { kind, account, at }: Of<"wrong-passwords" | "wrong-codes">,
  { signature, supportPhone }: Signed,
) {
  const { subject, what, advice } = tries[kind];
  return {
    subject,
    text: `Bonjour ${account},

${what} sur votre compte MSSanté ${account}, jusqu’à ${writeMoment(at)} (heure de Paris).

C’était vous ? Il n’y a rien à faire.

Ce n’était pas vous ? ${advice} En cas de doute, prévenez votre référent MSSanté, ou l’assistance au ${supportPhone}.

Cordialement,
${signature}
`,
  };
}

/** The same in one SMS: 160 letters of the GSM alphabet when the operator's name is short and written in it; no link, no name. */
export function writeShortNotice(
  news: News,
  { operator, supportPhone }: { operator: string; supportPhone: string },
): string {
  if (news.kind === "silent" || news.kind === "silent-closed" || news.kind === "referent-news")
    return `${operator} : ${shortenReminder(news)} Aide : ${supportPhone}.`;
  if (news.kind === "email-ends")
    return `${operator} : ${shortenEnd(news)} Une question ? Appelez le ${supportPhone}.`;
  const what = isShort(news.kind) ? words.short[news.kind] : shortenAccessNews(news.kind);
  return `${operator} : ${what} Pas vous ? Appelez le ${supportPhone}.`;
}

function isShort(kind: News["kind"]): kind is keyof typeof words.short {
  return Object.hasOwn(words.short, kind);
}

function writeBrowser({ browser, system }: BrowserKind): string {
  const known = [browser, system].filter((one) => one !== null);
  return known.length > 0 ? known.join(", ") : "un navigateur que nous ne reconnaissons pas";
}
