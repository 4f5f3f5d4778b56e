import { type BodyLists, bodyLists } from "../../../formats/mime/body-lists.ts";
import { scanHeader } from "../../../formats/mime/header.ts";
import type { MimePart } from "../../../formats/mime/types.ts";
import type { MessageView } from "../../../mailboxes/views.ts";
import { type BodyValue, readBodyValue } from "./body-values.ts";
import { type MessageSource, type ReadingAllowance, readHeader } from "./bytes.ts";
import { describeHeaders, describePart, type HeaderSource, needsHeaders } from "./part-properties.ts";
import { type EmailPlan, looksInside } from "./plan.ts";

/** Which parts have their values fetched (RFC 8621 §4.2). */
export interface ValueChoice {
  text: boolean;
  html: boolean;
  all: boolean;
  /** 0 for no limit. */
  maxBytes: number;
}

/** More header bytes were asked for than one request may hold. */
export class TooMuchHeader extends Error {
  override name = "TooMuchHeader";
}

/**
 * One Email object. Only what the plan needs is read: a list row costs no byte of the message. Throws `MessageGone`
 * and `TooMuchHeader`.
 */
export async function describeEmail(
  message: MessageView,
  plan: EmailPlan,
  choice: ValueChoice,
  source: MessageSource,
  allowance: ReadingAllowance,
): Promise<Record<string, unknown> & { id: string }> {
  // RFC 8620 §5.1: the id is there, asked for or not.
  const email: Record<string, unknown> & { id: string } = { id: message.id };
  for (const [name, read] of plan.views) email[name] = read(message);
  if (!looksInside(plan)) return email;
  const headers = rememberHeaders(message, source, allowance);
  if (needsHeaders(plan))
    describeHeaders(email, scanHeader(await headers.read(message.structure)), plan, headers);
  if (plan.bodyStructure)
    email["bodyStructure"] = await describePart(message.structure, message.blobId, plan.parts, headers, true);
  if (plan.partLists.length === 0 && !plan.bodyValues) return email;
  const lists = bodyLists(message.structure);
  for (const list of plan.partLists) {
    const described: unknown[] = [];
    for (const part of lists[list])
      described.push(await describePart(part, message.blobId, plan.parts, headers, false));
    email[list] = described;
  }
  if (plan.bodyValues) email["bodyValues"] = await readValues(message, lists, choice, source, allowance);
  return email;
}

/** Reads header blocks, each once, and counts what they make. The root's is the message's own. */
function rememberHeaders(
  message: MessageView,
  source: MessageSource,
  allowance: ReadingAllowance,
): HeaderSource {
  const known = new Map<MimePart, Buffer>();
  function spend(octets: number): void {
    allowance.headers -= octets;
    if (allowance.headers < 0) throw new TooMuchHeader(message.id);
  }
  async function read(part: MimePart): Promise<Buffer> {
    const kept = known.get(part);
    if (kept) return kept;
    const isRoot = part === message.structure;
    const start = isRoot ? 0 : part.headerStart;
    const end = isRoot ? message.headerEnd : part.headerEnd;
    spend(end - start);
    const bytes = await readHeader(source, message, { start, end });
    known.set(part, bytes);
    return bytes;
  }
  return { read, spend };
}

async function readValues(
  message: MessageView,
  lists: BodyLists,
  choice: ValueChoice,
  source: MessageSource,
  allowance: ReadingAllowance,
): Promise<Record<string, BodyValue>> {
  const chosen = new Set<MimePart>();
  if (choice.text) for (const part of lists.textBody) chosen.add(part);
  if (choice.html) for (const part of lists.htmlBody) chosen.add(part);
  if (choice.all) for (const part of leavesOf(message.structure)) chosen.add(part);
  const values: Record<string, BodyValue> = {};
  for (const part of chosen)
    if (part.partId !== null && part.type.startsWith("text/"))
      values[part.partId] = await readBodyValue(source, message, part, choice.maxBytes, allowance);
  return values;
}

function leavesOf(part: MimePart): MimePart[] {
  return part.partId === null ? part.parts.flatMap(leavesOf) : [part];
}
