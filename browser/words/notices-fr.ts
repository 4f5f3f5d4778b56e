import type { Notice, Notices } from "../../contracts/notices.ts";

/** What the operator says of itself, and how far the pages conform to the RGAA. */
export type Said = Notices & { level: "none" | "partial" | "full" };
/** A title, then paragraphs; an empty one is not shown. */
type Section = [title: string, ...lines: string[]];
interface Page {
  title: string;
  sections(said: Said): Section[];
}

const missing = "Non renseigné par l’opérateur.";

const pages: Record<Notice, Page> = {
  support: {
    title: "Assistance",
    sections: ({ phone, email, hours }) => [
      ["Nous joindre", `Téléphone : ${phone}`, `E-mail : ${email}`, hours],
      [
        "Avant d’appeler",
        "Notez votre identifiant, l’heure, et ce que dit la page.",
        "Ne donnez jamais votre mot de passe ni un code : l’assistance ne les demande pas.",
      ],
      [
        "Un accès, une boîte qui manque",
        "Votre référent MSSanté ouvre et retire les accès de votre structure : demandez-lui d’abord.",
      ],
    ],
  },
  legal: {
    title: "Mentions légales",
    sections: ({ legalName, address, phone, email, publisher, host }) => [
      ["Éditeur", legalName, address, `Téléphone : ${phone}`, `E-mail : ${email}`],
      ["Publication", publisher ? `Direction de la publication : ${publisher}` : missing],
      ["Hébergement", host || missing, "Les données de santé sont hébergées par un hébergeur certifié HDS."],
      ["Logiciel", "Caducée, logiciel libre sous licence EUPL-1.2."],
    ],
  },
  privacy: {
    title: "Données personnelles",
    sections: ({ legalName, dpo, traceMonths }) => [
      [
        "Qui répond de vos données",
        `${legalName} opère cette messagerie pour votre structure, qui est responsable du traitement de ses messages.`,
      ],
      [
        "À quoi elles servent",
        "À vous identifier, à porter vos messages de santé dans l’espace de confiance MSSanté, et à garder la trace des accès.",
        "Ces traitements répondent à des obligations légales (code de la santé publique, articles L.1110-4 et L.1470-1 et suivants).",
      ],
      [
        "Ce qui est gardé",
        "Votre nom, votre identifiant, votre profession, votre adresse e-mail et votre mobile.",
        "Les messages de vos boîtes, aussi longtemps que votre structure le décide.",
        `La trace des connexions et des lectures : ${traceMonths}\u00a0mois.`,
      ],
      [
        "Cookies",
        "Ceux de la connexion seulement. Ils finissent avec elle, et rien n’est mesuré ni transmis à d’autres.",
      ],
      [
        "Vos droits",
        "Vous pouvez demander à lire, corriger ou effacer vos données, ou limiter leur usage.",
        dpo ? `Délégué à la protection des données : ${dpo}` : missing,
        "Sans réponse qui vous convienne, vous pouvez saisir la CNIL : www.cnil.fr.",
      ],
    ],
  },
  accessibility: {
    title: "Accessibilité",
    sections: ({ level, phone, email }) => [
      [
        "État de conformité",
        {
          none: "Ces pages sont non conformes au RGAA\u00a04.1 : aucun audit n’a encore été publié. Elles sont pourtant écrites et essayées pour le clavier, les lecteurs d’écran et l’agrandissement à 400\u00a0%.",
          partial: "Ces pages sont partiellement conformes au RGAA\u00a04.1.",
          full: "Ces pages sont totalement conformes au RGAA\u00a04.1.",
        }[level],
      ],
      [
        "Un obstacle\u202f?",
        "Dites-nous lequel : nous vous aiderons, ou vous donnerons l’information autrement.",
        `Téléphone : ${phone}`,
        `E-mail : ${email}`,
      ],
      [
        "Sans réponse de notre part",
        "Vous pouvez saisir le Défenseur des droits : formulaire.defenseurdesdroits.fr, ou 09\u00a069\u00a039\u00a000\u00a000.",
      ],
    ],
  },
};

/** Every sentence of the legal pages, in French. */
export const noticesFr = {
  ...pages,
  pageTitle: (title: string) => `${title} · Caducée`,
  back: "Retour à la messagerie",
};

export type NoticeWords = typeof noticesFr;
