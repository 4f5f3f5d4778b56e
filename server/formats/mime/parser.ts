import { hasAttachment } from "./body-lists.ts";
import { createBoundaries, type Crossing } from "./boundaries.ts";
import { asBuffer, lineEnd, scanHeader } from "./header.ts";
import { createHeaderCollector, type HeaderCollector } from "./header-collector.ts";
import { describePart } from "./part.ts";
import { createPreviewCollector } from "./preview.ts";
import { decoderSlack, transferCore, type TransferCore } from "./transfer.ts";
import {
  defaultLimits,
  type HeaderBlock,
  type MimeLimits,
  type MimeParser,
  type MimePart,
  type ParsedMessage,
  type Problem,
} from "./types.ts";

const LF = 10;
const CR = 13;
const DASH = 45;

/** A multipart whose parts are being read. Once closed, what follows is its epilogue. */
interface OpenMultipart {
  part: MimePart;
  boundary: string;
  isClosed: boolean;
}

/** Bytes looked at together; a larger chunk is read slice by slice. */
const sliceBytes = 64 * 1024;
/** Where decoded bytes land, only to be counted and seen by the preview. Nothing outlives a call. */
const scratch = Buffer.allocUnsafeSlow(sliceBytes + decoderSlack);

/**
 * Reads a message in one pass (RFC 5322, RFC 2045, RFC 2046), chunk by chunk, keeping only its header and the head
 * of its text. Whatever the bytes, it throws nothing: a message that breaks the rules or the limits has a tree all
 * the same, and `problems` says what was wrong. The result does not depend on how the bytes were cut into chunks.
 */
export function createMimeParser(limits: Partial<MimeLimits> = {}): MimeParser {
  return new Parser({ ...defaultLimits, ...limits });
}

class Parser implements MimeParser {
  readonly #limits: MimeLimits;
  readonly #problems = new Set<Problem>();
  readonly #preview = createPreviewCollector();
  readonly #stack: OpenMultipart[] = [];
  readonly #boundaries = createBoundaries();
  #partCount = 0;

  /** Bytes not dealt with yet, and where the first stands in the message. */
  #data: Buffer = Buffer.alloc(0);
  #offset = 0;
  #isLast = false;

  #root: MimePart | null = null;
  #header: HeaderBlock = { bytes: new Uint8Array(0), fields: [] };
  /** The header being read; null in a body. */
  #collector: HeaderCollector | null;
  #headerStart = 0;
  /** The leaf whose body is being read; null in a preamble or an epilogue. */
  #leaf: MimePart | null = null;
  #decoder: TransferCore | null = null;
  #isLineStart = false;
  /** A line break in front of `#data` that belongs to the body unless a boundary follows. */
  #heldBreak: Buffer = Buffer.alloc(0);

  constructor(limits: MimeLimits) {
    this.#limits = limits;
    this.#collector = this.#collect(limits.headerBytes);
  }

  write(chunk: Uint8Array): void {
    const bytes = asBuffer(chunk);
    for (let at = 0; at < bytes.length; at += sliceBytes) {
      const slice = bytes.subarray(at, at + sliceBytes);
      this.#data = this.#data.length > 0 ? Buffer.concat([this.#data, slice]) : slice;
      this.#run();
    }
    // What is left is short; the caller may use his chunk again
    this.#data = Buffer.from(this.#data);
  }

  end(): ParsedMessage {
    this.#isLast = true;
    this.#run();
    this.#endBodies(0, this.#offset);
    const root = this.#root;
    if (!root) throw new Error("a parser that has ended always has a root");
    return {
      root,
      header: this.#header,
      preview: this.#preview.text(),
      hasAttachment: hasAttachment(root),
      problems: [...this.#problems],
      size: this.#offset,
    };
  }

  #run(): void {
    while (this.#collector ? this.#readHeader(this.#collector) : this.#readBody());
  }

  #advance(count: number): void {
    this.#data = this.#data.subarray(count);
    this.#offset += count;
  }

