import type { IncomingMessage } from "node:http";
import type { Context } from "hono";
import { isWithin, normaliseAddress, type Range } from "../foundations/networks.ts";
import type { Visitor } from "../sign-in/door.ts";
import { readBrowserKind } from "./browser-kind.ts";
import { findClientAddress } from "./client-address.ts";
import { cookies, readCookie } from "./cookies.ts";

/** Tells from where a request comes. */
export type ReadVisitor = (c: Context) => Visitor;

/** What the proxy that asks says of the certificate it met (RFC 9440 §2.1); nobody else is believed. */
export function readCertificate(c: Context, trusted: readonly Range[]): string | null {
  const peer = normaliseAddress(incomingOf(c)?.socket.remoteAddress ?? "");
  return peer !== null && isWithin(peer, trusted) ? (c.req.header("client-cert") ?? null) : null;
}

/** The listener puts Node's own request there; a test that asks the routes directly has none. */
function incomingOf(c: Context): IncomingMessage | undefined {
  return ((c.env ?? {}) as { incoming?: IncomingMessage }).incoming;
}

/** `trusted`: the proxies whose X-Forwarded-For is believed. */
export function createReadVisitor(trusted: readonly Range[]): ReadVisitor {
  return (c) => {
    const forwardedFor = c.req.header("x-forwarded-for") ?? null;
    return {
      address: findClientAddress(incomingOf(c)?.socket.remoteAddress, forwardedFor, trusted),
      browser: readBrowserKind(c.req.raw),
      cookie: readCookie(c.req.raw, cookies.browser),
    };
  };
}
