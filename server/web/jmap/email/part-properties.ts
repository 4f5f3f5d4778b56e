import { scanHeader } from "../../../formats/mime/header.ts";
import type { HeaderBlock, MimePart } from "../../../formats/mime/types.ts";
import { partBlobId } from "./blob-ids.ts";
import { type HeaderProperty, headerValues, listHeaders, readHeaderProperty } from "./header-properties.ts";

/** What is asked of each body part (RFC 8621 §4.1.4, §4.2 bodyProperties). */
export interface PartPlan {
  properties: string[];
  headers: HeaderProperty[];
  /** `headers`, all of them. */
  listsHeaders: boolean;
}

/** Where header blocks come from, and what is counted of them. */
export interface HeaderSource {
  read(part: MimePart): Promise<Uint8Array>;
  spend(octets: number): void;
}

export const defaultPartProperties = [
  "partId",
  "blobId",
  "size",
  "name",
  "type",
  "charset",
  "disposition",
  "cid",
  "language",
  "location",
];

const partProperties: Record<string, (part: MimePart, messageBlobId: string) => unknown> = {
  partId: (part) => part.partId,
  blobId: (part, messageBlobId) => (part.partId === null ? null : partBlobId(messageBlobId, part.partId)),
  size: (part) => part.size,
  name: (part) => part.name,
  type: (part) => part.type,
  charset: (part) => part.charset,
  disposition: (part) => part.disposition,
  cid: (part) => part.cid,
  language: (part) => part.language,
  location: (part) => part.location,
};

/** Reads the properties asked of parts; answers the name of the first that is none. */
export function planParts(names: readonly string[]): PartPlan | { unknown: string } {
  const plan: PartPlan = { properties: [], headers: [], listsHeaders: false };
  for (const name of new Set(names)) {
    const header = readHeaderProperty(name);
    if (header) plan.headers.push(header);
    else if (Object.hasOwn(partProperties, name)) plan.properties.push(name);
    else if (name === "headers") plan.listsHeaders = true;
    // The tree has its branches whether or not they are asked for; the flat lists never have any.
    else if (name !== "subParts") return { unknown: name };
  }
  return plan;
}

/** Whether a plan takes the header block. */
export function needsHeaders(plan: Pick<PartPlan, "headers" | "listsHeaders">): boolean {
  return plan.listsHeaders || plan.headers.length > 0;
}

/**
 * One EmailBodyPart. `headers` is asked for the part's header block only where the plan needs it; `withBranches` gives
 * a multipart its subParts.
 */
export async function describePart(
  part: MimePart,
  messageBlobId: string,
  plan: PartPlan,
  headers: HeaderSource,
  withBranches: boolean,
): Promise<Record<string, unknown>> {
  const described: Record<string, unknown> = {};
  for (const name of plan.properties) described[name] = partProperties[name]?.(part, messageBlobId);
  if (needsHeaders(plan)) describeHeaders(described, scanHeader(await headers.read(part)), plan, headers);
  if (withBranches && part.partId === null) {
    const branches: unknown[] = [];
    for (const branch of part.parts)
      branches.push(await describePart(branch, messageBlobId, plan, headers, true));
    described["subParts"] = branches;
  }
  return described;
}

/** Adds what a plan asks of a header block to a part, or to a message. */
export function describeHeaders(
  described: Record<string, unknown>,
  header: HeaderBlock,
  plan: Pick<PartPlan, "headers" | "listsHeaders">,
  headers: HeaderSource,
): void {
  if (plan.listsHeaders) described["headers"] = listHeaders(header);
  for (const [property, value] of headerValues(header, plan.headers, headers.spend))
    described[property] = value;
}
