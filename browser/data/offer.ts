import { signal } from "@preact/signals";
import type { Jmap, SessionObject } from "./jmap.ts";

export const submissionCapability = "urn:ietf:params:jmap:submission";
const mailCapability = "urn:ietf:params:jmap:mail";
/** Ours; `search` in it says that the words of messages are indexed. */
const teamCapability = "urn:caducee:params:jmap:team";

/** What the server offers beyond reading. Nothing that it does not name is shown. */
export interface Offer {
  /** Whether the person may write, move and mark messages in a mailbox (RFC 8620 §2 isReadOnly, RFC 8621 §1.3.1). */
  canChange(accountId: string): boolean;
  /** Whether messages can be sent from a mailbox (RFC 8621 §1.3.2). */
  canSend(accountId: string): boolean;
  /** Whether the words of a mailbox's messages can be searched. */
  canSearch(accountId: string): boolean;
  /** Octets of the largest file that can be joined. */
  mostUploaded(): number;
  /** Octets of all the files of one message together, by mailbox (RFC 8621 §1.3.1). */
  mostAttached(accountId: string): number;
  /** Where a file is sent (RFC 8620 §6.1). */
  uploadAddress(accountId: string): string;
  load(): Promise<void>;
}

export function createOffer(jmap: Jmap): Offer {
  const session = signal<SessionObject | null>(null);
  const of = (accountId: string, capability: string) =>
    session.value?.accounts[accountId]?.accountCapabilities[capability];
  const mostAttached = (accountId: string) =>
    Number(of(accountId, mailCapability)?.["maxSizeAttachmentsPerEmail"] ?? 0);
  // A server on which no message can be made says so by a size of none.
  const canChange = (accountId: string) =>
    session.value?.accounts[accountId]?.isReadOnly === false && mostAttached(accountId) > 0;
  return {
    canChange,
    canSend: (accountId) => canChange(accountId) && of(accountId, submissionCapability) !== undefined,
    canSearch: (accountId) => of(accountId, teamCapability)?.["search"] === true,
    mostUploaded: () => session.value?.capabilities["urn:ietf:params:jmap:core"].maxSizeUpload ?? 0,
    mostAttached,
    uploadAddress: (accountId) => uploadPath(session.value?.uploadUrl ?? "", accountId),
    async load() {
      // Without an answer the page reads only; the network's return asks again.
      session.value = await jmap.readSession().catch(() => session.value);
    },
  };
}

/** The address of an upload on the page's own origin, from the template of the Session object. */
export function uploadPath(template: string, accountId: string): string {
  return template.replace(/^https?:\/\/[^/]+/, "").replace("{accountId}", encodeURIComponent(accountId));
}
