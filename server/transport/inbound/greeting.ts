import type { TLSSocket } from "node:tls";
import type { Conversation } from "./conversation.ts";
import type { RefusalName } from "./replies.ts";

/** Before the banner: no address takes more than its share of the connections. */
export function admitConnection(
  conversation: Conversation,
  all: Iterable<Conversation>,
  connectionsPerPeer: number,
): RefusalName | null {
  let count = 0;
  for (const one of all) if (one.remoteAddress === conversation.remoteAddress) count++;
  return count > connectionsPerPeer ? "too-many-connections" : null;
}

/**
 * After STARTTLS (RFC 3207 §4.2): keeps what the certificate is worth. A peer that is not trusted hears why at MAIL
 * FROM, where mail systems report it; a handshake cut short would tell nobody anything.
 */
export function admitPeer(conversation: Conversation, socket: TLSSocket): null {
  socket.disableRenegotiation();
  conversation.judge(socket);
  return null;
}
