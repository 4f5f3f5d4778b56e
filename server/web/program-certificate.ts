import { X509Certificate } from "node:crypto";

/** Use as a client (RFC 5280 §4.2.1.12, id-kp-clientAuth). */
const clientUse = "1.3.6.1.5.5.7.3.2";
/** A certificate of three or four thousand octets is a large one. */
const mostCharacters = 8192;

/**
 * Whether the certificate that a proxy met, as it writes it down (RFC 9440 §2.1: `Client-Cert`, its DER in base64 between
 * colons), is a program's: signed by one of the authorities, living at `now`, and made for clients. That its key was
 * there is the proxy's word, which closed the TLS connection.
 */
export function isCertified(
  header: string | null,
  authorities: readonly X509Certificate[],
  now: number,
): boolean {
  const shown = header === null ? null : readHeader(header);
  if (!shown?.keyUsage?.includes(clientUse) || !isLiving(shown, now)) return false;
  return authorities.some(
    (one) => one.ca && isLiving(one, now) && shown.checkIssued(one) && shown.verify(one.publicKey),
  );
}

function readHeader(header: string): X509Certificate | null {
  const [, bytes] =
    header.length > mostCharacters ? [] : (/^:([A-Za-z0-9+/]+={0,2}):$/.exec(header.trim()) ?? []);
  if (bytes === undefined) return null;
  try {
    return new X509Certificate(Buffer.from(bytes, "base64"));
  } catch {
    return null;
  }
}

function isLiving({ validFromDate, validToDate }: X509Certificate, now: number): boolean {
  return validFromDate.getTime() <= now && now < validToDate.getTime();
}
