import type { ServerResponse } from "node:http";
import type { MiddlewareHandler } from "hono";

const policyName = "Content-Security-Policy";

/**
 * What the pages may load: themselves. Scripts and styles come from the assets and nowhere else of our origin, for an
 * attachment can be downloaded under any type. An answer with stricter rules of its own keeps them.
 */
function pagePolicy(publicUrl: string): string {
  return [
    "default-src 'none'",
    `script-src ${publicUrl}/assets/`,
    `style-src ${publicUrl}/assets/`,
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "frame-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    // No text ever becomes elements or a script in the page itself (Trusted Types).
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
}

const always = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  // The name of a link's host, looked up before anybody follows it, would tell its owner of the reading.
  "X-DNS-Prefetch-Control": "off",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
};

/** Two years, as browsers' own lists ask. */
const httpsOnly = { "Strict-Transport-Security": "max-age=63072000" };

/**
 * Puts the security headers on every answer. Over HTTP they go to Node's own answer, which keeps them unless the answer
 * says otherwise: as a `Headers` each is checked and sorted anew, which takes longer than most of what we answer.
 */
export function addHeaders(publicUrl: string): MiddlewareHandler {
  const entries = Object.entries({
    ...always,
    ...(publicUrl.startsWith("https:") && httpsOnly),
    [policyName]: pagePolicy(publicUrl),
  });
  return async (c, next) => {
    // The listener puts Node's own answer there; a test that asks the routes directly has none.
    const { outgoing } = (c.env ?? {}) as { outgoing?: ServerResponse };
    if (outgoing) {
      for (const [name, value] of entries) outgoing.setHeader(name, value);
      return next();
    }
    await next();
    const { headers } = c.res;
    for (const [name, value] of entries)
      if (name !== policyName || !headers.has(name)) headers.set(name, value);
  };
}
