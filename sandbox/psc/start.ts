import { createServer } from "node:http";
import { isLocalHost } from "../visitors.ts";
import type { Client, FakeProvider } from "./provider.ts";

/** The fake Pro Santé Connect: the port it got, its issuer, and how to stop it. */
export interface Psc {
  port: number;
  issuer: string;
  /** A new key signs from now on; the former ones are still told. */
  rotate(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts on 127.0.0.1 the Pro Santé Connect of the sandbox, which is another site than the program's `localhost`. Port 0
 * takes a free one; rejects when the port is taken. Its library is loaded when somebody first asks.
 */
export async function startPsc(port: number, client: Client): Promise<Psc> {
  let provider: Promise<FakeProvider> | undefined;
  let issuer = "";
  const load = () =>
    (provider ??= import("./provider.ts").then(({ makeProvider }) => makeProvider(issuer, client)));
  const server = createServer((request, response) => {
    if (!isLocalHost(request.headers.host)) {
      response.writeHead(403).end();
      return;
    }
    load()
      .then((loaded) => loaded.answer(request, response))
      .catch((error: unknown) => {
        console.error(error);
        if (response.headersSent) response.destroy();
        else response.writeHead(500).end();
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  // A TCP listener's address is an object; a string is a pipe's.
  const taken = typeof address === "object" && address !== null ? address.port : port;
  issuer = `http://127.0.0.1:${taken}`;
  return {
    port: taken,
    issuer,
    rotate: async () => (await load()).rotate(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
