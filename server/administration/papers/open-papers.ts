import type { AttestationAsked, PrintedPaper } from "../../../contracts/administration-papers.ts";
import { isRefusal, refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { AuditDoor } from "../../audit/door.ts";
import type { DirectoryDoor } from "../../directory/door.ts";
import type { Clock } from "../../foundations/clock.ts";
import { remoteChanges, remoteReads, type Store } from "../../foundations/database/operation.ts";
import type { Paper, PapersDoor } from "../../papers/door.ts";
import type { SignInDoor } from "../../sign-in/door.ts";
import { dayOf, endOfDay, startOfDay } from "../rules/days.ts";
import type { AdministrationStore } from "../store.ts";
import {
  accessActions,
  type Attested,
  closingsOf,
  composeAttestation,
  type Names,
  periodsOf,
  rightActions,
} from "./attestation.ts";
import { composeSheet, nameSheet } from "./sheet.ts";

/** What référents print. */
export interface PapersPart {
  /** A « fiche d'accès », whose start code takes the place of every link before it. */
  sheet(who: string, personId: string): Promise<PrintedPaper | Refusal>;
  /** Who had which right on a mailbox between two days, as the trace has it. */
  attestation(who: string, asked: AttestationAsked): Promise<PrintedPaper | Refusal>;
}

export interface PapersParts {
  store: Store;
  audit: Pick<AuditDoor, "history">;
  directory: Pick<DirectoryDoor, "person">;
  signIn: Pick<SignInDoor, "firstAccess">;
  papers: PapersDoor;
  clock: Clock;
}

export function openPapersPart(parts: PapersParts): PapersPart {
  const { store, audit, signIn, papers, clock } = parts;
  const changes = remoteChanges<AdministrationStore["changes"]>(store, "administration");
  const reads = remoteReads<AdministrationStore["reads"]>(store, "administration");

  async function print(paper: Paper, name: string): Promise<PrintedPaper> {
    return { name, pdf: (await papers.write(paper)).toString("base64") };
  }

  return {
    async sheet(who, personId) {
      const at = clock.now();
      const { id, secretHash, code } = signIn.firstAccess.newStartCode();
      const facts = await changes.printSheet({ who, at, personId, link: { id, secretHash } });
      if (isRefusal(facts)) return facts;
      const looked = await signIn.firstAccess.look(code, "");
      if (isRefusal(looked)) return looked;
      return print(composeSheet(facts, looked.state, code, papers.sender, at), nameSheet(facts, at));
    },

    async attestation(who, { mailboxId, ...days }) {
      const at = clock.now();
      const read = readDays(days, at);
      if (read === null) return refuse("days-malformed");
      const found = await reads.attestedMailbox({ who, at, mailboxId });
      if (isRefusal(found)) return found;
      const { actor, ...mailbox } = found;
      const rights = await audit.history(`mailbox:${mailboxId}`, rightActions);
      const accesses = await audit.history(`structure:${actor.structureId}`, accessActions);
      const attested = { ...mailbox, ...read, by: actor.name, rights, accesses, at };
      // Written down before it is given out, on the rows that it stands on.
      const traced = await changes.traceAttestation({ who, at, mailboxId, ...days, seq: rights.seq });
      if (isRefusal(traced)) return traced;
      const periods = periodsOf(attested);
      const paper = composeAttestation(attested, periods, await nameAll(parts.directory, attested));
      return print(paper, `attestation-${nameOf(mailbox.mailbox.address)}-${dayOf(at)}.pdf`);
    },
  };
}

/** The two days as instants; null when they are turned round, or not over yet begun. */
function readDays({ from, until }: Pick<AttestationAsked, "from" | "until">, now: number) {
  const read = { from: startOfDay(from), until: endOfDay(until) };
  return read.from < read.until && until <= dayOf(now) ? read : null;
}

/** Everybody whom an attestation names. */
async function nameAll(directory: Pick<DirectoryDoor, "person">, attested: Attested): Promise<Names> {
  const periods = periodsOf(attested);
  const people = new Set(periods.map(({ personId }) => personId));
  const actors = [
    ...periods.flatMap(({ givenBy, endedBy }) => [givenBy, endedBy]),
    ...closingsOf(attested, people).map(({ actor }) => actor),
  ];
  for (const actor of actors) {
    const id = /^person:(.+)$/.exec(actor ?? "")?.[1];
    if (id !== undefined) people.add(id);
  }
  const names = new Map<string, { name: string; login: string }>();
  for (const id of people) {
    const person = await directory.person(id);
    if (person) names.set(id, { name: person.name, login: person.login });
  }
  return names;
}

function nameOf(address: string): string {
  return address.slice(0, address.indexOf("@")).replace(/[^a-z0-9.-]/g, "");
}
