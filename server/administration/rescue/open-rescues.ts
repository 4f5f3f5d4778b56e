import type { AccessChanged } from "../../../contracts/administration.ts";
import type { RescueAsked, RescueRequests } from "../../../contracts/administration-rescue.ts";
import { isRefusal, type Refusal } from "../../../contracts/refusals.ts";
import { remoteChanges, remoteReads } from "../../foundations/database/operation.ts";
import { newId } from "../../foundations/ids.ts";
import type { AdministrationParts } from "../door.ts";
import type { AdministrationStore } from "../store.ts";

/** The agreement of a second référent to a « code de dépannage ». */
export interface RescuesDoor {
  ask(who: string, personId: string): Promise<RescueAsked | Refusal>;
  /** What waits in one's structure. */
  requests(who: string): Promise<RescueRequests | Refusal>;
  decide(who: string, id: string, agrees: boolean): Promise<AccessChanged | Refusal>;
}

export function openRescues({
  store,
  signIn,
  clock,
  chance,
}: Pick<AdministrationParts, "store" | "signIn" | "clock" | "chance">): RescuesDoor {
  const changes = remoteChanges<AdministrationStore["changes"]>(store, "administration");
  const reads = remoteReads<AdministrationStore["reads"]>(store, "administration");
  const asked = (who: string) => ({ who, at: clock.now() });

  return {
    async ask(who, personId) {
      const about = { of: "rescue-asked" } as const;
      const witnesses = await reads.rescueWitnesses({ ...asked(who), personId });
      const notices = witnesses.map((person) => ({
        person,
        notice: signIn.notices.draft({ kind: "referent-news", about }),
      }));
      const done = await changes.askRescue({ ...asked(who), personId, id: newId(chance, "q"), notices });
      if (!isRefusal(done)) signIn.notices.wake();
      return done;
    },

    requests: (who) => reads.rescueRequestsOf(asked(who)),

    async decide(who, id, agrees) {
      const of = agrees ? ("rescue-agreed" as const) : ("rescue-refused" as const);
      const notice = signIn.notices.draft({ kind: "referent-news", about: { of } });
      const done = await changes.decideRescue({ ...asked(who), id, agrees, notice });
      if (isRefusal(done)) return done;
      signIn.notices.wake();
      return { step: "changed" };
    },
  };
}
