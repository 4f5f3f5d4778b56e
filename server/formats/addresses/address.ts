import { domainToASCII } from "node:url";

/** A mailbox address taken apart. */
export interface Address {
  /** Unquoted, in lower case: for comparison, not for sending. */
  local: string;
  /** In lower case, its labels in their ASCII form; or an address literal "[192.0.2.1]". */
  domain: string;
  /** The two together: equal for two addresses that we take for the same. */
  key: string;
}

const atom =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~\x80-\u{10ffff}-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~\x80-\u{10ffff}-]+)*$/iu;
const quotedLocal = /^"((?:[^"\\\p{Cc}]|\\[ -~])*)"$/u;
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const literal = /^\[(?:(?:\d{1,3}\.){3}\d{1,3}|ipv6:[0-9a-f:.]{2,45})\]$/i;

/**
 * Reads the address of a path or of a form (RFC 5321 §4.1.2; beyond ASCII, RFC 6531 §3.3). Angle brackets are
 * optional, a source route is passed over (RFC 5321 §4.1.1.3). Null when it is no address.
 */
export function parseAddress(text: string): Address | null {
  const bare = text
    .trim()
    .replace(/^<(.*)>$/s, "$1")
    .replace(/^@[^:"]*:/, "");
  const at = bare.endsWith("]") ? bare.lastIndexOf("@[") : bare.lastIndexOf("@");
  if (at < 1) return null;
  const local = readLocal(bare.slice(0, at));
  const domain = readDomain(bare.slice(at + 1));
  if (local === null || domain === null) return null;
  return { local, domain, key: `${local}@${domain}` };
}

/** RFC 5321 §4.5.3.1.1: 64 octets. Two writings of the same letters are one (NFC). */
function readLocal(written: string): string | null {
  if (Buffer.byteLength(written) > 64) return null;
  const quoted = quotedLocal.exec(written);
  if (!quoted && !atom.test(written)) return null;
  const local = quoted ? quoted[1]!.replace(/\\(.)/g, "$1") : written;
  return local.normalize("NFC").toLowerCase();
}

/** RFC 5321 §4.5.3.1.2: 255 octets. */
function readDomain(written: string): string | null {
  if (literal.test(written)) return written.toLowerCase();
  // domainToASCII also undoes percent signs and reads numbers as IPv4: it only gets what it is here for
  const isAscii = /^[a-z0-9.-]+$/i.test(written);
  if (!isAscii && /[^a-z0-9.\x80-\u{10ffff}-]/iu.test(written)) return null;
  const domain = isAscii ? written.toLowerCase() : domainToASCII(written);
  if (domain.length > 255) return null;
  return domain.split(".").every((one) => label.test(one)) ? domain : null;
}

/** An address as it may be shown to someone who has not proved it is his: `n…e@valdebrume.example`. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf("@");
  const local = Array.from(address.slice(0, Math.max(at, 0)));
  const first = local.length > 1 ? local[0]! : "";
  const last = local.length > 2 ? local.at(-1)! : "";
  return `${first}…${last}${at < 0 ? "" : address.slice(at)}`;
}
