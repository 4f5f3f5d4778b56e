import type { MailboxStatus, Right } from "../views.ts";

/** What stands in the store of a person's right on a mailbox. */
export interface Membership {
  right: Right;
  starts_at: number;
  /** The first instant without the right; `null` while no end is set. */
  ends_at: number | null;
  /** How the mailbox itself stands. */
  status: MailboxStatus;
}

/** What a person may want to do in a mailbox. */
export type Deed = "read" | "mark-seen" | "mark" | "write" | "export";

const needed: Record<Deed, readonly Right[]> = {
  read: ["reader", "writer", "manager"],
  // `$seen` is the person's own: whoever may read may say that he has.
  "mark-seen": ["reader", "writer", "manager"],
  mark: ["writer", "manager"],
  write: ["writer", "manager"],
  export: ["manager"],
};

/** What a closed mailbox still allows: what is in it can be read and taken away, and nothing of it changes. */
const whileClosed: readonly Deed[] = ["read", "mark-seen", "export"];

/** Whether a membership allows a deed at this instant. */
export function may(membership: Membership | undefined, deed: Deed, now: number): boolean {
  if (!membership || membership.starts_at > now) return false;
  if (membership.ends_at !== null && membership.ends_at <= now) return false;
  if (membership.status === "deleted") return false;
  if (membership.status !== "active" && !whileClosed.includes(deed)) return false;
  return needed[deed].includes(membership.right);
}
