import { Buffer } from "node:buffer";
import { request as askPlainly } from "node:http";
import { Agent, request as askSecurely } from "node:https";
import type { PscSettings } from "./settings.ts";

/** The provider does not answer, answers too slowly, too much, or that it is broken. */
export class Unreachable extends Error {
  override name = "Unreachable";
}

/** What is asked of the provider: `fetch`, as its library calls it. */
export type Ask = (url: string, options?: AskOptions) => Promise<Response>;
interface AskOptions {
  method?: string;
  headers?: Record<string, string>;
  body?: unknown;
}

const patienceMs = 5_000;
const mostBytes = 262_144;

/**
 * The way to the provider behind the browser's back: our own authorities and certificate when there are some, no
 * redirection, bounded time and size. Throws `Unreachable`.
 */
export function createBackChannel({ proof, authorities }: Pick<PscSettings, "proof" | "authorities">): Ask {
  const agent = new Agent({
    keepAlive: false,
    minVersion: "TLSv1.2",
    ...(authorities === null ? {} : { ca: authorities }),
    ...("secret" in proof ? {} : { cert: proof.certificate, key: proof.key }),
  });
  return (url, { method = "GET", headers = {}, body } = {}) =>
    new Promise((resolve, reject) => {
      const give = (why: string, cause?: unknown) => reject(new Unreachable(why, { cause }));
      const isPlain = url.startsWith("http:");
      const options = { method, headers: { ...headers, "accept-encoding": "identity" } };
      const asked = isPlain ? askPlainly(url, options) : askSecurely(url, { ...options, agent });
      const late = setTimeout(() => asked.destroy(new Error("too slow")), patienceMs);
      asked.once("error", (error) => give(error.message, error));
      asked.once("close", () => clearTimeout(late));
      asked.once("response", (answer) => {
        const status = answer.statusCode ?? 0;
        const chunks: Buffer[] = [];
        let length = 0;
        answer.on("data", (chunk: Buffer) => {
          chunks.push(chunk);
          length += chunk.length;
          if (length > mostBytes) asked.destroy(new Error("too long"));
        });
        answer.once("error", (error) => give(error.message, error));
        answer.once("end", () => {
          if (status >= 500 || status === 429) return give(`status ${status}`);
          const type = answer.headers["content-type"] ?? "";
          const isEmpty = status === 204 || status === 304;
          resolve(
            new Response(isEmpty ? null : Buffer.concat(chunks), {
              status,
              headers: { "content-type": type },
            }),
          );
        });
      });
      asked.end(body === undefined || body === null ? undefined : String(body));
    });
}
