import type { MiddlewareHandler } from "hono";
import { answerRefusal } from "./answers.ts";

/** Under which names the program answers: its public one, and this machine's own for health and scripts. */
export interface Names {
  /** Origin of pages, cookies and absolute URLs, without a path. */
  publicUrl: string;
  /** `host:port` of everything answered; another Host is another site's name pointed here (DNS rebinding). */
  hosts: ReadonlySet<string>;
}

/**
 * Refuses what another site asks through a person's browser. Programs, which send neither `Origin` nor
 * `Sec-Fetch-Site`, hold no cookie that was not given to them.
 */
export function refuseForeign({ publicUrl, hosts }: Names): MiddlewareHandler {
  return async (c, next) => {
    // RFC 9110 §15.5.20.
    if (!hosts.has(hostOf(c.req.url))) return new Response(null, { status: 421 });
    const method = c.req.method;
    if (method !== "GET" && method !== "HEAD" && isForeign(c.req.raw.headers, publicUrl))
      return answerRefusal("foreign-origin");
    return next();
  };
}

/** Whether a page was asked for under a name that is not the public one. */
export function isElsewhere(url: string, { publicUrl }: Names): boolean {
  return hostOf(url) !== hostOf(`${publicUrl}/`);
}

/** Whether another site asks, by what a browser says of a request. */
export function isForeign(headers: Headers, publicUrl: string): boolean {
  const origin = headers.get("origin");
  if (origin !== null && origin !== publicUrl) return true;
  const site = headers.get("sec-fetch-site");
  // « same-site » too: every port of localhost is the same site.
  return site !== null && site !== "same-origin";
}

function hostOf(url: string): string {
  const start = url.indexOf("//") + 2;
  const end = url.indexOf("/", start);
  return url.slice(start, end < 0 ? undefined : end).toLowerCase();
}
