import { coreLimits } from "./capabilities.ts";
import type { JmapParts, JmapSession } from "./parts.ts";
import { answerNotFound, answerProblem, answerRefused } from "./problems.ts";
import { isId } from "./request.ts";

/** Thrown into the room that reads an upload: it is larger than the limit. */
class TooLarge extends Error {
  override name = "TooLarge";
}

/**
 * Takes a file for a message that is being written (RFC 8620 §6.1), straight to the disk. It is answered once it is
 * durable, and kept for an hour.
 */
export async function upload(
  { mailboxes }: Pick<JmapParts, "mailboxes">,
  session: JmapSession,
  accountId: string,
  request: Request,
): Promise<Response> {
  const limit = coreLimits.maxSizeUpload;
  const tooLarge = () =>
    answerProblem({ type: "limit", limit: "maxSizeUpload", detail: `At most ${limit} octets.` });
  if (!isId(accountId)) return answerNotFound();
  if (Number(request.headers.get("Content-Length") ?? 0) > limit) return tooLarge();
  try {
    const type = readType(request.headers.get("Content-Type"));
    const kept = await mailboxes.upload(session.who, accountId, type, bounded(request.body, limit));
    if (kept === null) return answerNotFound();
    if (kept === "forbidden") return answerRefused(403, "Only who may write here may upload");
    if (kept === "too-much") return answerRefused(429, "Much is uploaded already, and waits for its message");
    return new Response(JSON.stringify({ accountId, ...kept }), {
      status: 201,
      headers: { "Content-Type": "application/json", "Cache-Control": "no-store" },
    });
  } catch (error) {
    if (error instanceof TooLarge) return tooLarge();
    // The other side went away in the middle: nobody reads this answer.
    if (request.signal.aborted) return answerRefused(400, "The upload was cut");
    throw error;
  }
}

async function* bounded(body: ReadableStream<Uint8Array> | null, limit: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > limit) throw new TooLarge();
    yield chunk;
  }
}

/** The media type as it was given, without parameters; what is none is any bytes. */
function readType(header: string | null): string {
  const type = (header ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
  return /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/.test(type)
    ? type
    : "application/octet-stream";
}
