import { decodeText, truncateValue } from "../../../formats/mime/body.ts";
import { decodeTransfer } from "../../../formats/mime/transfer.ts";
import type { MimePart } from "../../../formats/mime/types.ts";
import type { MessageView } from "../../../mailboxes/views.ts";
import { type MessageSource, openRange, type ReadingAllowance } from "./bytes.ts";

/** EmailBodyValue (RFC 8621 §4.1.4). */
export interface BodyValue {
  value: string;
  isEncodingProblem: boolean;
  isTruncated: boolean;
}

/** The most octets of one part that are decoded and held; the whole part can be downloaded. */
const mostHeld = 5_000_000;

/**
 * The text of a part. `maxBytes` is the client's maxBodyValueBytes, 0 for none. Nothing is read beyond what the value
 * can need, nor beyond what the request's allowance leaves: `isTruncated` tells.
 */
export async function readBodyValue(
  source: MessageSource,
  message: MessageView,
  part: MimePart,
  maxBytes: number,
  allowance: ReadingAllowance,
): Promise<BodyValue> {
  // A character of the value takes at most four octets in any charset; line breaks and shifts take some more.
  const needed = maxBytes > 0 ? maxBytes * 5 + 1024 : mostHeld;
  const most = Math.min(needed, mostHeld, allowance.bodies);
  if (most === 0 && part.size > 0) return { value: "", isEncodingProblem: false, isTruncated: true };
  const { bytes, cut } = await readDecoded(source, message, part, most);
  allowance.bodies -= bytes.length;
  const { text, isEncodingProblem } = (cut ? decodeCut : decodeText)(bytes, part.charset);
  const { value, isTruncated } = truncateValue(text, maxBytes, part.type === "text/html");
  return {
    value,
    isEncodingProblem: isEncodingProblem || part.encoding === "unknown",
    isTruncated: isTruncated || cut,
  };
}

/** At most `most` octets of a part, its transfer encoding undone. */
async function readDecoded(
  source: MessageSource,
  message: MessageView,
  part: MimePart,
  most: number,
): Promise<{ bytes: Buffer; cut: boolean }> {
  const range = { start: part.bodyStart, end: part.bodyEnd };
  const decoder = decodeTransfer(part.encoding);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of await openRange(source, message, range, "reading")) {
    const decoded = decoder.push(chunk);
    chunks.push(decoded);
    size += decoded.length;
    if (size > most) break;
  }
  const rest = decoder.flush();
  const bytes = Buffer.concat([...chunks, rest]);
  return bytes.length > most ? { bytes: bytes.subarray(0, most), cut: true } : { bytes, cut: false };
}

/**
 * Text of bytes that were cut anywhere: where the cut went through a character (of four octets at most, in any
 * charset), what is left of it is put aside, so that it is not taken for an encoding problem of the message.
 */
function decodeCut(bytes: Buffer, charset: string | null): ReturnType<typeof decodeText> {
  const whole = decodeText(bytes, charset);
  for (let rest = 1; rest < 4 && whole.isEncodingProblem; rest++) {
    const shorter = decodeText(bytes.subarray(0, -rest), charset);
    if (!shorter.isEncodingProblem) return shorter;
  }
  return whole;
}
