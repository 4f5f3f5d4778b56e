import type { Notice } from "../contracts/notices.ts";

type SignInOperation =
  | "begin"
  | "code"
  | "sending"
  | "resend"
  | "change"
  | "session"
  | "out"
  | "psc"
  | "passkey"
  | "open-passkey"
  | "factors"
  | "prove"
  | "proof"
  | "prove-psc"
  | "new-app"
  | "confirm-app"
  | "remove-app"
  | "sessions"
  | "attempts"
  | "close-session"
  | "close-other-sessions"
  | "change-password"
  | "new-passkey"
  | "add-passkey"
  | "rename-passkey"
  | "remove-passkey"
  | "app-passwords"
  | "new-app-password"
  | "remove-app-password"
  | "forgotten"
  | "new-password"
  | "browsers"
  | "forget-browser"
  | "mark-post"
  | "unmark-post"
  | "shared-post"
  | "stay"
  | "lock"
  | "locked"
  | "unlock"
  | "unlock-begin"
  | "unlock-code"
  | "first-access"
  | "first-access-send"
  | "first-access-prove"
  | "first-access-finish"
  | "recovery-codes"
  | "begin-contact"
  | "confirm-contact";

type AdministrationOperation =
  | "people"
  | "propose-login"
  | "give"
  | "rights"
  | "suspend"
  | "resume"
  | "leave"
  | "end"
  | "resend"
  | "contact"
  | "reset-methods"
  | "unlock"
  | "rescue"
  | "sheet"
  | "identity"
  | "identity-checked"
  | "traces"
  | "trace-choices"
  | "health"
  | "health-list"
  | "sign-ins"
  | "arrivals"
  | "arrivals-check"
  | "arrivals-begin"
  | "arrivals-lines"
  | "arrivals-cancel"
  | "arrivals-resume"
  | "arrivals-resend"
  | "attestation"
  | "rules"
  | "preview-rules"
  | "save-rules"
  | "operator-rules"
  | "guide"
  | "guide-paper"
  | "boxes"
  | "make-box"
  | "change-box"
  | "close-box"
  | "open-box"
  | "box-steps"
  | "structures"
  | "make-structure"
  | "name-referent"
  | "propose-referent"
  | "entrust-referent"
  | "release-referent"
  | "structure-quota"
  | "ask-rescue"
  | "rescue-requests"
  | "decide-rescue";

/** Every address that the pages know, in one place. */
export const addresses = {
  door: "/",
  security: "/ma-securite",
  accesses: "/acces",
  firstAccess: "/premier-acces",
  forgotten: "/mot-de-passe-oublie",
  sharedPost: "/poste-partage",
  notices: {
    support: "/assistance",
    legal: "/mentions-legales",
    privacy: "/donnees-personnelles",
    accessibility: "/accessibilite",
  } satisfies Record<Notice, string>,
  operatorNotices: "/api/notices",
  mailbox: (accountId: string) => `/boites/${accountId}`,
  folder: (accountId: string, folderId: string) => `/boites/${accountId}/${folderId}`,
  conversation: (accountId: string, folderId: string, threadId: string) =>
    `/boites/${accountId}/${folderId}/${threadId}`,
  signIn: (operation: SignInOperation) => `/api/sign-in/${operation}`,
  administration: (operation: AdministrationOperation) => `/api/administration/${operation}`,
  exportTraces: "/api/administration/export-traces",
  copies: "/acces/copies",
  export: (operation: "mailboxes" | "ask" | "progress") => `/api/export/${operation}`,
  jmap: "/jmap/api",
  session: "/jmap/session",
  events: "/jmap/eventsource?types=*&closeafter=no&ping=30",
  messageFrame: "/message-frame",
  download: (accountId: string, blobId: string, name: string, type: string) =>
    `/jmap/download/${accountId}/${blobId}/${encodeURIComponent(name)}?type=${encodeURIComponent(type)}`,
};

/** Where the address bar says that the person stands. */
export interface Place {
  accountId: string;
  folderId: string | null;
  threadId: string | null;
}

/** Reads a page address; `null` for the door. */
export function placeOf(path: string): Place | null {
  const [, accountId, folderId = null, threadId = null] =
    /^\/boites\/([\w-]+)(?:\/([\w-]+))?(?:\/([\w-]+))?\/?$/.exec(path) ?? [];
  return accountId === undefined ? null : { accountId, folderId, threadId };
}
