import type { AddressInfo } from "node:net";
import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";

/** The address cannot be listened on: taken, not ours, or not allowed. `code` is the system's. */
export class ListenFailed extends Error {
  override name = "ListenFailed";
  readonly code: string;
  readonly port: number;
  constructor(code: string, port: number, cause: Error) {
    super(`cannot listen on port ${port}: ${cause.message}`, { cause });
    this.code = code;
    this.port = port;
  }
}

export interface Listener {
  port: number;
  /** Lets running answers end for a moment, then closes everything, streams included. */
  close(): Promise<void>;
}

const closingMs = 500;

/** Serves over HTTP. Port 0 takes a free one. Throws `ListenFailed`. */
export async function listen(app: Hono, { host, port }: { host: string; port: number }): Promise<Listener> {
  const server = createServer(
    { keepAliveTimeout: 65_000, headersTimeout: 20_000, requestTimeout: 120_000 },
    getRequestListener(app.fetch),
  );
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(new ListenFailed(error.code ?? "", port, error)),
    );
    server.listen(port, host, resolve);
  });
  // A TCP listener's address is never a string.
  const address = server.address() as AddressInfo;
  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        const late = setTimeout(() => server.closeAllConnections(), closingMs);
        server.close(() => {
          clearTimeout(late);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}
