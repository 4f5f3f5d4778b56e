/**
 * Who writes to the association: fictional professionals, services and families, each with the software of its
 * house, so that charsets, encodings and HTML vary as they do in a real mailbox.
 */
export interface Correspondent {
  name: string;
  address: string;
  signature: string;
  /** `Bonjour docteur`-less mails of families are plain; houses have their letterhead. */
  style: "plain" | "simple" | "letter" | "office";
  charset: "utf-8" | "iso-8859-1" | "windows-1252";
  encoding: "quoted-printable" | "base64";
  /** How it quotes what it answers. */
  quoting: "none" | "marks" | "block";
  mailer?: string;
}

type House = Pick<Correspondent, "style" | "charset" | "encoding" | "quoting" | "mailer">;

const hospital: House = {
  style: "letter",
  charset: "utf-8",
  encoding: "quoted-printable",
  quoting: "block",
  mailer: "DossierPlus 8.2",
};
const laboratory: House = {
  style: "plain",
  charset: "iso-8859-1",
  encoding: "quoted-printable",
  quoting: "none",
  mailer: "LaboServ/4.11",
};
const office: House = {
  style: "office",
  charset: "windows-1252",
  encoding: "quoted-printable",
  quoting: "block",
};
const council: House = {
  style: "letter",
  charset: "utf-8",
  encoding: "base64",
  quoting: "none",
  mailer: "Instruction en ligne",
};
const practice: House = { style: "simple", charset: "utf-8", encoding: "quoted-printable", quoting: "marks" };
const cabinet: House = { style: "plain", charset: "utf-8", encoding: "quoted-printable", quoting: "marks" };
const oldPractice: House = {
  style: "plain",
  charset: "iso-8859-1",
  encoding: "quoted-printable",
  quoting: "marks",
  mailer: "MediPoste 5.0",
};
const family: House = { style: "plain", charset: "utf-8", encoding: "base64", quoting: "none" };

