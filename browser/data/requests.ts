import { answerOf, type Call, type Responses } from "./jmap.ts";
import type { Folder, ListedMessage, Member, Message, MessageBody, Row } from "./shapes.ts";

/** What the page asks for, as JMAP calls, and how their answers read. Call ids stay apart by their first word. */

const memberProperties = ["id", "threadId", "mailboxIds", "keywords", "teamSeen"];
const messageProperties = [...memberProperties, "from", "to", "cc", "subject", "receivedAt", "preview"];

const folderProperties = ["id", "name", "parentId", "role", "sortOrder", "totalThreads", "unreadThreads"];

/** All folders of a mailbox: they are few. */
export function askFolders(accountId: string): Call {
  return ["Mailbox/get", { accountId, ids: null, properties: folderProperties }, `folders ${accountId}`];
}

/** The folders that `askFolders` asked for; null where the mailbox is no longer the person's. */
export function readFolders(responses: Responses, accountId: string): Folder[] | null {
  const answer = responses.get(`folders ${accountId}`);
  if (!answer || "error" in answer) return null;
  return answerOf<{ list: Folder[] }>(responses, `folders ${accountId}`).list;
}

/** Whether the answer to `askFolders` is that the mailbox is no longer the person's (RFC 8620 §3.6.2). */
export function isMailboxGone(responses: Responses, accountId: string): boolean {
  return responses.get(`folders ${accountId}`)?.["error"] === "accountNotFound";
}

/** The state of a mailbox's folders, without the folders. */
export function askFolderState(accountId: string): Call {
  return ["Mailbox/get", { accountId, ids: [], properties: ["id"] }, `folders ${accountId}`];
}

/** The state that `askFolders` or `askFolderState` brought; empty where the mailbox is no longer the person's. */
export function readFolderState(responses: Responses, accountId: string): string {
  return String(responses.get(`folders ${accountId}`)?.["state"] ?? "");
}

/** A page of a folder's conversations, newest first, and what is known of all their messages. */
export function askRows(accountId: string, folderId: string, position: number, limit: number): Call[] {
  const key = `${position}`;
  const query = {
    accountId,
    filter: { inMailbox: folderId },
    sort: [{ property: "receivedAt", isAscending: false }],
    collapseThreads: true,
    position,
    limit,
    calculateTotal: true,
  };
  const newest = { resultOf: `query ${key}`, name: "Email/query", path: "/ids" };
  const threads = { resultOf: `newest ${key}`, name: "Email/get", path: "/list/*/threadId" };
  const members = { resultOf: `threads ${key}`, name: "Thread/get", path: "/list/*/emailIds" };
  return [
    ["Email/query", query, `query ${key}`],
    [
      "Email/get",
      { accountId, "#ids": newest, properties: [...messageProperties, "attachmentCount"] },
      `newest ${key}`,
    ],
    ["Thread/get", { accountId, "#ids": threads }, `threads ${key}`],
    ["Email/get", { accountId, "#ids": members, properties: memberProperties }, `members ${key}`],
  ];
}

/** A page of rows as `askRows` asked for it, and how many there are in all. Throws `RequestFailed`. */
export function readRows(responses: Responses, position: number): { rows: Row[]; total: number; state: string } {
  const query = answerOf<{ ids: string[]; total: number }>(responses, `query ${position}`);
  const newest = answerOf<{ list: ListedMessage[]; state: string }>(responses, `newest ${position}`);
  const byId = new Map(newest.list.map((message) => [message.id, message]));
  const members = groupByThread(responses, position);
  const rows = query.ids.flatMap((id) => {
    const message = byId.get(id);
    return message ? [{ newest: message, members: members.get(message.threadId) ?? [message] }] : [];
  });
  return { rows, total: query.total, state: newest.state };
}

/** Conversations of a page may hold more messages than one answer gives: then each row knows its newest only. */
function groupByThread(responses: Responses, position: number): Map<string, Member[]> {
  const threads = new Map<string, Member[]>();
  const answer = responses.get(`members ${position}`);
  if (!answer || "error" in answer) return threads;
  for (const member of answerOf<{ list: Member[] }>(responses, `members ${position}`).list) {
    const known = threads.get(member.threadId);
    if (known) known.push(member);
    else threads.set(member.threadId, [member]);
  }
  return threads;
}

/** A conversation's messages, oldest first, without their bodies. */
export function askThread(accountId: string, threadId: string): Call[] {
  const ids = { resultOf: "thread", name: "Thread/get", path: "/list/*/emailIds" };
  return [
    ["Thread/get", { accountId, ids: [threadId] }, "thread"],
    ["Email/get", { accountId, "#ids": ids, properties: messageProperties }, "messages"],
  ];
}

/** The messages of `askThread` in the thread's order; none when the conversation is no more. */
export function readThread(responses: Responses): { messages: Message[]; state: string } {
  const thread = answerOf<{ list: { emailIds: string[] }[] }>(responses, "thread");
  const { list, state } = answerOf<{ list: Message[]; state: string }>(responses, "messages");
  const byId = new Map(list.map((message) => [message.id, message]));
  const messages = (thread.list[0]?.emailIds ?? []).flatMap((id) => byId.get(id) ?? []);
  return { messages, state };
}

/** The most octets of one body that are shown; the message can be downloaded whole. */
const mostShown = 600_000;

/**
 * Bodies. The server writes a reading in its trace for each: they are asked for when they are about to show, never
 * ahead. `htmlBody` holds the plain text where there is no HTML (RFC 8621 §4.1.4).
 */
export function askBodies(accountId: string, ids: string[]): Call {
  const args = {
    accountId,
    ids,
    properties: ["id", "htmlBody", "attachments", "bodyValues"],
    bodyProperties: ["partId", "blobId", "size", "name", "type", "disposition", "cid"],
    fetchHTMLBodyValues: true,
    maxBodyValueBytes: mostShown,
  };
  return ["Email/get", args, "bodies"];
}

export function readBodies(responses: Responses): MessageBody[] {
  return answerOf<{ list: MessageBody[] }>(responses, "bodies").list;
}

/** Marks messages as read, or not, for this person alone. */
export function askSeen(accountId: string, ids: readonly string[], isSeen: boolean): Call {
  const update = Object.fromEntries(ids.map((id) => [id, { "keywords/$seen": isSeen || null }]));
  return ["Email/set", { accountId, update }, "seen"];
}
