import { hash } from "node:crypto";
import type { MailboxView } from "../../mailboxes/views.ts";
import { mailboxName } from "../mailbox-name.ts";
import { accountCapabilities, coreCapability, serverCapabilities } from "./capabilities.ts";

/** The Session object (RFC 8620 §2). */
export interface SessionObject {
  capabilities: Record<string, object>;
  accounts: Record<string, object>;
  primaryAccounts: Record<string, string>;
  username: string;
  apiUrl: string;
  downloadUrl: string;
  uploadUrl: string;
  eventSourceUrl: string;
  /** Changes with any other property. */
  state: string;
}

/** Builds the Session object of a person from her mailboxes; her own (PER) is the primary account, where she has one. */
export function buildSessionObject(
  login: string,
  mailboxes: Iterable<MailboxView>,
  publicUrl: string,
): SessionObject {
  const list = [...mailboxes];
  const primary = list.find((mailbox) => mailbox.kind === "PER") ?? list[0];
  const base = `${publicUrl.replace(/\/+$/, "")}/jmap`;
  const session = {
    capabilities: serverCapabilities,
    accounts: Object.fromEntries(list.map((mailbox) => [mailbox.id, describeAccount(mailbox)])),
    primaryAccounts: primary ? primaryFor(primary) : {},
    username: login,
    apiUrl: `${base}/api`,
    downloadUrl: `${base}/download/{accountId}/{blobId}/{name}?type={type}`,
    uploadUrl: `${base}/upload/{accountId}`,
    eventSourceUrl: `${base}/eventsource?types={types}&closeafter={closeafter}&ping={ping}`,
  };
  const state = hash("sha256", JSON.stringify(session), "base64url").slice(0, 16);
  return { ...session, state };
}

function describeAccount(mailbox: MailboxView): object {
  return {
    name: mailboxName(mailbox),
    isPersonal: mailbox.kind === "PER",
    isReadOnly: mailbox.right === "reader",
    accountCapabilities: accountCapabilities(mailbox),
  };
}

function primaryFor(mailbox: MailboxView): Record<string, string> {
  const uris = Object.keys(accountCapabilities(mailbox)).filter((uri) => uri !== coreCapability);
  return Object.fromEntries(uris.map((uri) => [uri, mailbox.id]));
}
