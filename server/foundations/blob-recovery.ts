import type { Blobs } from "./blobs.ts";

/** No message takes so long to come in: what another node wrote before that and has no row is nobody's. Milliseconds. */
const strayedMs = 86_400_000;

/**
 * At a start, looks at what was in flight: what has a row is moved to its place, what has none is removed. `known` tells
 * those with a row, once every commit under way is done. Of what other nodes left, which may be at work, what has a row
 * is moved too (they bear it), and only what is a day old is ever removed.
 */
export async function recoverBlobs(
  blobs: Blobs,
  now: number,
  known: (ids: string[]) => Promise<string[]>,
): Promise<{ kept: number; removed: number }> {
  const own = await blobs.listIncoming();
  const others = await blobs.listIncomingOfOthers();
  const kept = new Set(await known([...own, ...others.map(({ id }) => id)]));
  const strayed = others.filter(({ at }) => at < now - strayedMs).map(({ id }) => id);
  const removed = [...own, ...strayed].filter((id) => !kept.has(id));
  for (const id of kept) await blobs.settle(id);
  for (const id of removed) await blobs.remove(id);
  return { kept: kept.size, removed: removed.length };
}
