import assert from "node:assert/strict";
import { test } from "node:test";
import { readBrowserKind } from "./browser-kind.ts";

test("the kinds of browsers, and nothing of what else they say", () => {
  const agents: [string, string | null, string | null][] = [
    ["Mozilla/5.0 (Windows NT 10.0; rv:115.0) Gecko/20100101 Firefox/115.0", "Firefox", "Windows"],
    [
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0 Safari/537.36",
      "Chrome",
      "Linux",
    ],
    [
      "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0",
      "Edge",
      "Windows",
    ],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Version/17.0 Mobile Safari/604",
      "Safari",
      "iOS",
    ],
    [
      "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36",
      "Chrome",
      "Android",
    ],
    ["Appelez le 01 02 03 04 05", null, null],
    ["", null, null],
  ];
  for (const [agent, browser, system] of agents) {
    const request = new Request("http://localhost/", { headers: { "user-agent": agent } });
    assert.deepEqual(readBrowserKind(request), { browser, system }, agent);
  }
});
