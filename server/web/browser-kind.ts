import type { BrowserKind } from "../notifications/door.ts";

/** In this order: most browsers bear the names of others too. */
const browsers: [RegExp, NonNullable<BrowserKind["browser"]>][] = [
  [/\bEdgA?\//, "Edge"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/(Chrome|CriOS|Chromium)\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];
const systems: [RegExp, NonNullable<BrowserKind["system"]>][] = [
  [/\bAndroid\b/, "Android"],
  [/\b(iPhone|iPad|iPod)\b/, "iOS"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b/, "macOS"],
  [/\bLinux\b/, "Linux"],
];

/** The kind of browser of a request. It says so itself, hence names of ours only: nothing of its own text goes further. */
export function readBrowserKind(request: Request): BrowserKind {
  const agent = (request.headers.get("user-agent") ?? "").slice(0, 512);
  return {
    browser: browsers.find(([mark]) => mark.test(agent))?.[1] ?? null,
    system: systems.find(([mark]) => mark.test(agent))?.[1] ?? null,
  };
}
