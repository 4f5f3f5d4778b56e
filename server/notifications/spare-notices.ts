import { writeMoment } from "../foundations/french-moment.ts";

/** Twelve digits in the place of a one-time code: made, or used. */
type SpareNews =
  | { kind: "spares-made"; at: number }
  | { kind: "spare-used"; at: number; left: number | null };

/** From so few on, others are to be printed. */
const few = 3;

export function writeSpareNews(
  news: SpareNews & { account: string },
  { signature, supportPhone }: { signature: string; supportPhone: string },
): { subject: string; text: string } {
  const { subject, what, after } = write(news);
  return {
    subject: `Votre compte MSSanté : ${subject}`,
    text: `Bonjour ${news.account},

Le ${writeMoment(news.at)} (heure de Paris), ${what}${after}

Ce n’était pas vous ? Changez votre mot de passe et prévenez tout de suite votre référent MSSanté, ou l’assistance au ${supportPhone}.

Cordialement,
${signature}
`,
  };
}

function write(news: SpareNews): { subject: string; what: string; after: string } {
  if (news.kind === "spares-made")
    return {
      subject: "de nouveaux codes de secours",
      what: "dix codes de secours ont été créés pour votre compte.",
      after: " Ceux d’avant n’ouvrent plus rien.",
    };
  const { left } = news;
  if (left === null)
    return {
      subject: "un code de dépannage a servi",
      what: "une session s’est ouverte avec votre mot de passe et le code de dépannage donné par votre référent.",
      after: "",
    };
  return {
    subject: "un code de secours a servi",
    what: "un de vos codes de secours a servi, avec votre mot de passe.",
    after: ` ${tellLeft(left)}`,
  };
}

function tellLeft(left: number): string {
  const count =
    left > 1 ? `Il vous en reste ${left}.` : left === 1 ? "Il vous en reste un." : "C’était le dernier.";
  return left > few ? count : `${count} Imprimez-en d’autres dans « Ma sécurité ».`;
}
