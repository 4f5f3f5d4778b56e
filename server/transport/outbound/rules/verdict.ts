/** What a server said, or a word of ours in the same form: `550 5.1.1 No such mailbox here`. */
export type Reply = string;

/** What an answer means for a recipient (RFC 5321 §4.2.1). */
export function verdictOf(reply: Reply): "taken" | "refused" | "again" {
  if (/^2\d\d\b/.test(reply)) return "taken";
  return /^5\d\d\b/.test(reply) ? "refused" : "again";
}

/** On one line, printable, and short: it goes into rows and pages. */
export function tidyReply(text: string): Reply {
  return text
    .replace(/\r?\n(?:\d{3}[- ])?/g, " ")
    .replace(/[^ -~\u00a0-\u{10ffff}]/gu, "")
    .trim()
    .slice(0, 500);
}

/** Why a message did not arrive, as people understand it. */
export type Cause =
  | "unknown-address"
  | "closed-mailbox"
  | "full"
  | "too-large"
  | "not-allowed"
  | "content"
  | "no-answer"
  | "other";

/** Reads the cause off the enhanced code (RFC 3463), or off the plain one where there is none. */
export function causeOf(reply: Reply | null): Cause {
  if (!reply || !/^[245]\d\d\b/.test(reply)) return "no-answer";
  const code = /^\d{3} ([45]\.\d{1,3}\.\d{1,3})\b/.exec(reply)?.[1]?.slice(2) ?? "";
  if (/^1\.(?:1|2|3|6|10)$/.test(code)) return "unknown-address";
  if (code === "2.1") return "closed-mailbox";
  if (code === "2.2" || code === "3.1") return "full";
  if (code === "2.3" || code === "3.4") return "too-large";
  if (code.startsWith("7.")) return "not-allowed";
  if (code.startsWith("6.")) return "content";
  if (code !== "") return "other";
  if (/^55[013]\b/.test(reply)) return "unknown-address";
  if (/^552\b/.test(reply)) return "too-large";
  return "other";
}
