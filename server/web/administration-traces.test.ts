import assert from "node:assert/strict";
import { test } from "node:test";
import { Hono } from "hono";
import type { AdministrationDoor } from "../administration/door.ts";
import { silentLog } from "../foundations/log.ts";
import type { Session } from "../sign-in/door.ts";
import { addTraceRoutes } from "./administration-traces-routes.ts";
import { openRoutes } from "./routes.ts";

const publicUrl = "http://localhost:8025";
const path = `${publicUrl}/api/administration/export-traces`;

/** The route over a file without end, which counts what is read of it and says when it was left. */
function openExport(isIn = true) {
  const file = { read: 0, isLeft: false, asked: 0 };
  async function* lines() {
    try {
      for (;;) {
        file.read++;
        yield "x".repeat(10_000);
      }
    } finally {
      file.isLeft = true;
    }
  }
  const traces: AdministrationDoor["traces"] = {
    search: () => Promise.reject(new Error("not asked here")),
    choices: () => Promise.reject(new Error("not asked here")),
    export: async () => {
      file.asked++;
      return { name: "traces.csv", type: "text/csv; charset=utf-8", lines: lines() };
    },
  };
  const app = new Hono();
  // What the route looks at of a session, and nothing else.
  const session = { person: { id: "p1" } } as Session;
  const routes = openRoutes(app, async () => (isIn ? session : null));
  const names = { publicUrl, hosts: new Set(["localhost:8025"]) };
  addTraceRoutes(routes, () => undefined, { administration: { traces }, names, log: silentLog });
  return { app, file };
}

test("an export is read as it is taken, and left when its reader goes", async () => {
  const { app, file } = openExport();
  const answer = await app.request(`${path}?format=csv`);
  assert.equal(answer.headers.get("content-disposition"), 'attachment; filename="traces.csv"');
  assert.equal(answer.headers.get("cache-control"), "private, no-store");
  const reader = answer.body?.getReader();
  await reader?.read();
  assert.ok(file.read < 10, `${file.read} lines were read ahead`);
  assert.equal(file.isLeft, false);
  await reader?.cancel();
  assert.equal(file.isLeft, true);
});

test("nobody without a session exports, nor another site through somebody’s browser, nor what is not of the form", async () => {
  const codeOf = async (answer: Response) =>
    ((await answer.json()) as { refusal: { code: string } }).refusal.code;
  assert.equal(await codeOf(await openExport(false).app.request(`${path}?format=csv`)), "signed-out");
  const { app, file } = openExport();
  for (const site of ["cross-site", "same-site", "none"]) {
    const answer = await app.request(`${path}?format=csv`, { headers: { "sec-fetch-site": site } });
    assert.equal(await codeOf(answer), "foreign-origin", site);
  }
  for (const asked of ["", "?format=exe", "?format=csv&from=hier", "?format=csv&personId=a%20b"])
    assert.equal(await codeOf(await app.request(path + asked)), "malformed", asked);
  assert.equal(file.asked, 0);
});