const all = {
  castaing: person(
    "Dr Hélène Castaing",
    "h.castaing@ch-portbrume",
    "Neuropédiatrie, centre hospitalier de Port-Brume",
    hospital,
  ),
  neuropediatrie: service(
    "CH Port-Brume, neuropédiatrie",
    "neuropediatrie@ch-portbrume",
    "Secrétariat de neuropédiatrie\nCentre hospitalier de Port-Brume\nTél. 02 61 91 40 12",
    hospital,
  ),
  urgences: service(
    "CH Port-Brume, urgences",
    "urgences.cr@ch-portbrume",
    "Service des urgences\nCentre hospitalier de Port-Brume",
    hospital,
  ),
  appareillage: service(
    "CH Port-Brume, appareillage",
    "appareillage@ch-portbrume",
    "Consultation d'appareillage\nCentre hospitalier de Port-Brume",
    hospital,
  ),
  psychiatrie: service(
    "CMP enfants et adolescents",
    "cmp.enfants@ch-portbrume",
    "CMP enfants et adolescents\n4, allée des Tamaris, Port-Brume",
    hospital,
  ),
  gastro: person(
    "Dr Mathilde Ferrand",
    "m.ferrand@ch-portbrume",
    "Gastro-entérologie, centre hospitalier de Port-Brume",
    hospital,
  ),
  biolittoral: service(
    "Laboratoire Biolittoral",
    "resultats@biolittoral",
    "Laboratoire Biolittoral, site de la Halle",
    laboratory,
  ),
  imagerie: service(
    "Imagerie du Littoral",
    "imagerie@biolittoral",
    "Imagerie du Littoral\nSecrétariat, 02 61 91 55 30",
    laboratory,
  ),
  lebihan: person(
    "Dr Paul Le Bihan",
    "paul.lebihan@medecins-littoral",
    "Médecin généraliste, Port-Brume",
    practice,
  ),
  quere: person("Dr Anne Quéré", "anne.quere@medecins-littoral", "Médecin de rééducation", practice),
  salaun: person(
    "Dr Benoît Salaün",
    "benoit.salaun@medecins-littoral",
    "Chirurgien-dentiste, soins adaptés",
    oldPractice,
  ),
  maheu: person(
    "Dr Lucie Maheu",
    "lucie.maheu@medecins-littoral",
    "Médecin scolaire, secteur de Port-Brume",
    office,
  ),
  pharmacie: service(
    "Pharmacie de la Halle",
    "pharmacie.halle@officines-brume",
    "Pharmacie de la Halle – M. Hervé Daniel\n12, place de la Halle, Port-Brume",
    office,
  ),
  mdph: service(
    "MDPH, pôle enfance",
    "pole.enfance@mdph-brume",
    "Pôle enfance\nMaison départementale des personnes handicapées",
    council,
  ),
  mdphAdultes: service(
    "MDPH, pôle adultes",
    "pole.adultes@mdph-brume",
    "Pôle adultes\nMaison départementale des personnes handicapées",
    council,
  ),
  rousselin: person(
    "Camille Rousselin",
    "camille.rousselin@mobilite-brume",
    "Plateforme de transport adapté",
    practice,
  ),
  garnier: person("Élodie Garnier", "elodie.garnier@liberaux-brume", "Orthophoniste", cabinet),
  lescure: person("Thomas Lescure", "thomas.lescure@liberaux-brume", "Psychomotricien D.E.", cabinet),
  pasquier: person(
    "Jérôme Pasquier",
    "jerome.pasquier@liberaux-brume",
    "Masseur-kinésithérapeute",
    oldPractice,
  ),
  barreau: person("Inès Barreau", "ines.barreau@liberaux-brume", "Ergothérapeute", cabinet),
  infirmieres: service(
    "Cabinet infirmier des Quais",
    "cabinet.quais@liberaux-brume",
    "Cabinet infirmier des Quais\nPermanence : 02 61 91 73 08",
    cabinet,
  ),
  zerrouki: person("Fatima Zerrouki", "fatima.zerrouki@mdph-brume", "Assistante sociale de secteur", office),
  dac: service(
    "Appui à la coordination",
    "coordination@mdph-brume",
    "Dispositif d'appui à la coordination, territoire de la Brume",
    practice,
  ),
  udaf: person(
    "Laurence Mével",
    "laurence.mevel@mdph-brume",
    "Mandataire judiciaire à la protection des majeurs",
    office,
  ),
  formation: service(
    "Réseau Handicap & Santé Brume",
    "lettre@liberaux-brume",
    "Réseau Handicap & Santé Brume",
    practice,
  ),
  moreau: patient("Inès MOREAU", "299139900000112"),
  djelloul: patient("Karim DJELLOUL", "181139900000256"),
  rouzic: patient("Sandrine ROUZIC", "284139900000371"),
  vidal: patient("Chloé VIDAL", "210139900000483"),
  nguyen: patient("Minh NGUYEN", "178139900000598"),
  legoff: patient("Chantal LE GOFF", "262139900000604"),
  gautier: patient("Alain GAUTIER", "171139900000719"),
  haddad: patient("Leïla HADDAD", "286139900000825"),
};

export type CorrespondentKey = keyof typeof all;
export const correspondents: Record<CorrespondentKey, Correspondent> = all;

function person(name: string, address: string, role: string, house: House): Correspondent {
  return { name, address: `${address}.mss.example`, signature: `${name}\n${role}`, ...house };
}

function service(name: string, address: string, signature: string, house: House): Correspondent {
  return { name, address: `${address}.mss.example`, signature, ...house };
}

// The number has the form of a health identity, with a month that does not exist: nobody's.
function patient(name: string, number: string): Correspondent {
  return { name, address: `${number}@patient.mss.example`, signature: "", ...family };
}

/** The operator that carries a sender's mail: the host named in trace lines. */
export function findOperator(address: string): string {
  const carried = /@(ch-portbrume|biolittoral|medecins-littoral|patient)\./.exec(address);
  return `mss.${carried?.[1] ?? "regional-brume"}.example`;
}
