import type { AccessNews } from "./access-notices.ts";
import type { News } from "./door.ts";
import type { ReminderNews } from "./reminder-notices.ts";

/** The words of what leaves for ordinary mailboxes. Those of the code are the connection guide's own (2024). */
export const words = {
  /** Letters of the GSM alphabet alone, so that it is one message (3GPP TS 23.038): no curly apostrophe. */
  sms: ({ operator, code }: { operator: string; code: string }) =>
    `${operator} : ${code} est votre code de connexion. Ne le donnez à personne.`,
  code: {
    subject: "Connexion à votre compte MSSanté",
    /** Heading, greeting, sentence, the code alone on its line, signature: the guide's layout; no link, ever. */
    text: ({ account, code, signature }: { account: string; code: string; signature: string }) =>
      `Connexion à votre compte MSSanté

Bonjour ${account},

Pour vous connecter sur votre compte MSSanté ${account} veuillez saisir le code suivant :

${code}

Cordialement,
${signature}
`,
  },
  newPlace: {
    browser: "un nouveau navigateur",
    network: "un nouveau réseau",
    both: "un nouveau navigateur et un nouveau réseau",
  },
  /** One SMS each, in letters of the GSM alphabet (3GPP TS 23.038): no « ê », no « ç », no curly apostrophe. */
  short: {
    "app-added": "une application de codes vient de s'ajouter à votre compte MSSanté.",
    "app-removed": "une application de codes vient de quitter votre compte MSSanté.",
    "passkey-added": "une clé d'accès vient de s'ajouter à votre compte MSSanté.",
    "passkey-removed": "une clé d'accès vient de quitter votre compte MSSanté.",
    "app-password-made": "un mot de passe d'application vient de s'ajouter à votre compte MSSanté.",
    "app-password-removed": "un mot de passe d'application vient de quitter votre compte MSSanté.",
    "password-changed": "le mot de passe de votre compte MSSanté a changé.",
    "own-contact-changed": "le contact où arrivent vos codes MSSanté a changé.",
    "spares-made": "dix codes de secours viennent de s'imprimer pour votre compte MSSanté.",
    "spare-used": "un code de secours ou de dépannage vient de servir sur votre compte MSSanté.",
    "new-place": "session ouverte sur votre compte MSSanté depuis un nouvel endroit.",
    "wrong-passwords": "des mots de passe faux ont été essayés sur votre compte MSSanté.",
    "wrong-codes": "votre mot de passe MSSanté est sans doute connu : changez-le.",
  } satisfies Record<Exclude<News["kind"], (AccessNews | ReminderNews)["kind"] | "email-ends">, string>,
  notices: {
    "app-added": {
      subject: "Votre compte MSSanté : une application d’authentification a été ajoutée",
      text: (given: NoticeFacts) =>
        notice(
          given,
          given.name
            ? `L’application d’authentification « ${given.name} » vient d’être ajoutée à votre compte MSSanté ${given.account}.`
            : `Une application d’authentification vient d’être ajoutée à votre compte MSSanté ${given.account}.`,
        ),
    },
    "app-removed": {
      subject: "Votre compte MSSanté : une application d’authentification a été retirée",
      text: (given: NoticeFacts) =>
        notice(
          given,
          given.name
            ? `L’application d’authentification « ${given.name} » vient d’être retirée de votre compte MSSanté ${given.account}.`
            : `Une application d’authentification vient d’être retirée de votre compte MSSanté ${given.account}.`,
        ),
    },
    "passkey-added": {
      subject: "Votre compte MSSanté : une clé d’accès a été ajoutée",
      text: (given: NoticeFacts) =>
        notice(
          given,
          given.name
            ? `La clé d’accès « ${given.name} » vient d’être ajoutée à votre compte MSSanté ${given.account}.`
            : `Une clé d’accès vient d’être ajoutée à votre compte MSSanté ${given.account}.`,
        ),
    },
    "passkey-removed": {
      subject: "Votre compte MSSanté : une clé d’accès a été retirée",
      text: (given: NoticeFacts) =>
        notice(
          given,
          given.name
            ? `La clé d’accès « ${given.name} » vient d’être retirée de votre compte MSSanté ${given.account}.`
            : `Une clé d’accès vient d’être retirée de votre compte MSSanté ${given.account}.`,
        ),
    },
    "app-password-made": {
      subject: "Votre compte MSSanté : un mot de passe d’application a été créé",
      text: (given: NoticeFacts) =>
        notice(
          given,
          `Un mot de passe d’application, « ${given.name} », vient d’être créé pour votre compte MSSanté ${given.account}. Un logiciel peut lire et écrire avec lui dans une de vos boîtes.`,
        ),
    },
    "app-password-removed": {
      subject: "Votre compte MSSanté : un mot de passe d’application a été retiré",
      text: (given: NoticeFacts) =>
        notice(
          given,
          `Le mot de passe d’application « ${given.name} » vient d’être retiré de votre compte MSSanté ${given.account}. Le logiciel qui s’en servait n’ouvre plus rien.`,
        ),
    },
  },
};

interface NoticeFacts {
  account: string;
  name: string;
  signature: string;
  supportPhone: string;
}

function notice({ account, signature, supportPhone }: NoticeFacts, what: string): string {
  return `Bonjour ${account},

${what}

Si c’est vous, il n’y a rien à faire. Sinon, prévenez tout de suite votre référent MSSanté, ou l’assistance au ${supportPhone}.

Cordialement,
${signature}
`;
}
