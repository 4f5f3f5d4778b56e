/**
 * Whether a mail that the relay did not acknowledge is worth sending again. A 5yz reply is final (RFC 5321 §4.2.1), and
 * a relay whose certificate or STARTTLS is wrong stays so. Anything else may pass. A relay that took the mail and lost
 * its answer receives the same Message-ID with the same code: at worst the person sees it twice.
 */
export function isWorthRetrying({ code, responseCode }: { code?: string; responseCode?: number }): boolean {
  if (responseCode !== undefined && responseCode >= 500) return false;
  return code !== undefined && passing.has(code);
}

const passing = new Set([
  "ECONNECTION",
  "ETIMEDOUT",
  "ESOCKET",
  "EDNS",
  "EPROTOCOL",
  "EENVELOPE",
  "EMESSAGE",
]);
