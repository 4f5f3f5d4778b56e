import type { MailboxStatus } from "../views.ts";

/** What a référent does to a mailbox, and what time does at last (domain §1.4). */
export type LifeStep = "suspend" | "resume" | "unpublish" | "keep" | "delete";

/**
 * How a mailbox stands after a step; null when the step is not its to take. `before` is how it stood before it was to be
 * deleted: undone, it stands so again.
 */
export function afterStep(
  status: MailboxStatus,
  step: LifeStep,
  before: MailboxStatus | null = null,
): MailboxStatus | null {
  switch (step) {
    case "suspend":
      return status === "active" ? "suspended" : null;
    case "resume":
      return status === "suspended" ? "active" : null;
    case "unpublish":
      return status === "active" || status === "suspended" ? "unpublished" : null;
    case "keep":
      if (status !== "unpublished") return null;
      return before === "suspended" ? "suspended" : "active";
    case "delete":
      return status === "unpublished" ? "deleted" : null;
  }
}