  #collect(headerBytes: number): HeaderCollector {
    return createHeaderCollector({ ...this.#limits, headerBytes }, this.#boundaries);
  }

  /** Reads on in a header; answers whether there may be more to do with the bytes at hand. */
  #readHeader(collector: HeaderCollector): boolean {
    const { next, ended } = collector.take(this.#data, this.#isLast);
    this.#advance(next);
    if (!ended) return false;
    const bytes = collector.bytes();
    const bodyStart = collector.bodyStart();
    if (bodyStart < bytes.length) {
      this.#offset -= bytes.length - bodyStart;
      this.#data = Buffer.concat([bytes.subarray(bodyStart), this.#data]);
    }
    if (collector.unseparated()) this.#problems.add("missing-blank-line");
    if (collector.malformed()) this.#problems.add("malformed-header-line");
    this.#collector = null;
    const header = scanHeader(Buffer.from(bytes.subarray(0, collector.fieldsEnd())));
    if (!this.#root) this.#header = header;
    const isCut = ended === "full" && !collector.unseparated();
    if (isCut) this.#problems.add("header-too-long");
    this.#beginPart(header, this.#headerStart + collector.bodyStart(), isCut);
    this.#isLineStart = !isCut || bytes.at(-1) === LF;
    return true;
  }

  #beginPart(header: HeaderBlock, bodyStart: number, isOpaque: boolean): void {
    const parent = this.#stack.at(-1);
    const { part, boundary } = describePart(header, parent?.part.type === "multipart/digest");
    part.headerStart = this.#headerStart;
    part.headerEnd = this.#headerStart + header.bytes.length;
    part.bodyStart = part.bodyEnd = bodyStart;
    const opened = isOpaque ? makeOpaque(part) : this.#openMultipart(part, boundary);
    if (part.encoding === "unknown") this.#problems.add("unknown-encoding");
    this.#place(part, parent?.part);
    if (opened) {
      this.#stack.push({ part, boundary: opened, isClosed: false });
      this.#listBoundaries();
    } else this.#beginLeaf(part);
  }

  /** The boundary to look for; null for a leaf, and for a multipart that must be read as one. */
  #openMultipart(part: MimePart, boundary: string | null): string | null {
    if (!part.type.startsWith("multipart/")) return null;
    if (!boundary) {
      this.#problems.add("no-boundary");
      part.type = "text/plain";
      part.charset ??= "us-ascii";
      return null;
    }
    const problem = boundary.length > this.#limits.boundaryBytes ? "boundary-too-long" : "too-deep";
    if (problem === "too-deep" && this.#stack.length < this.#limits.depth) return boundary;
    this.#problems.add(problem);
    return makeOpaque(part);
  }

  #place(part: MimePart, parent: MimePart | undefined): void {
    this.#partCount++;
    const isLeaf = !part.type.startsWith("multipart/");
    // RFC 9051 §6.4.5.1: a message that is not multipart has one part, "1"
    if (!parent) {
      this.#root = part;
      part.partId = isLeaf ? "1" : null;
      return;
    }
    parent.parts.push(part);
    part.partId = isLeaf ? this.#stack.map((one) => one.part.parts.length).join(".") : null;
  }

