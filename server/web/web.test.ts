import assert from "node:assert/strict";
import { get, type IncomingMessage } from "node:http";
import { after, test } from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { Hono } from "hono";
import { type Facts, silentLog } from "../foundations/log.ts";
import { openTestHouse } from "../sign-in/test-house.ts";
import { listen, ListenFailed } from "./listen.ts";
import { PagesMissing, readPages } from "./pages.ts";
import { operator, openTestWeb, publicUrl } from "./test-web.ts";

const house = await openTestHouse();
const defects: Facts[] = [];
const web = await openTestWeb(house, {
  ...silentLog,
  defect: (_, error, facts = {}) => void defects.push({ ...facts, error: String(error) }),
});
after(async () => {
  await web.close();
  await house.close();
});

const ask = (path: string, headers: Record<string, string> = {}, origin = publicUrl) =>
  web.app.request(`${origin}${path}`, { headers });

test("the page carries the operator as JSON that cannot leave its element, and is never kept", async () => {
  for (const path of ["/", "/boites/m1", "/boites/m1/f1/t1"]) {
    const response = await ask(path);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("cache-control"), "no-store");
    const html = await response.text();
    const json = /<script type="application\/json" id="operator">(.*?)<\/script>/.exec(html)?.[1] ?? "";
    assert.deepEqual(JSON.parse(json), operator);
    assert.equal(json.includes("<"), false);
  }
});

test("every answer carries the policy and its headers, refusals and defects too", async () => {
  for (const path of [
    "/",
    "/assets/main-abc123.js",
    "/health",
    "/nulle-part",
    "/jmap/defect",
    "/jmap/session",
  ]) {
    const { headers } = await ask(path);
    const policy = path.startsWith("/assets/")
      ? /^default-src 'none'; frame-ancestors 'none'$/
      : /^default-src 'none'; script-src /;
    assert.match(headers.get("content-security-policy") ?? "", policy, path);
    assert.equal(headers.get("x-dns-prefetch-control"), "off");
    assert.equal(headers.get("x-content-type-options"), "nosniff");
    assert.equal(headers.get("referrer-policy"), "no-referrer");
    assert.equal(headers.get("cross-origin-opener-policy"), "same-origin");
    assert.ok(headers.has("permissions-policy"));
  }
});

test("the same over HTTP, each once, where an answer's own stricter policy stands alone", async (t) => {
  const listener = await listen(web.app, { host: "127.0.0.1", port: 0 });
  t.after(() => listener.close());
  const headers = { host: new URL(publicUrl).host };
  for (const path of [
    "/",
    "/assets/main-abc123.js",
    "/message-frame",
    "/health",
    "/nulle-part",
    "/jmap/defect",
  ]) {
    const told = await new Promise<IncomingMessage>((resolve, reject) => {
      get({ port: listener.port, host: "127.0.0.1", path, headers }, resolve).on("error", reject);
    });
    told.resume();
    const { headers: asked } = await ask(path);
    const names = [...asked.keys()].filter((name) => !/^(content-length|content-encoding|etag)$/.test(name));
    assert.ok(names.length > 7);
    for (const name of names)
      assert.deepEqual(told.headersDistinct[name], [asked.get(name)], `${path} ${name}`);
  }
});

test("no attachment is a script or a style of our pages: only the assets are", async () => {
  const policy = (await ask("/")).headers.get("content-security-policy") ?? "";
  for (const kind of ["script-src", "style-src"])
    assert.ok(policy.split("; ").includes(`${kind} ${publicUrl}/assets/`), policy);
  assert.match(policy, /require-trusted-types-for 'script'; trusted-types 'none'/);
});

test("the frame of a message has its own policy: no script, no network, our pages only", async () => {
  const response = await ask("/message-frame");
  const policy = response.headers.get("content-security-policy") ?? "";
  assert.match(policy, /default-src 'none'; style-src 'unsafe-inline'; img-src data: blob:/);
  assert.match(policy, /frame-ancestors 'self'/);
  assert.doesNotMatch(policy, /script|connect/);
  assert.match(await response.text(), /<body><\/body>/);
});

