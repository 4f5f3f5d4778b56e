import type { FolderView, Right } from "../../mailboxes/views.ts";

/** MailboxRights (RFC 8621 §2). What nobody can do yet is nobody's right yet. */
function rightsOn(right: Right): Record<string, boolean> {
  const mayWrite = right !== "reader";
  return {
    mayReadItems: true,
    // What a person has seen is her own, whatever her right.
    maySetSeen: true,
    maySetKeywords: mayWrite,
    mayAddItems: mayWrite,
    mayRemoveItems: mayWrite,
    mayCreateChild: false,
    mayRename: false,
    mayDelete: false,
    maySubmit: false,
  };
}

const properties: Record<string, (folder: FolderView, right: Right) => unknown> = {
  id: (folder) => folder.id,
  name: (folder) => folder.name,
  parentId: (folder) => folder.parentId,
  role: (folder) => folder.role,
  sortOrder: (folder) => folder.sortOrder,
  totalEmails: (folder) => folder.messages,
  unreadEmails: (folder) => folder.unreadMessages,
  totalThreads: (folder) => folder.threads,
  unreadThreads: (folder) => folder.unreadThreads,
  myRights: (_folder, right) => rightsOn(right),
  isSubscribed: () => true,
};

export const mailboxProperties = Object.keys(properties);

/** One folder as a JMAP Mailbox (RFC 8621 §2), with the properties asked for and its id. */
export function describeMailbox(
  folder: FolderView,
  right: Right,
  names: readonly string[],
): { id: string } & Record<string, unknown> {
  const described: { id: string } & Record<string, unknown> = { id: folder.id };
  for (const name of names) described[name] = properties[name]?.(folder, right);
  return described;
}
