import { domainToASCII } from "node:url";
import type { SMTPServerAddress } from "smtp-server";
import type { Conversation } from "./conversation.ts";
import type { RefusalName } from "./replies.ts";

const known = new Set(["SIZE", "BODY"]);

/**
 * MAIL FROM (RFC 5321 §4.1.1.2). The library has checked the syntax and the declared SIZE (RFC 1870 §6.1).
 *
 * @param now milliseconds since 1970
 */
export function checkMailFrom(
  conversation: Conversation,
  sender: SMTPServerAddress,
  now: number,
  certificatesVersion: number,
): RefusalName | null {
  const { standing } = conversation;
  if (!standing.trusted) return standing.refusal;
  if (standing.expires < now) return "certificate-out-of-date";
  if (conversation.certificatesVersion !== certificatesVersion) return "certificates-changed";
  // The place for the trust list: which domains this subject may send for (domain of `sender` × `standing.subject`).
  if (Object.keys(sender.args || {}).some((name) => !known.has(name))) return "parameter-unknown";
  if (!isAscii(sender.address.split("@", 1)[0] ?? "")) return "address-not-ascii";
  conversation.recipients.clear();
  return null;
}

/** MAIL FROM as text for the trace: the library shows IDNA domains decoded, a header wants them encoded. */
export function senderText(sender: SMTPServerAddress | false): string {
  if (!sender) return "";
  const { address } = sender;
  const at = address.lastIndexOf("@");
  return isAscii(address) ? address : address.slice(0, at + 1) + domainToASCII(address.slice(at + 1));
}

/** The size that the peer declared, in octets; 0 when it declared none. */
export function declaredSize(sender: SMTPServerAddress | false): number {
  return sender && sender.args ? Number(sender.args["SIZE"] ?? 0) : 0;
}

/** Whether every character is of US-ASCII. */
export function isAscii(text: string): boolean {
  return !/[^\0-\x7f]/.test(text);
}
