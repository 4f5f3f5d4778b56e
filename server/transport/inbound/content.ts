import type { SMTPServerDataStream } from "smtp-server";
import type { RefusalName } from "./replies.ts";

/** The bytes of one message on their way from the socket to the store, checked as they pass. */
export interface Content {
  /** To be read once. Throws `ContentRefused`, or what broke the connection. */
  bytes: AsyncIterable<Uint8Array>;
  /** Octets seen, the dots of RFC 5321 §4.5.2 not counted. */
  size: number;
  /** Why the message cannot be taken, once something was found. */
  refusal: RefusalName | null;
  /** The end of the message was read and nothing is wrong with it. */
  complete: boolean;
}

/** Thrown into the reader of a message that turned out unacceptable. */
export class ContentRefused extends Error {
  override name = "ContentRefused";
}

/** RFC 5321 §6.3 advises 100 for the open Internet; between the operators of a closed space, 50 hops are a loop. */
const mostReceivedLines = 50;

/** Wraps the library's stream of one DATA command; `sizeLimit` in octets. */
export function inspectContent(stream: SMTPServerDataStream, sizeLimit: number): Content {
  const content: Content = { bytes: read(), size: 0, refusal: null, complete: false };
  return content;

  async function* read(): AsyncGenerator<Uint8Array> {
    const findBareLineEnd = createLineEndCheck();
    const countReceived = createReceivedCount();
    // Left open when the reader gives up: what follows is swallowed, so that the connection can be used again.
    for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
      const bytes: Buffer = chunk;
      content.size += bytes.length;
      if (content.size > sizeLimit) content.refusal = "too-large";
      else if (findBareLineEnd(bytes)) content.refusal = "bare-line-end";
      else if (countReceived(bytes) > mostReceivedLines) content.refusal = "mail-loop";
      if (content.refusal) throw new ContentRefused(content.refusal);
      yield bytes;
    }
    content.complete = true;
  }
}

const cr = 13;
const lf = 10;

/** Says, chunk after chunk, whether a CR or an LF stands alone (RFC 5321 §2.3.8). */
export function createLineEndCheck(): (bytes: Uint8Array) => boolean {
  let afterCr = false;
  return (bytes) => {
    let previousCr = afterCr;
    for (let place = 0; place < bytes.length; place++) {
      const byte = bytes[place]!;
      if (byte > cr && !previousCr) continue;
      if (previousCr !== (byte === lf)) return true;
      previousCr = byte === cr;
    }
    afterCr = previousCr;
    return false;
  };
}

/** Counts, chunk after chunk, the Received fields of the header; after the header the bytes cost nothing. */
export function createReceivedCount(): (bytes: Uint8Array) => number {
  const name = Buffer.from("received:");
  let count = 0;
  let column = 0;
  let matched = 0;
  let inHeader = true;
  return (bytes) => {
    for (let place = 0; inHeader && place < bytes.length; place++) {
      const byte = bytes[place]!;
      if (byte === lf) {
        // A line of a lone CRLF: the header is over (RFC 5322 §2.1).
        inHeader = column > 1;
        column = 0;
        matched = 0;
        continue;
      }
      // Setting 0x20 turns a capital into its small letter and leaves the colon alone.
      if (matched === column && (byte | 0x20) === name[column] && ++matched === name.length) count++;
      column++;
    }
    return count;
  };
}
