import type { JmapParts, MailboxChange } from "../parts.ts";
import type { PushStream } from "./push-stream.ts";

/** The streams that are open, and what reaches them. */
export interface PushHub {
  readonly parts: JmapParts;
  /** Whether the session may open one more. */
  hasRoom(sessionId: string): boolean;
  add(stream: PushStream): void;
  remove(stream: PushStream): void;
}

/** One tab needs one stream, and a browser's tabs share it; the rest is for clients that reconnect in haste. */
const mostPerSession = 10;

/** Hands what changed to the streams of those whom it concerns, and closes those of ended sessions at once. */
export function createPushHub(parts: JmapParts): PushHub {
  const bySession = new Map<string, Set<PushStream>>();

  const each = (tell: (stream: PushStream) => void) => {
    for (const streams of bySession.values()) streams.forEach(tell);
  };
  parts.onChanged(
    (changes) =>
      each((stream) => {
        const mailboxIds = changes.filter((change) => concerns(change, stream)).map((one) => one.mailboxId);
        if (mailboxIds.length > 0) stream.touch(mailboxIds);
      }),
    () => each((stream) => stream.touchAll()),
  );
  parts.onSessionEnded((sessionId) => {
    for (const stream of bySession.get(sessionId) ?? []) stream.close();
  });

  return {
    parts,
    hasRoom: (sessionId) => (bySession.get(sessionId)?.size ?? 0) < mostPerSession,
    add(stream) {
      const streams = bySession.get(stream.who.sessionId) ?? new Set();
      bySession.set(stream.who.sessionId, streams.add(stream));
    },
    remove(stream) {
      const streams = bySession.get(stream.who.sessionId);
      streams?.delete(stream);
      if (streams?.size === 0) bySession.delete(stream.who.sessionId);
    },
  };
}

/** What only one person sees is told to nobody else. */
function concerns(change: MailboxChange, stream: PushStream): boolean {
  return change.personId === undefined || change.personId === stream.who.personId;
}
