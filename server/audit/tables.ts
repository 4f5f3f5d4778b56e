import type { AuditRow, ChainHead } from "./rules/verify.ts";

export interface AuditTables {
  /** `anchored`: the hash last written into the operator's chain. */
  audit_chains: ChainHead & { anchored: string };
  audit_rows: AuditRow;
}
