import { createReadStream } from "node:fs";

/** A message found in a former system's files. */
export interface FoundMessage {
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  receivedAt: number;
  seen: boolean;
  flagged: boolean;
  answered: boolean;
}

/** One mbox message longer than this is refused rather than held. */
const longest = 256 * 1024 * 1024;
const separator = Buffer.from("From ");

/**
 * Reads an mbox file (RFC 4155; mboxrd's `>From ` is undone) message by message, one held at a time. Dates come from
 * the separator line, read as UTC; flags from `Status` and `X-Status`. Line ends become CRLF.
 */
export async function* readMbox(path: string): AsyncGenerator<FoundMessage> {
  let lines: Buffer[] = [];
  let held = 0;
  let receivedAt: number | null = null;
  for await (const line of linesOf(path)) {
    if (line.subarray(0, 5).equals(separator)) {
      if (receivedAt !== null) yield finish(lines, receivedAt);
      receivedAt = dateOf(line.toString("latin1"));
      lines = [];
      held = 0;
      continue;
    }
    if (receivedAt === null) throw new Error(`${path} n’est pas un fichier mbox`);
    held += line.length;
    if (held > longest) throw new Error(`${path} contient un message de plus de 256 Mo`);
    lines.push(/^>+From /.test(line.subarray(0, 80).toString("latin1")) ? line.subarray(1) : line);
  }
  if (receivedAt !== null) yield finish(lines, receivedAt);
}

function finish(lines: Buffer[], receivedAt: number): FoundMessage {
  // The blank line before the next separator is not the message's.
  if (lines.at(-1)?.length === 1) lines.pop();
  const header = Buffer.concat(
    lines.slice(
      0,
      Math.max(
        0,
        lines.findIndex((line) => line.length <= 1),
      ),
    ),
  ).toString("latin1");
  const status = `${/^status:(.*)$/im.exec(header)?.[1] ?? ""}${/^x-status:(.*)$/im.exec(header)?.[1] ?? ""}`;
  return {
    bytes: lines.map(withCrlf),
    receivedAt,
    seen: status.includes("R"),
    flagged: status.includes("F"),
    answered: status.includes("A"),
  };
}

function dateOf(line: string): number {
  const text = line.replace(/^From \S*\s*/, "").trim();
  const parsed = Date.parse(
    /\d\d:?\d\d$|GMT|UTC|Z$/.test(text) && !/\d{4}$/.test(text) ? text : `${text} UTC`,
  );
  return Number.isNaN(parsed) ? 0 : parsed;
}

/** A line with its end made CRLF, as the store keeps messages. */
export function withCrlf(line: Buffer): Buffer {
  if (line.at(-1) !== 10) return line;
  if (line.at(-2) === 13) return line;
  return Buffer.concat([line.subarray(0, -1), Buffer.from("\r\n")]);
}

/** The lines of a file, each with its end. */
export async function* linesOf(path: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    let start = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
      yield bytes.subarray(start, end + 1);
      start = end + 1;
    }
    rest = bytes.subarray(start);
  }
  if (rest.length > 0) yield rest;
}
