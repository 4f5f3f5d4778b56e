/** What structures take away from the operator's policy. Times are milliseconds since 1970. */
export interface PolicyTables {
  sign_in_policies: PolicyRow;
  sign_in_policy_versions: PolicyRow;
  sign_in_policy_told: ToldRow;
}

/** What one structure takes away: the last version in `sign_in_policies`, all of them in `sign_in_policy_versions`. */
export interface PolicyRow {
  structure_id: string;
  /** 1, 2, 3…: whoever saves says which one she saw. */
  version: number;
  /** `Narrowing` as JSON. */
  rules: string;
  saved_at: number;
  /** The person who saved it. */
  saved_by: string;
}

/** One notice of the end of codes by e-mail, once kept: nobody is told twice. */
export interface ToldRow {
  person_id: string;
  ends_at: number;
  /** How many days before; `toldAtOnce` when the date was set. */
  days: number;
  told_at: number;
}
