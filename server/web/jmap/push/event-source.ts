import type { JmapSession, Stranger } from "../parts.ts";
import { answerRefused, isStranger } from "../problems.ts";
import type { PushHub } from "./push-hub.ts";
import { createPushStream, type PushStream } from "./push-stream.ts";
import { readTypes } from "./type-states.ts";

/** Bounds of the ping, seconds: RFC 8620 §7.3 wants a minimum of at most 30 and a maximum of at least 300. */
const leastPing = 5;
const mostPing = 900;

/** Events that may wait for a client that does not read; it is then let go, and misses nothing when it returns. */
const mostWaiting = 32;

/**
 * Opens an event source (RFC 8620 §7.3). It never puts off the end of the session; `again` finds who asks once more, as
 * long as the source is open.
 */
export function openEventSource(
  hub: PushHub,
  request: Request,
  session: JmapSession,
  again: () => Promise<JmapSession | Stranger>,
): Response {
  const query = new URL(request.url).searchParams;
  const types = readTypes(query.get("types") ?? "");
  const closeAfter = query.get("closeafter");
  const ping = readPing(query.get("ping"));
  if (!types || (closeAfter !== "state" && closeAfter !== "no") || ping === null)
    return answerRefused(400, "types, closeafter or ping is missing or wrong");
  const headers = {
    "Content-Type": "text/event-stream",
    "Cache-Control": "no-store",
    // A proxy must hand on what it gets when it gets it.
    "X-Accel-Buffering": "no",
  };
  if (request.method === "HEAD") return new Response(null, { headers });
  if (!hub.hasRoom(session.who.sessionId)) return answerRefused(429, "Too many event sources are open");

  let stream: PushStream | undefined;
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const opened = createPushStream(hub.parts, {
          who: session.who,
          types,
          closeAfterState: closeAfter === "state",
          ping,
          lastEventId: request.headers.get("Last-Event-ID"),
          endsAt: session.endsAt,
          isAlive: async () => {
            const now = await again();
            return !isStranger(now) && now.who.sessionId === session.who.sessionId;
          },
          send(text) {
            controller.enqueue(encoder.encode(text));
            return (controller.desiredSize ?? 0) > 0;
          },
          onClose() {
            hub.remove(opened);
            closeQuietly(controller);
          },
        });
        stream = opened;
        hub.add(opened);
        void opened.start();
      },
      cancel: () => stream?.close(),
    },
    { highWaterMark: mostWaiting },
  );
  return new Response(body, { headers });
}

/** Already closed when it was the client that went. */
function closeQuietly(controller: ReadableStreamDefaultController): void {
  try {
    controller.close();
  } catch {
    // The client is gone: there is nobody to tell.
  }
}

function readPing(text: string | null): number | null {
  if (text === null || !/^\d{1,9}$/.test(text)) return null;
  const seconds = Number(text);
  return seconds === 0 ? 0 : Math.min(mostPing, Math.max(leastPing, seconds));
}
