import type { PrintedPaper } from "../../../contracts/administration-papers.ts";
import { isRefusal, type Refusal } from "../../../contracts/refusals.ts";
import type { Clock } from "../../foundations/clock.ts";
import { remoteChanges, type Store } from "../../foundations/database/operation.ts";
import type { PapersDoor } from "../../papers/door.ts";
import type { SignInDoor } from "../../sign-in/door.ts";
import type { AdministrationStore } from "../store.ts";
import { composeSheet, nameSheet } from "./sheet.ts";

/** What référents print. */
export interface PapersPart {
  /** A « fiche d'accès », whose start code takes the place of every link before it. */
  sheet(who: string, personId: string): Promise<PrintedPaper | Refusal>;
}

export interface PapersParts {
  store: Store;
  signIn: Pick<SignInDoor, "firstAccess">;
  papers: PapersDoor;
  clock: Clock;
}

export function openPapersPart({ store, signIn, papers, clock }: PapersParts): PapersPart {
  const changes = remoteChanges<AdministrationStore["changes"]>(store, "administration");
  return {
    async sheet(who, personId) {
      const at = clock.now();
      const { id, secretHash, code } = signIn.firstAccess.newStartCode();
      const facts = await changes.printSheet({ who, at, personId, link: { id, secretHash } });
      if (isRefusal(facts)) return facts;
      const looked = await signIn.firstAccess.look(code, "");
      if (isRefusal(looked)) return looked;
      const paper = composeSheet(facts, looked.state, code, papers.sender, at);
      const pdf = await papers.write(paper);
      return { name: nameSheet(facts, at), pdf: pdf.toString("base64") };
    },
  };
}
