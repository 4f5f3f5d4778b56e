import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { takeSms } from "../sandbox/gateway.ts";
import type { Post } from "../sandbox/outbox.ts";

/** The sandbox's SMS gateway alone, at the port that the sandbox's configuration names; it can be told to refuse. */
export async function startGateway(port: number, header: string) {
  const messages: Post[] = [];
  const state = { refuses: false };
  const listen = async (request: IncomingMessage, response: ServerResponse) => {
    const { status, body } = await takeSms(request, header, async (post) => {
      if (!state.refuses) messages.push(post);
    });
    response.writeHead(state.refuses ? 422 : status, { "Content-Type": "application/json" });
    response.end(JSON.stringify(body));
  };
  const server = createServer((request, response) => void listen(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", resolve);
  });
  return {
    messages,
    /** From now on, every message is refused, or taken again. */
    refuse: (isRefusing: boolean) => void (state.refuses = isRefusing),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
