import type { IncomingMessage } from "node:http";
import type { Context } from "hono";
import type { Range } from "../foundations/networks.ts";
import type { Visitor } from "../sign-in/door.ts";
import { readBrowserKind } from "./browser-kind.ts";
import { findClientAddress } from "./client-address.ts";
import { cookies, readCookie } from "./cookies.ts";

/** Tells from where a request comes. */
export type ReadVisitor = (c: Context) => Visitor;

/** `trusted`: the proxies whose X-Forwarded-For is believed. */
export function createReadVisitor(trusted: readonly Range[]): ReadVisitor {
  return (c) => {
    // The listener puts Node's own request there; a test that asks the routes directly has none.
    const { incoming } = (c.env ?? {}) as { incoming?: IncomingMessage };
    const forwardedFor = c.req.header("x-forwarded-for") ?? null;
    return {
      address: findClientAddress(incoming?.socket.remoteAddress, forwardedFor, trusted),
      browser: readBrowserKind(c.req.raw),
      cookie: readCookie(c.req.raw, cookies.browser),
    };
  };
}
