import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { CDPSession } from "playwright-core";
import { askForCode, giveCode, openScene, personNamed, type Scene, until } from "./browser.ts";
import { importHistory } from "./letters.ts";

/** What an old hospital PC may have to wait for: bytes as they travel, headers included. */
const doorAtMost = 25_000;
const codeAtMost = 50_000;
/** The code and the first answers. */
const mailboxAtMost = 85_000;
const requestsAtMost = 10;

/** One request of a page: what was asked for, and the bytes of its answer as they travelled. */
interface Asked {
  what: string;
  bytes: number;
}

/** Sheet, page, what it shares with the search, and the bundler’s few bytes of runtime. */
const codeParts = 4;

let scene: Scene;
before(async () => {
  scene = await openScene();
  await importHistory(scene.house);
});
after(() => scene.close());

test("the door and the mailbox keep to their weight, in few requests, from one host", async (t) => {
  const { page, context, requests } = await scene.visit();
  // A visit stands at the door already: the measured one begins in a new tab, with nothing kept.
  const cdp = await context.newCDPSession(page);
  await cdp.send("Network.enable");
  await cdp.send("Network.clearBrowserCache");
  const asked = watch(cdp);
  requests.length = 0;
  await page.goto("/", { waitUntil: "networkidle" });
  const door = asked.splice(0);
  t.diagnostic(list("the door", door));
  assert.ok(sum(door) <= doorAtMost, `the door weighs ${sum(door)} bytes`);

  const code = await askForCode(page, scene.house, personNamed("Nadège"));
  // What watches over the session follows four seconds behind, however long the list took.
  const codeOf = (all: Asked[]) =>
    all.filter(({ what }) => what.includes("/assets/") && !what.includes("/assets/watch-"));
  await until(() => codeOf(asked).length === codeParts, "the mailbox’s code, before « Ok »");
  await giveCode(page, code);
  await page.getByRole("option").first().waitFor();
  await page.waitForTimeout(500);
  t.diagnostic(list("the mailbox", asked));
  assert.ok(sum(asked) <= mailboxAtMost, `the mailbox weighs ${sum(asked)} bytes more`);
  assert.ok(sum(codeOf(asked)) <= codeAtMost, `the mailbox’s code weighs ${sum(codeOf(asked))} bytes`);
  assert.equal(codeOf(asked).length, codeParts, "code came after « Ok » too");
  // What follows the list, such as the stream of news, is no part of the wait for it.
  const shown = requests.findLastIndex((one) => one.postData()?.includes("Email/query"));
  const untilList = requests
    .slice(0, shown + 1)
    .map((one) => `${one.method()} ${new URL(one.url()).pathname}`);
  t.diagnostic(`requests until the list: ${untilList.join(", ")}; in all: ${requests.length}`);
  assert.ok(
    shown >= 0 && untilList.length <= requestsAtMost,
    `${untilList.length} requests: ${untilList.join(", ")}`,
  );
  assert.deepEqual([...new Set(requests.map((one) => new URL(one.url()).origin))], [scene.house.publicUrl]);
});

test("a second visit asks for the code of the pages no more", async () => {
  const { page, context } = await scene.visit();
  const again = await context.newPage();
  const cdp = await context.newCDPSession(again);
  await cdp.send("Network.enable");
  const asked = watch(cdp);
  await again.goto("/", { waitUntil: "networkidle" });
  assert.ok(sum(asked) < 3_000, list("the door again", asked));
  await page.close();
});

function watch(cdp: CDPSession): Asked[] {
  const urls = new Map<string, string>();
  const asked: Asked[] = [];
  cdp.on("Network.requestWillBeSent", ({ requestId, request }) => {
    urls.set(requestId, `${request.method} ${new URL(request.url).pathname}`);
  });
  cdp.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    asked.push({ what: urls.get(requestId) ?? "unknown", bytes: encodedDataLength });
  });
  return asked;
}

function sum(asked: readonly Asked[]): number {
  return asked.reduce((bytes, one) => bytes + one.bytes, 0);
}

function list(name: string, asked: readonly Asked[]): string {
  return [`${name}: ${sum(asked)} bytes`, ...asked.map(({ what, bytes }) => `${bytes} ${what}`)].join("\n  ");
}
