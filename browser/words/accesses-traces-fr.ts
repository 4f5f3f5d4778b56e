import type { TraceFamily } from "../../contracts/administration-traces.ts";
import { traceNamesFr, traceSentencesFr } from "../../contracts/trace-sentences-fr.ts";

/** Every sentence of « Traces », in French. U+00A0 before « : » and inside « »; U+202F before « ; ! ? ». */
const families: Record<TraceFamily, string> = {
  "sign-in": "Connexions",
  accesses: "Accès",
  rights: "Droits",
  mailboxes: "Boîtes",
  "messages-read": "Messages lus",
  "messages-sent": "Messages envoyés",
  "messages-destroyed": "Messages supprimés",
  "messages-kept": "Messages reçus, rangés",
  rules: "Règles",
  traces: "Consultations des traces",
};

export const tracesFr = {
  sentences: traceSentencesFr,
  names: traceNamesFr,
  families,
  crumb: (structure: string) => `${structure}, référent MSSanté`,
  crumbOperator: "Administrateur de l’opérateur",
  title: "Traces",
  lead: "Qui a fait quoi, et quand. Jamais le contenu d’un message. Chaque consultation est tracée elle aussi.",
  formName: "Chercher dans les traces",
  person: "Personne",
  anybody: "Toutes",
  gone: (name: string) => `${name} (partie)`,
  mailbox: "Boîte",
  anyMailbox: "Toutes",
  family: "Actions",
  anyFamily: "Toutes",
  outcome: "Résultat",
  anyOutcome: "Tous",
  outcomes: { done: "Fait", refused: "Refusé" },
  from: "Du",
  until: "Au",
  search: "Chercher",
  searching: "Recherche…",
  clear: "Tout effacer",
  csv: "Exporter en CSV",
  jsonl: "Exporter, signé",
  exportHint:
    "Les exports suivent la recherche affichée. Le fichier signé se vérifie ligne à ligne, même hors d’ici.",
  tableName: "Traces trouvées",
  when: "Quand",
  what: "Ce qui s’est passé",
  where: "Boîte",
  refused: "Refusé",
  empty: "Aucune trace ne correspond.",
  emptyText: "Élargissez les dates, ou effacez un filtre.",
  older: "Traces plus anciennes",
  partial: (day: string) => `Rien d’autre jusqu’au ${day}. La recherche peut continuer plus loin.`,
  end: "Il n’y a pas de trace plus ancienne.",
};

export type TracesWords = typeof tracesFr;
