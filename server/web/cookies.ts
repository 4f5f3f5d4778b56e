import type { Chance } from "../foundations/chance.ts";
import type { LetIn } from "../sign-in/door.ts";

/**
 * The cookies. `__Host-`: no other host, path or plain connection can set them (RFC 6265bis §4.1.3.2); browsers
 * take `Secure` over http://localhost. Without Max-Age they end with the browser: many people share a computer.
 */
export const cookies = {
  /** The session's token. Lax: links from e-mails and Pro Santé Connect come from another site. */
  session: { name: "__Host-session", sameSite: "Lax" },
  /** Which browser began: nobody else may answer with the code. */
  door: { name: "__Host-door", sameSite: "Strict" },
  /** Which browser left for Pro Santé Connect: it comes back from another site. */
  psc: { name: "__Host-psc", sameSite: "Lax" },
  /**
   * Which browser it is, from one sign-in to the next, for 400 days (the most that RFC 6265bis §5.5 lets it). By itself it
   * opens nothing. Lax: Pro Santé Connect comes from another site.
   */
  browser: { name: "__Host-browser", sameSite: "Lax", maxAge: 34_560_000 },
} as const;

type Cookie = (typeof cookies)[keyof typeof cookies];

/** A new secret for a cookie: 32 bytes of chance in base64url. */
export function newSecret(chance: Chance): string {
  return chance.bytes(32).toString("base64url");
}

/** The secret of a cookie in a request; null when it is not there, or has not the form of one. */
export function readCookie(request: Request, { name }: Cookie): string | null {
  for (const pair of request.headers.get("cookie")?.split(";") ?? []) {
    const [key, value] = pair.split("=", 2);
    if (key?.trim() === name && value !== undefined) return isSecret(value.trim()) ? value.trim() : null;
  }
  return null;
}

/** The `Set-Cookie` line that gives a cookie. */
export function giveCookie(cookie: Cookie, value: string): string {
  return writeCookie(cookie, value, "maxAge" in cookie ? cookie.maxAge : null);
}

/** Those of a browser in which a session has just opened. */
export function giveCookies({ token, browser }: Pick<LetIn, "token" | "browser">): string[] {
  const session = giveCookie(cookies.session, token);
  return browser === null ? [session] : [session, giveCookie(cookies.browser, browser)];
}

/** The `Set-Cookie` line that takes it back. */
export function takeCookie(cookie: Cookie): string {
  return writeCookie(cookie, "", 0);
}

function writeCookie({ name, sameSite }: Cookie, value: string, maxAge: number | null): string {
  const line = `${name}=${value}; Path=/; Secure; HttpOnly; SameSite=${sameSite}`;
  return maxAge === null ? line : `${line}; Max-Age=${maxAge}`;
}

function isSecret(value: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(value);
}
