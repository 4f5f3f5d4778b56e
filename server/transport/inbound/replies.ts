/** One line of ours: reply code (RFC 5321 §4.2), enhanced code (RFC 3463), and words for the peer's postmaster. */
export interface Reply {
  code: number;
  enhanced: string;
  text: string;
}

/**
 * The closed list of the refusals that this room decides. The SMTP library underneath answers for plain syntax and
 * order of commands (500, 501, 503), a declared SIZE over the limit (552 5.3.4) and an idle connection (421 4.4.2).
 */
export const refusals = {
  /** RFC 3207 §4. */
  "tls-required": { code: 530, enhanced: "5.7.0", text: "Must issue a STARTTLS command first" },
  "certificate-missing": {
    code: 550,
    enhanced: "5.7.1",
    text: "Refused: no client certificate was shown, one of the trust space is required",
  },
  "certificate-foreign": {
    code: 550,
    enhanced: "5.7.1",
    text: "Refused: your client certificate is not of the trust space",
  },
  "certificate-out-of-date": {
    code: 550,
    enhanced: "5.7.1",
    text: "Refused: your client certificate is expired or not valid yet",
  },
  /** Certificates were changed while the connection was kept: its peer has to be judged again. */
  "certificates-changed": {
    code: 421,
    enhanced: "4.3.2",
    text: "Certificates were renewed here, please connect again",
  },
  /** RFC 5321 §4.5.3.1.4. */
  "line-too-long": { code: 500, enhanced: "5.5.2", text: "Line too long" },
  /** RFC 5321 §4.1.1.11. */
  "parameter-unknown": { code: 555, enhanced: "5.5.4", text: "Parameter not recognized or not implemented" },
  /** RFC 6531 §3.5: SMTPUTF8 is not offered here. */
  "address-not-ascii": { code: 553, enhanced: "5.6.7", text: "Internationalized addresses are not accepted" },
  "mailbox-unknown": { code: 550, enhanced: "5.1.1", text: "No such mailbox here" },
  /** RFC 3463 §3.3, X.2.1: for good, so that whoever wrote hears of it at once and not after days of trying. */
  "mailbox-closed": { code: 550, enhanced: "5.2.1", text: "Mailbox disabled, not accepting messages" },
  /** Closed between RCPT TO and the end of DATA: the next attempt is told of each recipient apart. */
  "mailbox-closing": { code: 450, enhanced: "4.2.1", text: "A mailbox was disabled meanwhile, try again" },
  "mailbox-full": { code: 452, enhanced: "4.2.2", text: "Mailbox full, please try again later" },
  /** RFC 5321 §4.5.3.1.10. */
  "too-many-recipients": { code: 452, enhanced: "4.5.3", text: "Too many recipients, send the others apart" },
  "too-many-unknown": {
    code: 421,
    enhanced: "4.7.0",
    text: "Too many unknown recipients on this connection",
  },
  "too-many-connections": { code: 421, enhanced: "4.7.0", text: "Too many connections from your address" },
  /** RFC 1870 §6.3. */
  "too-large": { code: 552, enhanced: "5.3.4", text: "Message larger than the limit announced with SIZE" },
  /** RFC 5321 §2.3.8. */
  "bare-line-end": {
    code: 550,
    enhanced: "5.6.0",
    text: "Refused: the message holds a CR or an LF standing alone, lines end with CRLF",
  },
  /** RFC 5321 §6.3. */
  "mail-loop": {
    code: 554,
    enhanced: "5.4.6",
    text: "Too many Received lines, the message goes round in a loop",
  },
  "too-slow": { code: 421, enhanced: "4.4.2", text: "Too slow, closing the connection" },
  closing: { code: 421, enhanced: "4.3.2", text: "Service closing, please connect again later" },
  /** A defect or a store that fails; the peer keeps the message. */
  failed: { code: 451, enhanced: "4.3.0", text: "Could not be processed now, please try again later" },
} as const satisfies Record<string, Reply>;

export type RefusalName = keyof typeof refusals;

/** A reply as the words after its code. */
export function wordsOf(reply: Reply): string {
  return `${reply.enhanced} ${reply.text}`;
}

/** A refusal in the form that `smtp-server` takes from a handler. */
export function asError(name: RefusalName): Error & { responseCode: number } {
  const refusal = refusals[name];
  return Object.assign(new Error(wordsOf(refusal)), { responseCode: refusal.code });
}
