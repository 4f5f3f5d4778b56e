import { constants } from "node:crypto";
import type { SecureContextOptions } from "node:tls";

/**
 * What every TLS connection of the connector speaks: ANSSI, « Recommandations de sécurité relatives à TLS » v1.2 (2020).
 * TLS 1.3 preferred, 1.2 accepted, ephemeral keys and authenticated ciphers only, no renegotiation.
 *
 * Sessions are never resumed (no tickets): each connection checks the peer's whole chain anew, and connections are
 * kept open anyway.
 */
export const tlsProfile = {
  minVersion: "TLSv1.2",
  ciphers: [
    "TLS_AES_256_GCM_SHA384",
    "TLS_AES_128_GCM_SHA256",
    "TLS_CHACHA20_POLY1305_SHA256",
    "ECDHE-ECDSA-AES256-GCM-SHA384",
    "ECDHE-RSA-AES256-GCM-SHA384",
    "ECDHE-ECDSA-AES128-GCM-SHA256",
    "ECDHE-RSA-AES128-GCM-SHA256",
    "ECDHE-ECDSA-CHACHA20-POLY1305",
    "ECDHE-RSA-CHACHA20-POLY1305",
  ].join(":"),
  ecdhCurve: "X25519:P-256:P-384:P-521",
  honorCipherOrder: true,
  secureOptions:
    constants.SSL_OP_NO_TICKET |
    constants.SSL_OP_NO_RENEGOTIATION |
    constants.SSL_OP_CIPHER_SERVER_PREFERENCE,
} as const satisfies SecureContextOptions;

/** Our own certificate and the authorities that a peer's must chain to, all PEM. */
export interface Certificates {
  /** Our certificate, then those between it and the root. */
  chain: string;
  key: string;
  authorities: string;
}

/** The options of a secure context for these certificates. */
export function secureOptions(certificates: Certificates): SecureContextOptions {
  return { ...tlsProfile, cert: certificates.chain, key: certificates.key, ca: certificates.authorities };
}