  #beginLeaf(part: MimePart): void {
    this.#leaf = part;
    this.#decoder = transferCore(part.encoding);
    this.#preview.begin(part);
  }

  /** Reads on in a body, a preamble or an epilogue; answers as `#readHeader` does. */
  #readBody(): boolean {
    if (this.#isLineStart) {
      const line = this.#lineAtStart();
      if (line === null) return false;
      if (line.crossing) {
        this.#crossBoundary(line.crossing, line.next);
        return true;
      }
      this.#isLineStart = false;
      this.#feed(this.#heldBreak);
      this.#heldBreak = Buffer.alloc(0);
    }
    if (this.#data.length === 0) return false;
    return this.#boundaries.isEmpty() ? this.#feedAll() : this.#feedToLine();
  }

  #feedAll(): boolean {
    this.#feed(this.#data);
    this.#advance(this.#data.length);
    return false;
  }

  /** Feeds the body up to the next line that is a boundary, or that only the next bytes can tell. */
  #feedToLine(): boolean {
    const data = this.#data;
    const feed = this.#boundaries.search(data, this.#isLast);
    if (feed >= 0) {
      const start = feed > 0 && data[feed - 1] === CR ? feed - 1 : feed;
      this.#feed(data.subarray(0, start));
      this.#heldBreak = Buffer.from(data.subarray(start, feed + 1));
      this.#isLineStart = true;
      this.#advance(feed + 1);
      return true;
    }
    const keep = data.at(-1) === CR && !this.#isLast ? 1 : 0;
    this.#feed(data.subarray(0, data.length - keep));
    this.#advance(data.length - keep);
    return false;
  }

  /** Whether the data begins with a boundary, and where the next line starts; null when more bytes must say. */
  #lineAtStart(): { crossing: Crossing | null; next: number } | null {
    const data = this.#data;
    const isDash = (at: number) => (at < data.length ? data[at] === DASH : !this.#isLast);
    if (this.#boundaries.isEmpty() || !isDash(0) || !isDash(1)) return { crossing: null, next: 0 };
    const longest = this.#boundaries.longestLine();
    const feed = data.subarray(0, longest).indexOf(LF);
    if (feed < 0 && data.length < longest && !this.#isLast) return null;
    const next = feed < 0 ? data.length : feed + 1;
    return { crossing: this.#boundaries.on(data, 0, lineEnd(data, 0, next)), next };
  }

  #crossBoundary(found: Crossing, lineBytes: number): void {
    this.#endBodies(found.depth + 1, this.#offset - this.#heldBreak.length);
    this.#heldBreak = Buffer.alloc(0);
    this.#advance(lineBytes);
    this.#headerStart = this.#offset;
    const multipart = this.#stack[found.depth];
    if (found.closes && multipart) {
      multipart.isClosed = true;
      this.#isLineStart = true;
      this.#listBoundaries();
    } else if (this.#partCount >= this.#limits.parts) this.#beginRemainder();
    else {
      this.#listBoundaries();
      this.#collector = this.#collect(this.#limits.partHeaderBytes);
    }
  }

  /** Everything from here on becomes one leaf. */
  #beginRemainder(): void {
    this.#problems.add("too-many-parts");
    this.#boundaries.set([]);
    this.#beginPart(scanHeader(new Uint8Array(0)), this.#offset, true);
    this.#isLineStart = false;
  }

  /** Ends the leaf being read and the multiparts from that depth of the stack on. */
  #endBodies(depth: number, end: number): void {
    if (this.#leaf) {
      if (this.#decoder) this.#count(this.#decoder.end(scratch));
      this.#leaf.bodyEnd = end;
      this.#leaf = null;
      this.#preview.end();
    }
    for (const { part, isClosed } of this.#stack.splice(depth)) {
      part.bodyEnd = end;
      part.size = end - part.bodyStart;
      if (!isClosed) this.#problems.add("unclosed-multipart");
    }
  }

  #listBoundaries(): void {
    this.#boundaries.set(this.#stack.map((one) => (one.isClosed ? null : one.boundary)));
  }

  #feed(bytes: Buffer): void {
    if (!this.#leaf || bytes.length === 0) return;
    if (!this.#decoder) {
      this.#leaf.size += bytes.length;
      this.#preview.take(bytes);
      return;
    }
    for (let at = 0; at < bytes.length; at += sliceBytes) {
      this.#count(this.#decoder.decode(bytes.subarray(at, at + sliceBytes), scratch));
    }
  }

  /** Counts the decoded bytes that stand at the start of the scratch space. */
  #count(decoded: number): void {
    if (this.#leaf) this.#leaf.size += decoded;
    this.#preview.take(scratch.subarray(0, decoded));
  }
}

/** Makes a part a leaf of bytes that nobody interprets. */
function makeOpaque(part: MimePart): null {
  part.type = "application/octet-stream";
  part.charset = null;
  part.encoding = "binary";
  return null;
}
