import { scanHeader } from "../../../formats/mime/header.ts";
import type { HeaderBlock, MimePart } from "../../../formats/mime/types.ts";
import { partBlobId } from "./blob-ids.ts";
import { type HeaderProperty, headerValue, listHeaders, readHeaderProperty } from "./header-properties.ts";

/** What is asked of each body part (RFC 8621 §4.1.4, §4.2 bodyProperties). */
export interface PartPlan {
  properties: string[];
  headers: HeaderProperty[];
  /** `headers`, all of them. */
  listsHeaders: boolean;
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

/** Whether describing a part takes its header block. */
export function needsPartHeaders(plan: PartPlan): boolean {
  return plan.listsHeaders || plan.headers.length > 0;
}

/**
 * One EmailBodyPart. `readHeader` is asked for the part's header block only where the plan needs it; `withBranches`
 * gives a multipart its subParts.
 */
export async function describePart(
  part: MimePart,
  messageBlobId: string,
  plan: PartPlan,
  readHeader: (part: MimePart) => Promise<Uint8Array>,
  withBranches: boolean,
): Promise<Record<string, unknown>> {
  const described: Record<string, unknown> = {};
  for (const name of plan.properties) described[name] = partProperties[name]?.(part, messageBlobId);
  if (needsPartHeaders(plan)) describeHeaders(described, scanHeader(await readHeader(part)), plan);
  if (withBranches && part.partId === null) {
    const branches: unknown[] = [];
    for (const branch of part.parts)
      branches.push(await describePart(branch, messageBlobId, plan, readHeader, true));
    described["subParts"] = branches;
  }
  return described;
}

function describeHeaders(described: Record<string, unknown>, header: HeaderBlock, plan: PartPlan): void {
  if (plan.listsHeaders) described["headers"] = listHeaders(header);
  for (const wanted of plan.headers) described[wanted.property] = headerValue(header, wanted);
}
