import type { TraceAction } from "./administration-traces.ts";

/**
 * What each action of the trace is called, in French: the page and the export say the same, so their words stand here.
 * U+00A0 before « : » and inside « »; U+202F before « ; ! ? ».
 */

/** What a sentence may name. Names are whole, and so is every sentence. */
export interface TraceTold {
  who: string;
  /** Whom it was done to. */
  whom: string;
  facts: Record<string, string | number | boolean>;
}
export type TraceSentences = Record<TraceAction, (told: TraceTold) => string>;

const methods: Record<string, string> = {
  email: "code par e-mail",
  sms: "code par SMS",
  totp: "code d’une application",
  passkey: "clé d’accès",
  psc: "Pro Santé Connect",
  trusted: "mot de passe, navigateur de confiance",
  password: "mot de passe",
  "spare-code": "code de secours",
};
const rights: Record<string, string> = { reader: "lecture", writer: "rédaction", manager: "gestion" };
const contacts: Record<string, string> = { email: "messagerie ordinaire", mobile: "mobile" };
const sessionEnds: Record<string, string> = {
  "signed-out": "déconnexion",
  replaced: "nouvelle connexion dans le même navigateur",
  idle: "restée sans activité",
  "unlock-tries": "trop de mots de passe faux",
  over: "durée écoulée",
  "password-changed": "mot de passe changé",
  "psc-changed": "identité Pro Santé Connect changée",
  closed: "fermée par la personne depuis une autre session",
  "browser-forgotten": "navigateur oublié",
  withdrawn: "accès suspendu ou terminé",
};
const proofs: Record<string, string> = {
  "identity-card": "carte nationale d’identité",
  passport: "passeport",
  "residence-permit": "titre de séjour",
  "professional-card": "carte professionnelle",
  known: "personne connue de l’établissement",
};

/** A word of a list; as it stands in the trace when the list has none. */
const word = (list: Record<string, string>, value: unknown) => list[String(value)] ?? String(value ?? "");
const dayOf = (at: unknown) =>
  new Intl.DateTimeFormat("fr", { timeZone: "Europe/Paris", dateStyle: "long" }).format(Number(at));
const until = ({ until: at }: TraceTold["facts"]) =>
  at === undefined ? "" : `, jusqu’au ${dayOf(Number(at) - 1)}`;

/** For whom, when it is not for oneself. */
const forWhom = ({ who, whom }: Pick<TraceTold, "who" | "whom">) => (who === whom ? "" : ` pour ${whom}`);

