import type { LoginProposed } from "../../../contracts/administration.ts";
import type { OperatorChanged } from "../../../contracts/administration-operator.ts";
import { refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { DirectoryDoor } from "../../directory/door.ts";
import type { Clock } from "../../foundations/clock.ts";
import { remoteChanges, remoteReads, type Store } from "../../foundations/database/operation.ts";
import type { AdministrationStore } from "../store.ts";

/** What the operator does to structures and their référents, beside making and naming them. No mail is read here. */
export interface OperatorDoor {
  proposeReferent(
    who: string,
    names: { givenName: string; familyName: string; domain: string },
  ): Promise<LoginProposed | Refusal>;
  entrustReferent(who: string, structureId: string, login: string): Promise<OperatorChanged | Refusal>;
  /** `last-referent`: a structure keeps one who is in charge. */
  releaseReferent(who: string, personId: string): Promise<OperatorChanged | Refusal>;
  setQuota(who: string, structureId: string, quotaBytes: number | null): Promise<OperatorChanged | Refusal>;
}

export interface OperatorParts {
  store: Store;
  directory: Pick<DirectoryDoor, "normaliseLogin">;
  clock: Clock;
  /** The operator's MSSanté domains. */
  domains: readonly string[];
}

export function openOperator({ store, directory, clock, domains }: OperatorParts): OperatorDoor {
  const changes = remoteChanges<AdministrationStore["changes"]>(store, "administration");
  const reads = remoteReads<AdministrationStore["reads"]>(store, "administration");
  const asked = (who: string) => ({ who, at: clock.now() });
  return {
    async proposeReferent(who, names) {
      const proposed = await reads.freeReferentLogin({ ...asked(who), ...names });
      return "login" in proposed && !domains.includes(names.domain) ? refuse("login-malformed") : proposed;
    },
    entrustReferent: (who, structureId, login) =>
      changes.entrustReferent({ ...asked(who), structureId, login: directory.normaliseLogin(login) }),
    releaseReferent: (who, personId) => changes.releaseReferent({ ...asked(who), personId }),
    setQuota: (who, structureId, quotaBytes) => changes.setQuota({ ...asked(who), structureId, quotaBytes }),
  };
}
