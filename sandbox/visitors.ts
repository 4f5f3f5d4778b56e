import type { IncomingHttpHeaders } from "node:http";

/**
 * The page and its twin tell passwords and send mail: they answer only to who really asked for this machine.
 * A name of another site that resolves to 127.0.0.1 (DNS rebinding) shows in Host; another site's page, in
 * Origin or Sec-Fetch-Site.
 */

/** Whether the Host header names this machine's loopback. */
export function isLocalHost(host: string | undefined): boolean {
  return /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/.test(host ?? "");
}

/** Whether a request that changes something comes from the page itself or from no page at all (a script). */
export function checkOrigin(headers: IncomingHttpHeaders): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") return false;
  return headers.origin === undefined || headers.origin === `http://${headers.host}`;
}
