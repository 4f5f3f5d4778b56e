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

/** What makes one Session object another. */
interface SessionOf {
  login: string;
  mailboxes: readonly MailboxView[];
  publicUrl: string;
}

/** Builds the Session object of a person from her mailboxes; her own (PER) is the primary account, where she has one. */
export function buildSessionObject(of: SessionOf): SessionObject {
  const { login, mailboxes, publicUrl } = of;
  const primary = mailboxes.find((mailbox) => mailbox.kind === "PER") ?? mailboxes[0];
  const base = `${publicUrl.replace(/\/+$/, "")}/jmap`;
  return {
    capabilities: serverCapabilities,
    accounts: Object.fromEntries(
      mailboxes.map((mailbox) => [mailbox.id, { ...describeAccount(mailbox), accountCapabilities }]),
    ),
    primaryAccounts: primary ? primaryFor(primary) : {},
    username: login,
    apiUrl: `${base}/api`,
    downloadUrl: `${base}/download/{accountId}/{blobId}/{name}?type={type}`,
    uploadUrl: `${base}/upload/{accountId}`,
    eventSourceUrl: `${base}/eventsource?types={types}&closeafter={closeafter}&ping={ping}`,
    state: sessionStateOf(of),
  };
}

const always = hash("sha256", JSON.stringify([serverCapabilities, accountCapabilities]));

/** The state of that object, without the object: every answer of the API says it (RFC 8620 §3.4). */
export function sessionStateOf({ login, mailboxes, publicUrl }: SessionOf): string {
  const accounts = mailboxes.map((mailbox) => [mailbox.id, mailbox.kind, describeAccount(mailbox)]);
  return hash("sha256", JSON.stringify([always, login, publicUrl, accounts]), "base64url").slice(0, 16);
}

function describeAccount(mailbox: MailboxView): object {
  return {
    name: mailboxName(mailbox),
    isPersonal: mailbox.kind === "PER",
    isReadOnly: mailbox.right === "reader",
  };
}

function primaryFor(mailbox: MailboxView): Record<string, string> {
  const uris = Object.keys(accountCapabilities).filter((uri) => uri !== coreCapability);
  return Object.fromEntries(uris.map((uri) => [uri, mailbox.id]));
}
