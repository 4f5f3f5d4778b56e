import assert from "node:assert/strict";
import { after, test } from "node:test";
import { openTestHouse } from "../sign-in/test-house.ts";
import { createBrowser, openTestWeb, publicUrl } from "./test-web.ts";

const house = await openTestHouse();
const web = await openTestWeb(house);
after(async () => {
  await web.close();
  await house.close();
});

const operations = web.app.routes
  .filter(({ method, path }) => method === "POST" && path.startsWith("/api/administration/"))
  .map(({ path }) => path);

const refusalOf = (body: Record<string, unknown>) => (body["refusal"] as { code: string } | undefined)?.code;
const json = { "content-type": "application/json" };

test("the room is served", () => assert.ok(operations.length >= 13));

for (const path of operations)
  test(`${path}: nobody without a session, nor another site, nor what is not of the agreed form`, async () => {
    const browser = createBrowser(web.app, house);
    const ask = (headers: Record<string, string>, body = "{}") =>
      browser.ask(path, { method: "POST", body, headers });
    const ours = { ...json, origin: publicUrl, "sec-fetch-site": "same-origin" };
    assert.equal(refusalOf((await ask(ours)).body), "signed-out");
    await browser.signIn();
    const foreigners: Record<string, string>[] = [
      { origin: "https://ailleurs.example", "sec-fetch-site": "cross-site" },
      { origin: "null" },
    ];
    for (const headers of foreigners)
      assert.equal(refusalOf((await ask({ ...json, ...headers })).body), "foreign-origin");
    if (path.endsWith("/structures")) return;
    assert.equal(refusalOf((await ask(ours, '{"personId":7}')).body), "malformed");
    house.clock.advance(3_600_000);
  });
