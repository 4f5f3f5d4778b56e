import { writeMoment } from "../foundations/french-moment.ts";

/** What comes round by itself: nobody did anything. `months`: without a sign-in. */
export type ReminderNews =
  /** `endsAt`: when the access will be suspended; null: nothing closes it. */
  | { kind: "silent"; months: number; endsAt: number | null }
  | { kind: "silent-closed"; months: number }
  /** To a référent, of persons of her structure; who they are is on the page alone. */
  | { kind: "referent-news"; about: ReferentMatter };

/** What référents are told of, at most once a day each. */
export type ReferentMatter =
  | { of: "silent" | "warned" | "closed"; months: number }
  | { of: "unused" }
  /** The agreement of a second référent to a « code de dépannage ». */
  | { of: "rescue-asked" | "rescue-agreed" | "rescue-refused" | "rescue-given" }
  /** `days` before identities are to be checked again; 0: they are by now. */
  | { of: "identity"; days: number };

interface Signed {
  signature: string;
  supportPhone: string;
}

interface Written {
  subject: string;
  text: string;
  /** The same for one SMS, in letters of the GSM alphabet (3GPP TS 23.038). */
  short: string;
}

export function writeReminder(
  { account, ...news }: ReminderNews & { account: string },
  { signature, supportPhone }: Signed,
): { subject: string; text: string } {
  const { subject, text } = write(news, account);
  return {
    subject,
    text: `Bonjour ${account},

${text}

Une question ? Appelez l’assistance au ${supportPhone}.

Cordialement,
${signature}
`,
  };
}

export function shortenReminder(news: ReminderNews): string {
  return write(news, "").short;
}

function write(news: ReminderNews, account: string): Written {
  switch (news.kind) {
    case "silent":
      return writeSilence(news, account);
    case "silent-closed":
      return {
        subject: "Votre accès MSSanté est suspendu",
        text: `Votre accès MSSanté ${account} est suspendu : aucune connexion depuis ${news.months} mois. Vos messages restent.

Pour le rouvrir, demandez à votre référent MSSanté.`,
        short: `votre accès MSSanté est suspendu, sans connexion depuis ${news.months} mois. Votre référent peut le rouvrir.`,
      };
    case "referent-news":
      return writeMatter(news.about);
  }
}

function writeSilence(
  { months, endsAt }: Extract<ReminderNews, { kind: "silent" }>,
  account: string,
): Written {
  const end =
    endsAt === null
      ? ""
      : `\n\nSans connexion d’ici là, votre accès sera suspendu le ${writeMoment(endsAt)} (heure de Paris). Vos messages resteront.`;
  return {
    subject: `Votre accès MSSanté : aucune connexion depuis ${months} mois`,
    text: `Votre accès MSSanté ${account} n’a pas servi depuis ${months} mois.${end}

Vous voulez le garder ? Connectez-vous une fois, comme d’habitude : cela suffit.
Vous n’en avez plus besoin ? Dites-le à votre référent MSSanté.`,
    short: `votre accès MSSanté n'a pas servi depuis ${months} mois. Pour le garder, connectez-vous.`,
  };
}

const where = "Vous les trouvez dans « Accès de la structure ».";

function writeMatter(about: ReferentMatter): Written {
  switch (about.of) {
    case "silent":
      return {
        subject: `Accès MSSanté sans connexion depuis ${about.months} mois`,
        text: `Des personnes de votre structure ne se sont pas connectées depuis ${about.months} mois. Elles viennent d’en être prévenues. ${where}`,
        short: `des accès de votre structure n'ont pas servi depuis ${about.months} mois.`,
      };
    case "warned":
      return {
        subject: "Des accès MSSanté seront bientôt suspendus",
        text: `Des personnes de votre structure ne se sont pas connectées depuis ${about.months} mois. Sans connexion de leur part, leur accès sera suspendu à la date qui vient de leur être dite. Qui n’a aucun contact vérifié n’a rien reçu, et garde son accès : à vous de voir. ${where}`,
        short: "des accès de votre structure seront suspendus sous peu, faute de connexion.",
      };
    case "closed":
      return {
        subject: "Des accès MSSanté viennent d’être suspendus",
        text: `Des accès de votre structure viennent d’être suspendus : aucune connexion depuis ${about.months} mois. Leurs messages restent, et « Rouvrir l’accès » les rend. ${where}`,
        short: "des accès de votre structure viennent de se fermer, faute de connexion.",
      };
    case "unused":
      return {
        subject: "Des liens de premier accès MSSanté ont expiré",
        text: `Des personnes à qui vous avez donné un accès n’ont pas ouvert leur lien à temps. « Renvoyer le lien » leur en donne un autre. ${where}`,
        short: "des liens de premier accès de votre structure ont expiré.",
      };
    case "rescue-asked":
      return {
        subject: "Un code de dépannage attend votre accord",
        text: `Un référent de votre structure demande votre accord pour un code de dépannage. La demande vaut 30 minutes ; elle dit qui la fait, et pour qui. Appelez votre collègue en cas de doute. ${where}`,
        short: "un code de dépannage attend votre accord, 30 minutes.",
      };
    case "rescue-agreed":
      return {
        subject: "Votre demande de code de dépannage est acceptée",
        text: `Un second référent a donné son accord. Ouvrez la fiche de la personne, puis « Code de dépannage », avant 30 minutes. ${where}`,
        short: "votre demande de code de dépannage est acceptée.",
      };
    case "rescue-refused":
      return {
        subject: "Votre demande de code de dépannage est refusée",
        text: "Un second référent a refusé le code de dépannage que vous aviez demandé.",
        short: "votre demande de code de dépannage est refusée.",
      };
    case "rescue-given":
      return {
        subject: "Le code de dépannage que vous aviez permis est donné",
        text: "Le référent qui vous avait demandé votre accord vient de lire le code de dépannage. Ce n’était pas prévu ? Appelez-le tout de suite, ou l’assistance.",
        short: "le code de dépannage que vous aviez permis est donné.",
      };
    case "identity":
      return about.days === 0 ? identityDue : writeIdentity(about.days);
  }
}

const identityDue: Written = {
  subject: "Des identités sont à vérifier de nouveau",
  text: `Pour des personnes de votre structure, la dernière vérification d’identité est trop ancienne. Leur accès reste ouvert. Voyez leur pièce d’identité, puis « Identité vérifiée de nouveau » dans leur fiche. ${where}`,
  short: "des identités de votre structure sont à revoir.",
};

function writeIdentity(days: number): Written {
  return {
    subject: `Des identités sont à vérifier de nouveau d’ici ${days} jours`,
    text: `Pour des personnes de votre structure, l’identité est à vérifier de nouveau d’ici ${days} jours. Voyez leur pièce d’identité, puis « Identité vérifiée de nouveau » dans leur fiche. ${where}`,
    short: `des identités de votre structure sont à revoir d'ici ${days} jours.`,
  };
}
