import type { Cause } from "./rules/verdict.ts";

const nb = "\u00a0";
const thin = "\u202f";

/** Why a message did not arrive, and what to do about it. `at` names the recipient's domain. */
const causes: Record<Cause, (at: string, hours: number) => { why: string; advice: string }> = {
  "unknown-address": (at) => ({
    why: `Cette adresse n’existe pas chez ${at}.`,
    advice:
      "Vérifiez l’adresse, lettre par lettre, ou demandez-la à votre correspondant, puis envoyez à nouveau.",
  }),
  "closed-mailbox": (at) => ({
    why: `Cette boîte est fermée chez ${at}.`,
    advice: "Demandez à votre correspondant à quelle adresse lui écrire.",
  }),
  full: () => ({
    why: "La boîte de votre correspondant est pleine.",
    advice: "Prévenez votre correspondant par un autre moyen, puis envoyez à nouveau.",
  }),
  "too-large": (at) => ({
    why: `Le message est trop lourd pour ${at}.`,
    advice: "Envoyez les pièces jointes en plusieurs messages.",
  }),
  "not-allowed": (at) => ({
    why: `${at} n’accepte pas ce message de notre part.`,
    advice: "Appelez l’assistance en lui montrant ce message.",
  }),
  content: (at) => ({
    why: `${at} n’accepte pas le contenu de ce message.`,
    advice: "Retirez les pièces jointes, puis envoyez à nouveau.",
  }),
  "no-answer": (at, hours) => ({
    why: `Le serveur de ${at} n’a pas pu prendre le message pendant ${hours}${nb}h.`,
    advice: "Prévenez votre correspondant par un autre moyen, puis envoyez à nouveau.",
  }),
  other: (at) => ({
    why: `${at} a refusé ce message.`,
    advice:
      "Envoyez-le à nouveau un peu plus tard. S’il revient encore, appelez l’assistance en lui montrant ce message.",
  }),
};

export interface BounceFacts {
  recipient: string;
  domain: string;
  subject: string | null;
  sentAt: string;
  cause: Cause;
  /** How long it was tried. */
  hours: number;
}

export const bounceWords = {
  subject: (subject: string | null) => `Non remis${nb}: ${subject ?? "(sans objet)"}`,
  from: "Distribution du courrier",
  text({ recipient, domain, subject, sentAt, cause, hours }: BounceFacts): string {
    const { why, advice } = causes[cause](domain, hours);
    return [
      `Votre message n’est pas arrivé à ${recipient}.`,
      "",
      `Objet${nb}: ${subject ?? "(sans objet)"}`,
      `Envoyé le ${sentAt}`,
      "",
      why,
      advice,
      "",
      `Votre message reste dans «${nb}Envoyés${nb}»${thin}; s’il avait d’autres destinataires, ceci ne les concerne pas.`,
      "",
    ].join("\n");
  },
};
