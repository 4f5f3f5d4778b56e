import type { MimePart } from "../../../formats/mime/types.ts";

/**
 * The blob id of a part is the message's and the part's number, dots as underscores: `b…-2_1`. It carries no offset:
 * where the part stands is read from the structure that the store keeps, never from the client.
 */
export function partBlobId(messageBlobId: string, partId: string): string {
  return `${messageBlobId}-${partId.replaceAll(".", "_")}`;
}

/** Reads a blob id: a message's own, or a part of it. */
export function readBlobId(blobId: string): { messageBlobId: string; partId: string | null } {
  const cut = blobId.lastIndexOf("-");
  if (cut < 1) return { messageBlobId: blobId, partId: null };
  return { messageBlobId: blobId.slice(0, cut), partId: blobId.slice(cut + 1).replaceAll("_", ".") };
}

/** The leaf of that number, null when the structure has none. */
export function findPart(root: MimePart, partId: string): MimePart | null {
  if (root.partId === partId) return root;
  for (const part of root.parts) {
    const found = findPart(part, partId);
    if (found) return found;
  }
  return null;
}