export const traceSentencesFr: TraceSentences = {
  "session.opened": ({ who, facts }) => `Connexion de ${who} (${word(methods, facts["method"])}).`,
  "session.ended": ({ who, facts }) =>
    `Une session a pris fin\u00a0: ${word(sessionEnds, facts["reason"])} (${who}).`,
  "session.locked": ({ who }) => `Une session s’est verrouillée (${who}).`,
  "session.unlocked": ({ who, facts }) => `${who} a rouvert sa session (${word(methods, facts["by"])}).`,
  "session.proved": ({ who, facts }) =>
    `${who} a confirmé son identité dans sa session (${word(methods, facts["method"])}).`,
  "proof.refused": ({ whom, facts }) =>
    `Une confirmation d’identité a été refusée à ${whom} (${word(methods, facts["method"])}).`,
  "password.refused": ({ whom }) => `Un mot de passe faux a été donné pour ${whom}.`,
  "code.sent": ({ whom }) => `Un code de connexion a été envoyé à ${whom}.`,
  "code.refused": ({ whom }) => `Un code a été refusé à ${whom}.`,
  "spare-code.used": ({ whom }) => `${whom} a utilisé un code de secours.`,
  "passkey.refused": ({ whom }) => `Une clé d’accès a été refusée (${whom}).`,
  "psc.refused": () => "Une identité Pro Santé Connect n’a ouvert aucun accès.",
  "link.asked": ({ whom }) => `Un lien de mot de passe oublié a été demandé pour ${whom}.`,
  "link.sent": ({ whom }) => `Un lien de mot de passe oublié a été envoyé à ${whom}.`,
  "link.used": ({ who }) => `${who} a utilisé son lien de mot de passe oublié.`,
  "link.refused": ({ whom }) => `Un lien de mot de passe périmé a été essayé (${whom}).`,
  "notice.sent": ({ whom }) => `Un avis de sécurité a été envoyé à ${whom}.`,
  "browser.trusted": ({ who }) => `${who} a fait confiance à son navigateur.`,
  "browser.forgotten": ({ who }) => `${who} a oublié un navigateur.`,
  "app-password.used": ({ who }) => `Un logiciel s’est connecté pour ${who}.`,
  "app-password.refused": ({ whom }) => `Un mot de passe de logiciel a été refusé (${whom}).`,

  "person.added": ({ who, whom }) => `${who} a donné un accès à ${whom}.`,
  "person.created": ({ who, whom }) => `${who} a créé l’accès de ${whom}.`,
  "person.updated": ({ who, whom }) => `${who} a mis à jour la fiche de ${whom}.`,
  "person.suspended": ({ who, whom }) => `${who} a suspendu l’accès de ${whom}.`,
  "person.resumed": ({ who, whom }) => `${who} a rouvert l’accès de ${whom}.`,
  "person.left": ({ who, whom }) => `${who} a enregistré le départ de ${whom}.`,
  "person.end-set": ({ who, whom, facts }) =>
    facts["until"] === undefined
      ? `${who} a retiré la date de fin de l’accès de ${whom}.`
      : `${who} a fixé le dernier jour de l’accès de ${whom} au ${dayOf(Number(facts["until"]) - 1)}.`,
  "access.refused": ({ who, whom }) => `${who} n’avait pas le droit d’agir sur l’accès de ${whom}.`,
  "access.unlocked": ({ who, whom }) => `${who} a débloqué l’accès de ${whom}.`,
  "activation.made": ({ who, whom }) => `${who} a préparé un lien d’activation pour ${whom}.`,
  "activation.printed": ({ who, whom }) => `${who} a imprimé la fiche d’accès de ${whom}.`,
  "person.login-freed": ({ who, whom }) => `${who} a libéré l’identifiant de ${whom}, jamais venue.`,
  "arrivals.begun": ({ who }) => `${who} a commencé à donner les accès d’un fichier.`,
  "arrivals.cut": ({ who }) => `${who} a arrêté les accès d’un fichier en chemin.`,
  "arrivals.ended": () => "Tous les accès d’un fichier ont été donnés.",
  "arrivals.resent": ({ who }) => `${who} a renvoyé les liens incertains d’un fichier.`,
  "arrivals.resumed": ({ who }) => `${who} a repris les accès d’un fichier.`,
  "arrivals.stopped": () => "Les accès d’un fichier se sont arrêtés d’eux-mêmes.",
  "arrivals.undone": ({ who }) => `${who} a défait les accès d’un fichier qui n’avaient pas servi.`,
  "activation.sent": ({ whom }) => `Un lien d’activation a été envoyé à ${whom}.`,
  "activation.used": ({ whom }) => `${whom} a utilisé son lien d’activation.`,
  "conditions.accepted": ({ whom, facts }) =>
    `${whom} a accepté les conditions d’utilisation (version ${word({}, facts["version"])}).`,
  "contact.changed": ({ who, whom, facts }) =>
    `${who} a changé un contact de ${whom}\u00a0: ${word(contacts, facts["kind"])}.`,
  "contact.verified": ({ whom, facts }) =>
    `${whom} a vérifié un contact\u00a0: ${word(contacts, facts["kind"])}.`,
  "contact.refused": ({ whom, facts }) =>
    `Un code de vérification a été refusé à ${whom}\u00a0: ${word(contacts, facts["kind"])}.`,
  "identity.checked": ({ who, whom, facts }) =>
    `${who} a vérifié l’identité de ${whom}\u00a0: ${word(proofs, facts["how"])}.`,
  "methods.reset": ({ who, whom }) => `${who} a retiré les applications et clés d’accès de ${whom}.`,
  "password.set": ({ who, whom }) => `Le mot de passe de ${whom} a été choisi (${who}).`,
  "factor.added": ({ facts, ...told }) =>
    `${told.who} a ajouté une méthode${forWhom(told)}\u00a0: ${word(methods, facts["method"])}.`,
  "factor.renamed": ({ who }) => `${who} a renommé une clé d’accès.`,
  "factor.removed": ({ facts, ...told }) =>
    `${told.who} a retiré une méthode${forWhom(told)}\u00a0: ${word(methods, facts["method"])}.`,
  "recovery-code.made": ({ whom }) => `${whom} a imprimé des codes de secours.`,
  "rescue-code.made": ({ who, whom }) => `${who} a donné un code de dépannage à ${whom}.`,
  "rescue.asked": ({ who, whom }) =>
    `${who} a demandé l’accord d’un second référent pour un code de dépannage (${whom}).`,
  "rescue.agreed": ({ who, whom }) => `${who} a donné son accord à un code de dépannage (${whom}).`,
  "rescue.refused": ({ who, whom }) => `${who} a refusé un code de dépannage (${whom}).`,
  "psc.bound": ({ who, whom }) => `L’identité Pro Santé Connect de ${whom} a été reliée (${who}).`,
  "psc.unbound": ({ who, whom }) => `L’identité Pro Santé Connect de ${whom} a été détachée (${who}).`,
  "app-password.made": (told) => `${told.who} a créé un mot de passe de logiciel${forWhom(told)}.`,
  "app-password.removed": ({ who }) => `Un mot de passe de logiciel a pris fin (${who}).`,

  "membership.given": ({ who, whom, facts }) =>
    `${who} a donné un droit à ${whom}\u00a0: ${word(rights, facts["right"])}${until(facts)}.`,
  "membership.changed": ({ who, whom, facts }) =>
    `${who} a changé le droit de ${whom}\u00a0: ${word(rights, facts["right"])}${until(facts)}.`,
  "membership.ended": ({ who, whom }) => `${who} a retiré son droit à ${whom}.`,
  "referent.named": ({ who, whom }) => `${who} a nommé ${whom} référent.`,
  "referent.released": ({ who, whom }) => `${who} a retiré à ${whom} sa charge de référent.`,
  "administrator.named": ({ who, whom }) => `${who} a nommé ${whom} administrateur de l’opérateur.`,
  "administrator.released": ({ who, whom }) =>
    `${who} a retiré à ${whom} sa charge d’administrateur de l’opérateur.`,

  "mailbox.made": ({ who }) => `${who} a créé la boîte.`,
  "mailbox.changed": ({ who }) => `${who} a changé la boîte.`,
  "mailbox.suspended": ({ who }) => `${who} a suspendu la boîte.`,
  "mailbox.resumed": ({ who }) => `${who} a rouvert la boîte.`,
  "mailbox.unpublished": ({ who }) => `${who} a demandé la suppression de la boîte.`,
  "mailbox.kept": ({ who }) => `${who} a renoncé à supprimer la boîte.`,
  "mailbox.deleted": () => "La boîte a été supprimée, son délai passé.",
  "mailbox.export-begun": ({ who }) => `${who} a commencé une copie de la boîte.`,
  "mailbox.exported": ({ who }) => `${who} a emporté une copie de la boîte.`,
  "folder.made": ({ who }) => `${who} a créé un dossier.`,
  "message.brought": ({ who }) => `${who} a repris un message d’une autre messagerie.`,

  "message.read": ({ who }) => `${who} a lu un message.`,
  "message.sent": ({ who, facts }) =>
    Number(facts["recipients"]) > 1
      ? `${who} a envoyé un message à ${facts["recipients"]}\u00a0destinataires.`
      : `${who} a envoyé un message à un destinataire.`,
  "message.unsent": ({ who }) => `${who} a annulé un envoi.`,
  "message.delivered": () => "Un message a été remis à une boîte d’ici.",
  "message.relayed": ({ facts }) => `Un message a été remis à ${word({}, facts["domain"])}.`,
  "message.refused": ({ facts }) => `Un message a été refusé par ${word({}, facts["domain"])}.`,
  "message.returned": () => "Un message est revenu, avec le motif.",
  "submission.forgotten": ({ who }) => `${who} a oublié un envoi terminé.`,
  "message.destroyed": ({ who }) => `${who} a supprimé un message pour de bon.`,
  "message.received": ({ who }) => `Un message est arrivé (${who}).`,
  "message.written": ({ who }) => `${who} a enregistré un message.`,
  "message.marked": ({ who }) => `${who} a marqué un message.`,
  "message.moved": ({ who }) => `${who} a déplacé un message.`,
  "upload.kept": ({ who }) => `${who} a joint un fichier.`,

  "structure.created": ({ who }) => `${who} a créé la structure.`,
  "structure.updated": ({ who }) => `${who} a mis à jour la structure.`,
  "structure.quota-set": ({ who }) => `${who} a changé la place donnée à la structure.`,
  "policy.saved": ({ who }) => `${who} a changé les règles de connexion de la structure.`,
  "post.marked": ({ who }) => `${who} a marqué un ordinateur comme partagé.`,
  "post.unmarked": ({ who }) => `${who} a démarqué un ordinateur partagé.`,
  "post.link-made": ({ who }) => `${who} a fait un lien qui marque un ordinateur partagé.`,
  "chain.anchored": () => "L’empreinte d’une trace a été recopiée dans celle de l’opérateur.",
  "settings.first": () => "La configuration du premier démarrage a été notée.",
  "settings.changed": () => "La configuration a changé, et le programme l’a notée à son démarrage.",
  "guide.made": ({ who }) => `${who} a fait le guide de connexion rapide.`,
  "evidence.made": ({ who }) => `${who} a produit les preuves pour l’attestation de conformité.`,
  "trace.searched": ({ who }) => `${who} a consulté les traces.`,
  "trace.exported": ({ who }) => `${who} a exporté des traces.`,
  "attestation.made": ({ who }) => `${who} a demandé une attestation d’accès à une boîte.`,
};

/** Who did something, where it was no person, and whoever is known no more. */
export const traceNamesFr = {
  program: "Caducée",
  command: "L’opérateur (ligne de commande)",
  peer: (name: string) => `opérateur ${name}`,
  unknown: "une personne inconnue",
};

/** An action that has no sentence yet is told as the trace names it. */
export function tellTrace(sentences: TraceSentences, action: string, told: TraceTold): string {
  const known: Partial<Record<string, TraceSentences[TraceAction]>> = sentences;
  return elide(known[action]?.(told) ?? action, [told.who, told.whom]);
}

/** « d’Odile », « de Nadège »: « de » loses its vowel before a name that begins with one, or with a mute h. */
function elide(sentence: string, names: string[]): string {
  return names
    .filter((name) => /^[aàâeéèêëhiîïoôuû]/i.test(name))
    .reduce((told, name) => told.replaceAll(` de ${name}`, ` d’${name}`), sentence);
}
