import type { MimePart } from "./types.ts";

/** The flat model of a body that clients show (RFC 8621 §4.1.4). */
export interface BodyLists {
  textBody: MimePart[];
  htmlBody: MimePart[];
  attachments: MimePart[];
}

/** Sorts the leaves into what is read as text, what is read as HTML, and what is attached (RFC 8621 §4.1.4). */
export function bodyLists(root: MimePart): BodyLists {
  const lists: BodyLists = { textBody: [], htmlBody: [], attachments: [] };
  sortParts([root], "mixed", false, lists.textBody, lists.htmlBody, lists.attachments);
  return lists;
}

/** Whether something can be downloaded: an attachment that is not shown inline (RFC 8621 §4.1.4). */
export function hasAttachment(root: MimePart): boolean {
  return bodyLists(root).attachments.some((part) => part.disposition !== "inline");
}

function isMedia(type: string): boolean {
  return /^(?:image|audio|video)\//.test(type);
}

/** Whether a leaf is read with the message rather than attached to it. */
function isBody(part: MimePart, index: number, multipart: string): boolean {
  if (part.disposition === "attachment") return false;
  if (part.type !== "text/plain" && part.type !== "text/html" && !isMedia(part.type)) return false;
  // In multipart/related only the first part is; elsewhere a later text with a name is an attachment
  return index === 0 || (multipart !== "related" && (isMedia(part.type) || part.name === null));
}

/** The published algorithm, its names kept where they say something; a null list takes no more parts. */
function sortParts(
  parts: MimePart[],
  multipart: string,
  inAlternative: boolean,
  text: MimePart[] | null,
  html: MimePart[] | null,
  attachments: MimePart[],
): void {
  const textLength = text?.length ?? -1;
  const htmlLength = html?.length ?? -1;
  let textBody = text;
  let htmlBody = html;
  for (const [index, part] of parts.entries()) {
    if (part.partId === null) {
      const inner = part.type.slice("multipart/".length);
      const isAlternative = inAlternative || inner === "alternative";
      sortParts(part.parts, inner, isAlternative, textBody, htmlBody, attachments);
      continue;
    }
    if (!isBody(part, index, multipart)) {
      attachments.push(part);
      continue;
    }
    if (multipart === "alternative") {
      if (part.type === "text/plain") textBody?.push(part);
      else if (part.type === "text/html") htmlBody?.push(part);
      else attachments.push(part);
      continue;
    }
    if (inAlternative) {
      if (part.type === "text/plain") htmlBody = null;
      if (part.type === "text/html") textBody = null;
    }
    textBody?.push(part);
    htmlBody?.push(part);
    if ((!textBody || !htmlBody) && isMedia(part.type)) attachments.push(part);
  }
  if (multipart === "alternative" && textBody && htmlBody) {
    // Only one of the two forms was found: it serves as both
    if (textBody.length === textLength && htmlBody.length !== htmlLength)
      textBody.push(...htmlBody.slice(htmlLength));
    else if (htmlBody.length === htmlLength && textBody.length !== textLength)
      htmlBody.push(...textBody.slice(textLength));
  }
}
