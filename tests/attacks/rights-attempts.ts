import type { Ids } from "./rights-people.ts";

/** Something asked of the server: calls of the mail API in one request, or a path. */
export type Ask =
  | { calls: [name: string, args: object][]; createdIds?: Record<string, string> }
  | { path: string; body?: unknown };

export interface Attempt {
  name: string;
  /**
   * `mailbox`: asked of the mailbox itself, and whoever has a right on it gets something. `own`: what is in it is named
   * to another mailbox, which never has it, whoever asks.
   */
  of: "mailbox" | "own";
  ask(it: Ids, own: Ids): Ask;
  /** What the answer says to whoever is signed in, where being the same as for nothing is not enough. */
  tells?: RegExp;
}

function call(name: string, args: (it: Ids) => object, words = ""): Attempt {
  return {
    name: words === "" ? name : `${name} ${words}`,
    of: "mailbox",
    ask: (it) => ({ calls: [[name, { accountId: it.accountId, ...args(it) }]] }),
  };
}

function ownCall(name: string, words: string, args: (it: Ids, own: Ids) => object): Attempt {
  return {
    name: `${name} in one's own mailbox, ${words}`,
    of: "own",
    ask: (it, own) => ({ calls: [[name, { accountId: own.accountId, ...args(it, own) }]] }),
  };
}

function page(name: string, path: (it: Ids, own: Ids) => string, of: Attempt["of"], body?: object): Attempt {
  return { name, of, ask: (it, own) => ({ path: path(it, own), ...(body && { body }) }) };
}

export const to = [{ email: "h.castaing@ch-portbrume.mss.example" }];
const bodies = {
  fetchAllBodyValues: true,
  properties: ["subject", "bodyValues", "preview", "mailboxIds", "size"],
};
export const drafted = (own: Ids) => ({ mailboxIds: { [own.draftsId]: true }, to, subject: "Essai" });

/** What is asked of the mailbox by its own id. */
const direct: Attempt[] = [
  call("Mailbox/get", () => ({ ids: null })),
  call("Mailbox/get", ({ inboxId }) => ({ ids: [inboxId] }), "by id"),
  call("Mailbox/changes", () => ({ sinceState: "0.0" })),
  call("Mailbox/query", () => ({ calculateTotal: true })),
  call("Mailbox/queryChanges", () => ({ sinceQueryState: "1.0" })),
  call("Thread/get", ({ threadId }) => ({ ids: [threadId] })),
  call("Thread/get", () => ({ ids: null }), "of all"),
  call("Thread/changes", () => ({ sinceState: "0" })),
  call("Email/get", ({ messageId }) => ({ ids: [messageId], ...bodies })),
  call("Email/get", () => ({ ids: null, ...bodies }), "of all"),
  call("Email/changes", () => ({ sinceState: "1.0" })),
  call("Email/query", () => ({ calculateTotal: true })),
  call(
    "Email/query",
    ({ inboxId }) => ({ filter: { inMailbox: inboxId }, collapseThreads: true }),
    "of a folder",
  ),
  call("Email/query", ({ word }) => ({ filter: { text: word }, calculateTotal: true }), "for a word"),
  call("Email/queryChanges", () => ({ sinceQueryState: "1.0" })),
  call("SearchSnippet/get", ({ messageId, word }) => ({ emailIds: [messageId], filter: { text: word } })),
  {
    name: "TeamSearch/query",
    of: "mailbox",
    ask: ({ accountId, word }) => ({
      calls: [["TeamSearch/query", { accountIds: [accountId], filter: { text: word } }]],
    }),
  },
  {
    name: "TeamSearch/query beside one's own",
    of: "mailbox",
    ask: (it, own) => ({
      calls: [["TeamSearch/query", { accountIds: [own.accountId, it.accountId], filter: { text: it.word } }]],
    }),
  },
  call("Identity/get", () => ({ ids: null })),
  call("Identity/changes", () => ({ sinceState: "x" })),
  call("EmailSubmission/get", () => ({ ids: null })),
  call("EmailSubmission/get", ({ submissionId }) => ({ ids: [submissionId] }), "by id"),
  call("EmailSubmission/changes", () => ({ sinceState: "0" })),
  call("EmailSubmission/query", () => ({ calculateTotal: true })),
  call("EmailSubmission/queryChanges", () => ({ sinceQueryState: "0" })),
  page("download of a message", (it) => `/jmap/download/${it.accountId}/${it.blobId}/x`, "mailbox"),
  page(
    "download of a part",
    (it) => `/jmap/download/${it.accountId}/${it.blobId}-2/x?type=text/html`,
    "mailbox",
  ),
  page("download of a draft", (it) => `/jmap/download/${it.accountId}/${it.draftBlobId}/x`, "mailbox"),
  page("download of an upload", (it) => `/jmap/download/${it.accountId}/${it.uploadId}/x`, "mailbox"),
  page("upload", (it) => `/jmap/upload/${it.accountId}`, "mailbox", { a: 1 }),
  // What changes the mailbox for those who may, last.
  call("Email/set", (it) => ({ create: { d: drafted(it) } }), "create"),
  call(
    "Email/set",
    ({ messageId }) => ({ update: { [messageId]: { "keywords/$flagged": true } } }),
    "update",
  ),
  call("Email/set", (it) => ({ update: { [it.messageId]: { mailboxIds: { [it.sentId]: true } } } }), "move"),
  call("Email/set", () => ({ ifInState: "1.0", update: {} }), "at a state"),
  call(
    "EmailSubmission/set",
    ({ submissionId }) => ({ update: { [submissionId]: { undoStatus: "canceled" } } }),
    "undo",
  ),
  call("EmailSubmission/set", ({ submissionId }) => ({ destroy: [submissionId] }), "destroy"),
  call(
    "EmailSubmission/set",
    (it) => ({ create: { x: { identityId: it.identityId, emailId: it.draftId } } }),
    "create",
  ),
  call("Email/set", ({ draftId }) => ({ destroy: [draftId] }), "destroy"),
];

