import assert from "node:assert/strict";
import { after, test } from "node:test";
import { openTestHouse } from "../sign-in/test-house.ts";
import { createBrowser, openTestWeb } from "./test-web.ts";

const house = await openTestHouse();
const web = await openTestWeb(house);
after(async () => {
  await web.close();
  await house.close();
});

const browser = createBrowser(web.app, house);

test("the legal pages are there for everyone, and what they say", async () => {
  for (const path of ["/assistance", "/mentions-legales", "/donnees-personnelles", "/accessibilite"]) {
    const page = await browser.ask(path);
    assert.deepEqual([path, page.status], [path, 200]);
    assert.match(page.text, /data-open="no"/);
  }
  const said = await browser.ask("/api/notices");
  assert.equal(said.body["dpo"], "dpo@caducee.example");
  assert.equal(said.body["traceMonths"], 12);
});

test("the operator’s logo runs nothing, even opened as a page of its own", async () => {
  const logo = await browser.ask("/operateur/logo-abc");
  assert.equal(logo.status, 200);
  assert.equal(logo.headers.get("content-type"), "image/svg+xml");
  assert.equal(logo.headers.get("x-content-type-options"), "nosniff");
  const policy = logo.headers.get("content-security-policy") ?? "";
  assert.match(policy, /^default-src 'none'; .*\bsandbox\b/);
  assert.doesNotMatch(policy, /script/);
  for (const other of ["logo-abd", "..%2fcaducee.toml", "constructor"])
    assert.equal((await browser.ask(`/operateur/${other}`)).status, 404);
});