test("assets are compressed as asked, kept for ever, and named by what they hold", async () => {
  const plain = Buffer.from(await (await ask("/assets/main-abc123.js")).arrayBuffer());
  const br = await ask("/assets/main-abc123.js", { "accept-encoding": "gzip, deflate, br, zstd" });
  assert.equal(br.headers.get("content-encoding"), "br");
  assert.equal(br.headers.get("cache-control"), "public, max-age=31536000, immutable");
  assert.equal(br.headers.get("vary"), "Accept-Encoding");
  assert.equal(br.headers.get("content-type"), "text/javascript; charset=utf-8");
  assert.deepEqual(brotliDecompressSync(Buffer.from(await br.arrayBuffer())), plain);
  const gzip = await ask("/assets/main-abc123.js", { "accept-encoding": "gzip, br;q=0" });
  assert.deepEqual(gunzipSync(Buffer.from(await gzip.arrayBuffer())), plain);
  const tag = br.headers.get("etag") ?? "";
  assert.notEqual(tag, gzip.headers.get("etag"));
  const again = await ask("/assets/main-abc123.js", { "accept-encoding": "br", "if-none-match": tag });
  assert.deepEqual([again.status, (await again.arrayBuffer()).byteLength], [304, 0]);
  const font = await ask("/assets/face-abc123.woff2", { "accept-encoding": "br" });
  assert.equal(font.headers.get("content-encoding"), null);
});

test("no path leads out of the assets", async () => {
  for (const path of [
    "nulle.js",
    "..%2findex.html",
    "%2e%2e%2findex.html",
    "__proto__",
    "constructor",
    "a/b.js",
    "",
  ])
    assert.equal((await ask(`/assets/${path}`)).status, 404, path);
});

test("pages asked for under the machine's own name go to the public one; APIs and health answer there", async () => {
  const there = "http://127.0.0.1:8025";
  const page = await ask("/boites/m1/f1?a=b", {}, there);
  assert.deepEqual([page.status, page.headers.get("location")], [307, `${publicUrl}/boites/m1/f1?a=b`]);
  const health = await ask("/health", {}, there);
  assert.deepEqual([health.status, await health.json()], [200, { ready: true }]);
  const session = await web.app.request(`${there}/api/sign-in/session`, { method: "POST" });
  assert.equal(session.status, 401);
});

test("a name that is not ours is answered nothing (DNS rebinding)", async () => {
  for (const origin of [
    "http://autre.example:8025",
    "http://localhost:8026",
    "http://localhost.autre.example:8025",
  ])
    for (const path of ["/", "/health", "/jmap/session"]) {
      const response = await ask(path, {}, origin);
      assert.deepEqual([response.status, await response.text()], [421, ""]);
    }
});

test("a defect is told by its reference, and logged under it", async () => {
  const response = await ask("/jmap/defect");
  assert.equal(response.status, 500);
  const text = await response.text();
  const { refusal } = JSON.parse(text);
  assert.equal(refusal.code, "defect");
  assert.equal(defects.at(-1)?.reference, refusal.reference);
  assert.equal(text.includes("faure"), false);
});

test("what does not exist, or not by that method, is not found", async () => {
  for (const [method, path] of [
    ["GET", "/api/sign-in/begin"],
    ["POST", "/"],
    ["DELETE", "/api/sign-in/session"],
    ["OPTIONS", "/api/sign-in/begin"],
    ["GET", "/index.html"],
  ] as const) {
    const response = await web.app.request(`${publicUrl}${path}`, { method });
    assert.equal(response.status, 404, `${method} ${path}`);
    assert.equal(response.headers.get("access-control-allow-origin"), null);
  }
});

test("/.well-known/jmap leads to the session object", async () => {
  const response = await ask("/.well-known/jmap");
  assert.deepEqual([response.status, response.headers.get("location")], [307, "/jmap/session"]);
});

test("pages that were not built are named", async () => {
  await assert.rejects(readPages(new URL("file:///nulle-part/"), operator), PagesMissing);
});

test("a port taken is told with its number; closing lets go of it, open streams included", async () => {
  const app = new Hono();
  const { promise: aborted, resolve } = Promise.withResolvers<void>();
  app.get("/stream", () => new Response(new ReadableStream({ cancel: () => resolve() })));
  const first = await listen(app, { host: "127.0.0.1", port: 0 });
  await assert.rejects(listen(app, { host: "127.0.0.1", port: first.port }), (error) => {
    assert.ok(error instanceof ListenFailed);
    assert.deepEqual([error.code, error.port], ["EADDRINUSE", first.port]);
    return true;
  });
  const streaming = await fetch(`http://127.0.0.1:${first.port}/stream`);
  assert.equal(streaming.status, 200);
  await first.close();
  await aborted;
  const again = await listen(app, { host: "127.0.0.1", port: first.port });
  await again.close();
});
