import type {
  BoxChanged,
  BoxesView,
  BoxFilter,
  BoxMade,
  BoxSteps,
  ChangeBox,
  MakeBox,
} from "../../../contracts/administration-boxes.ts";
import { isRefusal, refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { Clock } from "../../foundations/clock.ts";
import { remoteChanges, remoteReads, type Store } from "../../foundations/database/operation.ts";
import type { MailboxesDoor } from "../../mailboxes/door.ts";
import type { AdministrationStore } from "../store.ts";
import { readLocal } from "./rules.ts";

/** The mailboxes of a structure, as its référent looks after them. What is in them is nobody's here. */
export interface BoxesDoor {
  list(who: string, asked: { search: string; filter: BoxFilter; from: number }): Promise<BoxesView | Refusal>;
  make(who: string, box: MakeBox): Promise<BoxMade | Refusal>;
  change(who: string, boxId: string, facts: ChangeBox): Promise<BoxChanged | Refusal>;
  /** A closed mailbox takes nothing in and lets nothing out; its people read on. */
  close(
    who: string,
    boxId: string,
    closing: { how: "suspend" | "delete"; reason: string },
  ): Promise<BoxChanged | Refusal>;
  /** Opens what is suspended again; keeps what was to be deleted, as it stood before. */
  open(who: string, boxId: string): Promise<BoxChanged | Refusal>;
  steps(who: string, boxId: string): Promise<BoxSteps | Refusal>;
}

export interface BoxesParts {
  store: Store;
  mailboxes: Pick<MailboxesDoor, "newMailbox">;
  clock: Clock;
  /** How long a mailbox waits between the référent's word and its end, in days. */
  deletionDays: number;
}

const dayMs = 86_400_000;

export function openBoxes({ store, mailboxes, clock, deletionDays }: BoxesParts): BoxesDoor {
  const changes = remoteChanges<AdministrationStore["changes"]>(store, "administration");
  const reads = remoteReads<AdministrationStore["reads"]>(store, "administration");
  const asked = (who: string) => ({ who, at: clock.now() });

  return {
    async list(who, given) {
      const found = await reads.boxes({ ...asked(who), ...given });
      return isRefusal(found) ? found : { ...found, deletionDays };
    },

    async make(who, { local: typed, ...given }) {
      const local = readLocal(typed);
      if (local === null) return refuse("address-malformed");
      return changes.makeBox({ ...asked(who), box: { ...given, ...mailboxes.newMailbox(), local } });
    },

    change: (who, boxId, facts) => changes.changeBox({ ...asked(who), boxId, facts }),

    async close(who, boxId, { how, reason }) {
      const isDeleted = how === "delete";
      const step = isDeleted ? "unpublish" : "suspend";
      const deleteAt = isDeleted ? clock.now() + deletionDays * dayMs : null;
      return changes.stepBox({ ...asked(who), boxId, step, reason, deleteAt });
    },

    async open(who, boxId) {
      const given = { ...asked(who), boxId, reason: "", deleteAt: null };
      const kept = await changes.stepBox({ ...given, step: "keep" });
      const isOther = isRefusal(kept) && kept.refusal.code === "box-state";
      return isOther ? changes.stepBox({ ...given, step: "resume" }) : kept;
    },

    steps: (who, boxId) => reads.boxSteps({ ...asked(who), boxId }),
  };
}
