import type { HeavyPart, MessageView } from "../../../mailboxes/views.ts";
import { type HeaderProperty, readHeaderProperty } from "./header-properties.ts";
import { defaultPartProperties, type PartPlan, planParts } from "./part-properties.ts";
import { viewProperty } from "./view-properties.ts";

/** The flat lists of parts (RFC 8621 §4.1.4). */
export type PartList = "textBody" | "htmlBody" | "attachments";

/** What Email/get has to do for each message: the table of its properties, read once for all of them. */
export interface EmailPlan {
  /** Properties of the view: no byte is read for them. */
  views: [name: string, read: (message: MessageView) => unknown][];
  headers: HeaderProperty[];
  listsHeaders: boolean;
  partLists: PartList[];
  bodyStructure: boolean;
  bodyValues: boolean;
  parts: PartPlan;
}

/** RFC 8621 §4.2. */
const defaultProperties = [
  "id",
  "blobId",
  "threadId",
  "mailboxIds",
  "keywords",
  "size",
  "receivedAt",
  "messageId",
  "inReplyTo",
  "references",
  "sender",
  "from",
  "to",
  "cc",
  "bcc",
  "replyTo",
  "subject",
  "sentAt",
  "hasAttachment",
  "preview",
  "bodyValues",
  "textBody",
  "htmlBody",
  "attachments",
];

/** Each spelling of a header's name is a property of its own; nobody needs this many. */
const mostHeaderProperties = 100;

/** Reads the properties asked for; answers words for a developer when one does not exist or may not be asked. */
export function planEmail(
  properties: readonly string[] | null,
  bodyProperties: readonly string[] | null,
  using: ReadonlySet<string>,
): EmailPlan | { refused: string } {
  const parts = planParts(bodyProperties ?? defaultPartProperties);
  if ("unknown" in parts) return { refused: `bodyProperties: ${parts.unknown}` };
  const plan: EmailPlan = {
    views: [],
    headers: [],
    listsHeaders: false,
    partLists: [],
    bodyStructure: false,
    bodyValues: false,
    parts,
  };
  for (const name of new Set(["id", ...(properties ?? defaultProperties)]))
    if (!addProperty(plan, name, using)) return { refused: `properties: ${name}` };
  if (plan.headers.length + parts.headers.length > mostHeaderProperties)
    return { refused: `properties: more than ${mostHeaderProperties} header fields` };
  return plan;
}

/** Properties that stand in the message's own row. */
const lightProperties = new Set([
  "id",
  "blobId",
  "threadId",
  "mailboxIds",
  "keywords",
  "teamSeen",
  "size",
  "receivedAt",
  "hasAttachment",
  "attachmentCount",
  "preview",
]);

/** Whether a plan takes more than the view of a message has. */
export function looksInside(plan: EmailPlan): boolean {
  const looksAtParts = plan.partLists.length > 0 || plan.bodyStructure || plan.bodyValues;
  return looksAtParts || plan.headers.length > 0 || plan.listsHeaders;
}

/** What a plan never looks at, and the store need not bring. */
export function unusedParts(plan: EmailPlan): HeavyPart[] {
  const unused: HeavyPart[] = [];
  if (plan.views.every(([name]) => lightProperties.has(name))) unused.push("envelope");
  if (!looksInside(plan))
    unused.push(
      plan.views.some(([name]) => name === "attachmentCount") ? "structure of the unattached" : "structure",
    );
  return unused;
}

function addProperty(plan: EmailPlan, name: string, using: ReadonlySet<string>): boolean {
  const view = viewProperty(name, using);
  if (view) plan.views.push([name, view]);
  else if (name === "textBody" || name === "htmlBody" || name === "attachments") plan.partLists.push(name);
  else if (name === "bodyStructure") plan.bodyStructure = true;
  else if (name === "bodyValues") plan.bodyValues = true;
  else if (name === "headers") plan.listsHeaders = true;
  else {
    const header = readHeaderProperty(name);
    if (header) plan.headers.push(header);
    return header !== null;
  }
  return true;
}