/** What is in the mailbox, named to one's own. */
const throughOwn: Attempt[] = [
  ownCall("Mailbox/get", "a folder", ({ inboxId }) => ({ ids: [inboxId] })),
  ownCall("Mailbox/query", "an anchor", ({ inboxId }) => ({ anchor: inboxId })),
  ownCall("Mailbox/query", "a parent", ({ inboxId }) => ({
    filter: { parentId: inboxId },
    calculateTotal: true,
  })),
  ownCall("Thread/get", "a conversation", ({ threadId }) => ({ ids: [threadId] })),
  ownCall("Email/get", "a message", ({ messageId }) => ({ ids: [messageId], ...bodies })),
  ownCall("Email/get", "its header", ({ messageId }) => ({
    ids: [messageId],
    properties: ["header:Subject:asText"],
  })),
  ownCall("Email/query", "a folder", ({ inboxId }) => ({
    filter: { inMailbox: inboxId },
    calculateTotal: true,
  })),
  ownCall("Email/query", "all folders but one", ({ inboxId }) => ({
    filter: { inMailboxOtherThan: [inboxId] },
  })),
  ownCall("Email/query", "a folder and a word", (it) => ({
    filter: { inMailbox: it.inboxId, text: it.word },
  })),
  ownCall("Email/query", "a word", ({ word }) => ({ filter: { text: word }, calculateTotal: true })),
  ownCall("Email/query", "an anchor", ({ messageId }) => ({ anchor: messageId, calculateTotal: true })),
  ownCall("Email/query", "an anchor among conversations", ({ messageId }) => ({
    anchor: messageId,
    collapseThreads: true,
  })),
  ownCall("Email/query", "an anchor among what is found", (it) => ({
    anchor: it.messageId,
    filter: { text: "Ordinaire" },
  })),
  ownCall("Email/queryChanges", "a last id", ({ messageId }) => ({
    sinceQueryState: "1.0",
    upToId: messageId,
  })),
  ownCall("SearchSnippet/get", "a message", (it) => ({
    emailIds: [it.messageId],
    filter: { text: it.word },
  })),
  ownCall("Email/set", "mark", ({ messageId }) => ({ update: { [messageId]: { "keywords/$seen": true } } })),
  ownCall("Email/set", "take in", (it, own) => ({
    update: { [it.messageId]: { mailboxIds: { [own.inboxId]: true } } },
  })),
  ownCall("Email/set", "move into its folder", (it, own) => ({
    update: { [own.messageId]: { mailboxIds: { [it.inboxId]: true } } },
  })),
  ownCall("Email/set", "leave also in its folder", (it, own) => ({
    update: { [own.messageId]: { [`mailboxIds/${it.inboxId}`]: true, [`mailboxIds/${own.inboxId}`]: null } },
  })),
  ownCall("Email/set", "write into its folder", (it, own) => ({
    create: { d: { ...drafted(own), mailboxIds: { [it.draftsId]: true } } },
  })),
  ownCall("Email/set", "destroy", ({ messageId }) => ({ destroy: [messageId] })),
  ...(["blobId", "draftBlobId", "uploadId"] as const).map((name) =>
    ownCall("Email/set", `attach its ${name}`, (it, own) => ({
      create: { d: { ...drafted(own), attachments: [{ blobId: it[name], type: "text/plain" }] } },
    })),
  ),
  ownCall("Email/set", "attach its part", (it, own) => ({
    create: { d: { ...drafted(own), attachments: [{ blobId: `${it.blobId}-2`, type: "text/plain" }] } },
  })),
  ownCall("Identity/get", "an identity", ({ identityId }) => ({ ids: [identityId] })),
  ownCall("EmailSubmission/get", "a sending", ({ submissionId }) => ({ ids: [submissionId] })),
  ownCall("EmailSubmission/query", "an anchor", ({ submissionId }) => ({ anchor: submissionId })),
  ...(["messageId", "threadId", "identityId"] as const).map((name) => {
    const condition = { messageId: "emailIds", threadId: "threadIds", identityId: "identityIds" }[name];
    return ownCall("EmailSubmission/query", condition, (it) => ({
      filter: { [condition]: [it[name]] },
      calculateTotal: true,
    }));
  }),
  ownCall("EmailSubmission/set", "a message", (it, own) => ({
    create: { x: { identityId: own.identityId, emailId: it.draftId } },
  })),
  ownCall("EmailSubmission/set", "an identity", (it, own) => ({
    create: { x: { identityId: it.identityId, emailId: own.draftId } },
  })),
  ownCall("EmailSubmission/set", "undo", (it, own) => ({
    update: { [it.submissionId]: { undoStatus: "canceled" } },
    onSuccessUpdateEmail: { [it.submissionId]: { mailboxIds: { [own.draftsId]: true } } },
  })),
  ownCall("EmailSubmission/set", "destroy with its message", ({ submissionId }) => ({
    destroy: [submissionId],
    onSuccessDestroyEmail: [submissionId],
  })),
  ownCall("EmailSubmission/set", "on success, for a message's id", ({ messageId }) => ({
    onSuccessUpdateEmail: { [messageId]: { "keywords/$seen": true } },
    onSuccessDestroyEmail: [messageId],
  })),
  page(
    "download through one's own, of a message",
    (it, own) => `/jmap/download/${own.accountId}/${it.blobId}/x`,
    "own",
  ),
  page(
    "download through one's own, of a part",
    (it, own) => `/jmap/download/${own.accountId}/${it.blobId}-2/x`,
    "own",
  ),
  page(
    "download through one's own, of an upload",
    (it, own) => `/jmap/download/${own.accountId}/${it.uploadId}/x`,
    "own",
  ),
];

