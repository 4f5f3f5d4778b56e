import { type Store, remoteChanges, remoteReads } from "../foundations/database/operation.ts";
import type { ChainHistory, DeedsCounted } from "./history.ts";
import type { AuditEntry } from "./record.ts";
import type { AuditStore } from "./store.ts";
import type { AuditRow, ChainFault } from "./rules/verify.ts";

export type { ChainHistory } from "./history.ts";
export type { AuditEntry, AuditRecord, Chain } from "./record.ts";
export type { AuditRow, ChainFault } from "./rules/verify.ts";
export type { AuditStore } from "./store.ts";
export type { TraceFound, TracePlace } from "./search.ts";
export {
  type AuditExports,
  type ChainEnd,
  type ExportedRow,
  type ExportFault,
  type ExportHeader,
  openAuditExports,
} from "./export.ts";

/** What the rest of the house may ask of the record. */
export interface AuditDoor {
  /** Writes a row of its own, where no other change happens (a refusal, a command). */
  record(entry: AuditEntry): Promise<void>;
  /**
   * Verifies every chain and that each chain of `expected` is there at all; tells of each chain's first fault.
   * `progress` is called after each chain.
   */
  verify(expected: string[], progress?: (done: number, of: number) => void): Promise<ChainFault[]>;
  rows(chain: string, after: number, limit: number): Promise<AuditRow[]>;
  /** The rows of a chain that tell of these deeds, the whole chain verified in the same walk. */
  history(chain: string, actions: readonly string[]): Promise<ChainHistory>;
  /** How many rows of all chains tell of each of these deeds, from `from` on and before `until`. */
  countDeeds(asked: { actions: readonly string[]; from: number; until: number }): Promise<DeedsCounted[]>;
  /** The nightly deeds: heads into the operator's chain, rows past their retention out. Safe to run twice. */
  anchorHeads(at: number): Promise<number>;
  expire(before: number): Promise<number>;
}

/** Chains anchored by one change: whoever writes to one of them waits for it. */
const headsAtOnce = 100;

/** Opens the audit room over the store. */
export function openAudit(store: Store): AuditDoor {
  const changes = remoteChanges<AuditStore["changes"]>(store, "audit");
  const reads = remoteReads<AuditStore["reads"]>(store, "audit");
  return {
    record: changes.append,
    async verify(expected, progress) {
      const chains = [...new Set([...expected, ...(await reads.chains())])].sort();
      const faults: ChainFault[] = [];
      for (const [done, chain] of chains.entries()) {
        const fault = await reads.verify({ chain });
        if (fault) faults.push(fault);
        progress?.(done + 1, chains.length);
      }
      return faults;
    },
    countDeeds: reads.countDeeds,
    history: (chain, actions) => reads.history({ chain, actions }),
    rows: (chain, after, limit) => reads.rows({ chain, after, limit }),
    async anchorHeads(at) {
      let count = 0;
      for (let after: string | undefined = ""; after !== undefined;) {
        const moved = await changes.anchorHeads({ at, after, most: headsAtOnce });
        count += moved.length;
        after = moved.at(-1);
      }
      return count;
    },
    async expire(before) {
      let removed = 0;
      for (const chain of await reads.expirable({ before }))
        removed += await changes.expire({ chain, before });
      return removed;
    },
  };
}
