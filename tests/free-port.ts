import { createServer } from "node:net";

/**
 * Ports from 11,000 on, below those that systems hand out by themselves (RFC 6335 §6, and Linux's own from 32,768 on): one
 * of theirs may be taken by any connection before its house is up. Each process begins elsewhere.
 */
let next = 11_000 + (process.pid % 500) * 40;

/** A port that is free at this instant. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = next++;
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
