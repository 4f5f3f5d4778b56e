/**
 * Whether a mail that the relay did not acknowledge is worth sending again. A 5yz reply is final (RFC 5321 §4.2.1), and
 * a relay whose certificate or STARTTLS is wrong stays so. A relay that took the mail and lost its answer receives the
 * same Message-ID with the same code: at worst the person sees it twice. `reason`: a `RelayFailed`'s code or the socket's.
 */
export function isWorthRetrying({ reason, status }: { reason: string; status: number }): boolean {
  // A gateway speaks HTTP: 5xx and these two may pass (RFC 9110 §15.6, RFC 6585 §4).
  if (reason === "STATUS") return status >= 500 || status === 408 || status === 429;
  return status < 500 && passing.has(reason);
}

const passing = new Set(
  (
    "ECONNECTION EPROTOCOL EENVELOPE EMESSAGE ETIMEDOUT " +
    "ECONNREFUSED ECONNRESET EPIPE EHOSTUNREACH ENETUNREACH EAI_AGAIN ENOTFOUND"
  ).split(" "),
);