/** Ids that come by another way than the argument. */
const around: Attempt[] = [
  {
    name: "creation ids that stand for its messages",
    of: "own",
    ask: (it, own) => ({
      createdIds: { m: it.messageId, d: it.draftId },
      calls: [
        [
          "Email/set",
          { accountId: own.accountId, update: { "#m": { "keywords/$seen": true } }, destroy: ["#d"] },
        ],
        [
          "EmailSubmission/set",
          { accountId: own.accountId, create: { x: { identityId: own.identityId, emailId: "#d" } } },
        ],
      ],
    }),
  },
  {
    name: "back-references to what was refused",
    of: "mailbox",
    ask: (it, own) => ({
      calls: [
        ["Email/query", { accountId: it.accountId }],
        [
          "Email/get",
          {
            accountId: own.accountId,
            "#ids": { resultOf: "0", name: "Email/query", path: "/ids" },
            ...bodies,
          },
        ],
      ],
    }),
  },
  {
    name: "back-references to its ids and to its account",
    of: "mailbox",
    ask: (it) => ({
      calls: [
        ["Core/echo", { id: it.accountId, ids: [it.messageId] }],
        [
          "Email/get",
          {
            "#accountId": { resultOf: "0", name: "Core/echo", path: "/id" },
            "#ids": { resultOf: "0", name: "Core/echo", path: "/ids" },
            ...bodies,
          },
        ],
      ],
    }),
  },
  page("page of the mailbox", (it) => `/boites/${it.accountId}/${it.messageId}`, "own"),
  page("session object", () => "/jmap/session", "own"),
  page("session of the page", () => "/api/sign-in/session", "own", {}),
  {
    name: "sign-in under its address",
    of: "own",
    ask: (it) => ({
      path: "/api/sign-in/begin",
      body: { login: it.address, password: "un mot de passe", method: "email" },
    }),
  },
];

export const attempts: readonly Attempt[] = [...throughOwn, ...around, ...direct];
