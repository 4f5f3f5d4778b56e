import type { Give } from "../../../../contracts/administration.ts";
import {
  type Column,
  exampleEmail,
  mostBoxes,
  type Problem,
  type ProblemCode,
} from "../../../../contracts/administration-arrivals.ts";
import { isRpps, readEmail, readMobile } from "../../rules/contacts.ts";
import { endOfDay, startOfDay } from "../../rules/days.ts";
import { foldName } from "../../rules/login.ts";
import { readBoxes, readDay } from "./read-boxes.ts";
import { type FileLine, fold } from "./read-file.ts";

/** What is known of the structure before anybody is looked for in it. */
export interface LineGround {
  /** By address, in lower case. */
  mailboxes: ReadonlyMap<string, string>;
  /** The operator's MSSanté domains: no ordinary mailbox stands there. */
  domains: readonly string[];
  now: number;
}

/** A line as it was read: what would be given, without its identifier, and what is wrong. */
export interface LineRead {
  line: number;
  isExample: boolean;
  access: Omit<Give, "login">;
  /** As typed, in lower case; empty when one is to be proposed. */
  login: string;
  problems: Problem[];
}

const civilities: Record<string, Give["civility"]> = {
  "": "",
  mme: "Mme",
  madame: "Mme",
  mlle: "Mme",
  m: "M.",
  mr: "M.",
  monsieur: "M.",
  dr: "Dr",
  docteur: "Dr",
  docteure: "Dr",
  pr: "Pr",
  professeur: "Pr",
  professeure: "Pr",
};

const proofs: Record<string, Give["identity"]> = {
  cartenationaledidentite: "identity-card",
  cartedidentite: "identity-card",
  carteidentite: "identity-card",
  cni: "identity-card",
  passeport: "passport",
  titredesejour: "residence-permit",
  cartedesejour: "residence-permit",
  carteprofessionnelle: "professional-card",
  carteprofessionnellecps: "professional-card",
  cps: "professional-card",
  cpe: "professional-card",
  connue: "known",
  connu: "known",
  personneconnue: "known",
  personneconnuedeletablissement: "known",
  personneconnuedeletablissementdossierverifie: "known",
};

/** Letters, and what stands between them in a name; nothing that a spreadsheet would compute. */
const name = /^\p{L}[\p{L}\p{M}'’ .-]*$/u;

/** Reads one line; every problem is told, not the first one only. */
export function readLine({ line, cells, isWide }: FileLine, ground: LineGround): LineRead {
  const problems: Problem[] = [];
  const wrong = (code: ProblemCode, column: Column | null, value?: string) =>
    void problems.push({ code, column, ...(value === undefined ? {} : { value: value.slice(0, 80) }) });
  if (isWide) wrong("many-cells", null);

  for (const key of ["givenName", "familyName"] as const)
    if (cells[key] === "") wrong("missing", key);
    else if (cells[key].length > 80) wrong("long", key);
    else if (!name.test(cells[key]) || foldName(cells[key]) === "") wrong("name", key, cells[key]);
  if (cells.occupation.length > 80) wrong("long", "occupation");
  // What begins as a formula would be computed by the spreadsheet that opens a list of ours.
  else if (/^[=+@-]/.test(cells.occupation)) wrong("name", "occupation", cells.occupation);

  const civility = civilities[fold(cells.civility)];
  if (civility === undefined) wrong("civility", "civility", cells.civility);

  const rpps = cells.rpps.replace(/[\s.]/g, "") || null;
  if (rpps !== null && !isRpps(rpps)) wrong("rpps", "rpps", cells.rpps);

  const email = readEmail(cells.email, ground.domains);
  if (cells.email === "") wrong("missing", "email");
  else if (email === null) wrong("email", "email", cells.email);

  // A spreadsheet that took it for a number left the first 0 out.
  const typed = /^[67]\d{8}$/.test(cells.mobile) ? `0${cells.mobile}` : cells.mobile;
  const mobile = typed === "" ? null : readMobile(typed);
  if (typed !== "" && mobile === null) wrong("mobile", "mobile", cells.mobile);

  const identity = proofs[fold(cells.identity)];
  if (cells.identity === "") wrong("missing", "identity");
  else if (identity === undefined) wrong("identity", "identity", cells.identity);

  const days = readDays(cells, ground.now, wrong);
  const rights = readRights(cells.boxes, days, ground, wrong);
  return {
    line,
    isExample: cells.email.toLowerCase() === exampleEmail,
    login: cells.login.toLowerCase(),
    access: {
      civility: civility ?? "",
      givenName: cells.givenName,
      familyName: cells.familyName,
      occupation: cells.occupation,
      rpps,
      email: email ?? cells.email.slice(0, 320),
      mobile,
      identity: identity ?? "known",
      rights,
      until: days.until,
    },
    problems,
  };
}

type Wrong = (code: ProblemCode, column: Column | null, value?: string) => void;
type Days = { from: string | null; until: string | null };

function readDays(cells: FileLine["cells"], now: number, wrong: Wrong): Days {
  const read = (key: "from" | "until") => {
    const day = cells[key] === "" ? null : readDay(cells[key]);
    if (cells[key] !== "" && day === null) wrong("day", key, cells[key]);
    return day;
  };
  const days = { from: read("from"), until: read("until") };
  if (isOver(days, now)) wrong("days", "until", cells.until);
  return days;
}

function readRights(boxes: string, days: Days, ground: LineGround, wrong: Wrong): Give["rights"] {
  const rights = new Map<string, Give["rights"][number]>();
  const asked = boxes.split("|");
  if (asked.length > mostBoxes) {
    wrong("many-boxes", "boxes");
    return [];
  }
  for (const { address, right, from, until, wrongDay } of readBoxes(asked)) {
    const mailboxId = ground.mailboxes.get(address);
    if (mailboxId === undefined) wrong("mailbox", "boxes", address);
    else if (right === null) wrong("right", "boxes", address);
    else if (wrongDay) wrong("day", "boxes", address);
    else if (rights.has(mailboxId)) wrong("twice", "boxes", address);
    else {
      const own = { from: from ?? days.from, until };
      if (isOver(own, ground.now)) wrong("days", "boxes", address);
      rights.set(mailboxId, { mailboxId, right, ...own });
    }
  }
  return [...rights.values()];
}

function isOver({ from, until }: Days, now: number): boolean {
  return until !== null && endOfDay(until) <= Math.max(from === null ? now : startOfDay(from), now);
}
