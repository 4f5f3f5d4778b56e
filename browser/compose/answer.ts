import type { SourceMessage } from "../data/drafts.ts";
import type { EmailAddress } from "../data/shapes.ts";
import { keyOf } from "./recipients.ts";

/** Whom an answer goes to. */
export interface Audience {
  to: EmailAddress[];
  cc: EmailAddress[];
}

/**
 * Who receives an answer (RFC 5322 §3.6.3): those the author asks to answer to, or the author. An answer to one's own
 * message goes to those who received it. `own` is the address that answers.
 */
export function audienceOf(source: SourceMessage, own: string, isToAll: boolean): Audience {
  const author = source.replyTo?.length ? source.replyTo : (source.from ?? []);
  const isOwn = (source.from ?? []).some(({ email }) => keyOf(email) === keyOf(own));
  const to = isOwn ? (source.to ?? []) : author;
  if (!isToAll) return { to: apart(to, []), cc: [] };
  const others = isOwn ? [] : (source.to ?? []);
  const everyone = apart([...to, ...others], isOwn ? [] : [own]);
  return { to: everyone, cc: apart(source.cc ?? [], [own, ...everyone.map(({ email }) => email)]) };
}

/** Whether an answer to all would go to more people than an answer. */
export function hasOthers(source: Pick<SourceMessage, "from" | "to" | "cc">, own: string): boolean {
  const one = { ...source, replyTo: null } as SourceMessage;
  const all = audienceOf(one, own, true);
  return all.to.length + all.cc.length > audienceOf(one, own, false).to.length;
}

/** Where an answer stands in its conversation (RFC 5322 §3.6.4). */
export function threadingOf(source: SourceMessage): {
  inReplyTo: string[] | null;
  references: string[] | null;
} {
  const own = source.messageId ?? [];
  if (own.length === 0) return { inReplyTo: null, references: null };
  const before = source.references ?? source.inReplyTo ?? [];
  return { inReplyTo: own, references: [...new Set([...before, ...own])].slice(-mostReferences) };
}

/** Message-IDs of a long conversation that are kept: a header field must stay readable by others. */
const mostReferences = 50;

/** What programs put before the subject of an answer or of a message passed on, in our two languages. */
const prefix = /^\s*(?:(?:re|rép|rep|tr|fw|fwd|wg|aw)\s*(?:\[\d+\])?\s*:\s*)+/i;

/** A subject without the prefixes that answers have piled up. */
export function bareSubject(subject: string | null): string {
  return (subject ?? "").replace(prefix, "").trim();
}

/** Addresses, each once, without those of `left`. */
function apart(list: readonly EmailAddress[], left: readonly string[]): EmailAddress[] {
  const seen = new Set(left.map(keyOf));
  return list.filter(({ email }) => !seen.has(keyOf(email)) && seen.add(keyOf(email)));
}
