import type { TLSSocket } from "node:tls";
import type { RefusalName } from "./replies.ts";

/** What the certificate of a connection is worth. */
export type Standing =
  | {
      trusted: true;
      /** Subject of the certificate in the text form of RFC 4514, most specific first: `CN=…,OU=…,O=…,C=FR`. */
      subject: string;
      /** Host name that the certificate is for; `unknown` when its CN is none. */
      host: string;
      /** End of the certificate, milliseconds since 1970. */
      expires: number;
    }
  | { trusted: false; refusal: RefusalName };

const timeErrors = new Set(["CERT_HAS_EXPIRED", "CERT_NOT_YET_VALID"]);

/** Judges the peer of a finished handshake by the chain that OpenSSL verified. */
export function judgePeer(socket: TLSSocket): Standing {
  const certificate = socket.getPeerX509Certificate();
  if (!certificate) return { trusted: false, refusal: "certificate-missing" };
  if (!socket.authorized) {
    const outOfDate = timeErrors.has(String(socket.authorizationError));
    return { trusted: false, refusal: outOfDate ? "certificate-out-of-date" : "certificate-foreign" };
  }
  // OpenSSL gives one escaped name (RFC 2253 rules) a line, in the certificate's order; RFC 4514 §2.1 reverses it.
  const names = certificate.subject.split("\n").toReversed();
  const commonName = names.find((name) => name.startsWith("CN="))?.slice(3) ?? "";
  return {
    trusted: true,
    subject: names.join(","),
    host: /^[a-z0-9.-]{1,253}$/i.test(commonName) ? commonName : "unknown",
    expires: certificate.validToDate.getTime(),
  };
}
