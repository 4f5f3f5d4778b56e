import { flag, queryChangesEntries } from "../arguments.ts";
import { fail, mailMethod } from "../method.ts";

/** Mailbox/queryChanges (RFC 8621 §2.4): Mailbox/query says that changes cannot be calculated, and so it is. */
export const mailboxQueryChanges = mailMethod(
  { ...queryChangesEntries, sortAsTree: flag, filterAsTree: flag },
  () => Promise.resolve(fail("cannotCalculateChanges")),
);
