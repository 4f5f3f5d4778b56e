/** The bytes of small messages that have just come in, so that indexing them opens no file. */
export interface FreshBytes {
  put(blobId: string, bytes: Uint8Array): void;
  /** Hands the bytes over, once; undefined when they are not held, or no longer. */
  take(blobId: string): Uint8Array | undefined;
}

/** Holds at most so many octets: the oldest go first. */
export function createFreshBytes(mostBytes: number): FreshBytes {
  const held = new Map<string, Uint8Array>();
  let size = 0;
  function take(blobId: string): Uint8Array | undefined {
    const bytes = held.get(blobId);
    if (held.delete(blobId)) size -= bytes?.length ?? 0;
    return bytes;
  }
  return {
    put(blobId, bytes) {
      held.set(blobId, bytes);
      size += bytes.length;
      for (const oldest of held.keys()) {
        if (size <= mostBytes) break;
        take(oldest);
      }
    },
    take,
  };
}
