import type { GuideView } from "../../../contracts/administration-guide.ts";
import type { PrintedPaper } from "../../../contracts/administration-papers.ts";
import { refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { AuditDoor } from "../../audit/door.ts";
import type { Clock } from "../../foundations/clock.ts";
import { remoteReads, type Store } from "../../foundations/database/operation.ts";
import { dayOf } from "../rules/days.ts";
import type { AdministrationStore } from "../store.ts";
import { openShelf } from "./shelf.ts";
import { digestOf, type GuideSubject } from "./subject.ts";

/** What the command made: a PDF, how many pages it has, and what it was made from. */
export interface MadeGuide {
  pdf: Uint8Array;
  pages: number;
  digest: string;
}

/** The operator's quick guide: the command makes it, whoever administers the operator looks at it and takes it. */
export interface GuideDoor {
  view(who: string): Promise<GuideView | Refusal>;
  paper(who: string): Promise<PrintedPaper | Refusal>;
  /** Keeps a guide in the place of the one before, and traces it. Throws when it is no PDF, or cannot be written. */
  keep(made: MadeGuide): Promise<void>;
}

export interface GuideParts {
  store: Store;
  audit: Pick<AuditDoor, "record">;
  clock: Clock;
  /** Where the last guide is kept. */
  guideFolder: string;
  /** What a guide made at an instant would be made from. */
  guideSubject(now: number): GuideSubject;
}

/** A guide weighs one or two megabytes; what weighs more is none. */
const mostBytes = 20_000_000;

export function openGuide(parts: GuideParts): GuideDoor {
  const { store, audit, clock } = parts;
  const shelf = openShelf(parts.guideFolder);
  const reads = remoteReads<AdministrationStore["reads"]>(store, "administration");

  return {
    async view(who) {
      const at = clock.now();
      const bar = await reads.operatorRules({ who, at });
      if (bar) return bar;
      const last = await shelf.last();
      if (!last) return { last: null };
      const { madeAt, pages, digest } = last;
      return { last: { madeAt, pages, isStale: digest !== digestOf(parts.guideSubject(at)) } };
    },

    async paper(who) {
      const bar = await reads.operatorRules({ who, at: clock.now() });
      if (bar) return bar;
      const last = await shelf.last();
      const pdf = last && (await shelf.read(last));
      if (!last || !pdf) return refuse("not-found");
      return { name: `guide-de-connexion-${dayOf(last.madeAt)}.pdf`, pdf: pdf.toString("base64") };
    },

    async keep({ pdf, pages, digest }) {
      const isPdf = Buffer.from(pdf.subarray(0, 5)).equals(Buffer.from("%PDF-"));
      if (
        !isPdf ||
        pdf.length > mostBytes ||
        !/^[\da-f]{64}$/.test(digest) ||
        !Number.isInteger(pages) ||
        pages < 1
      )
        throw new Error("what was made is no guide");
      const at = clock.now();
      const deed = { chain: "operator", at, actor: "command", action: "guide.made", object: "" } as const;
      await shelf.keep({ madeAt: at, pages, digest }, pdf);
      await audit.record({ ...deed, outcome: "done", facts: { pages, digest } });
    },
  };
}
