/** Octets. */
const betweenCollections = 1024 * 1024;
/** The others look at the youngest objects alone. */
const oneInWhole = 6;
let passed = 0;
let collections = 0;

/**
 * To be told of the bytes of large files that stream through. Their buffers lie outside the heap, whose fullness alone
 * makes V8 look for what nobody uses: 50 MB of them would gather for a message of 25. So it is made to look: at the
 * youngest objects (under a millisecond), and now and then at all, for what node:zlib has used is found only then (10
 * to 20 ms, in a quarter of a second of work). Does nothing where Node was started without `--expose-gc`.
 */
export function countPassing(bytes: number): void {
  passed += bytes;
  if (passed < betweenCollections) return;
  passed = 0;
  globalThis.gc?.({ type: ++collections % oneInWhole === 0 ? "major" : "minor" });
}
