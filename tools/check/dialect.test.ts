import assert from "node:assert/strict";
import { test } from "node:test";
import { offences } from "./dialect.ts";

const samples: [path: string, text: string, offences: number][] = [
  ["server/audit/store.ts", "const at = Date.now();", 1],
  ["server/audit/store.ts", "const at = new Date();", 1],
  ["server/audit/store.ts", "const at = new Date(row.at);", 0],
  ["server/audit/store.ts", "// Date.now() is not for us", 0],
  ["server/foundations/clock.ts", "return Date.now();", 0],
  ["browser/mailbox/list.tsx", "const at = Date.now();", 0],
  ["sandbox/page.ts", "const n = Math.random();", 1],
  ["server/audit/test-house.ts", "const n = randomBytes(2);", 0],
  ["server/sign-in/codes.ts", "const id = randomUUID();", 1],
  ["server/foundations/chance.ts", "return randomBytes(n);", 0],
  ["server/audit/store.ts", "sql`update audit_rows set at = now()`", 1],
  ["server/audit/store.ts", "sql`select\n  datetime('now')`", 1],
  ["server/audit/store.ts", "const at = clock.now();", 0],
  ["docs/decisions/0001-x.md", ["see /ho", "me/someone/file"].join(""), 1],
  ["server/web/static.ts", `const page = "/boites/home/a";`, 0],
  ["README.md", `${"<".repeat(7)} HEAD`, 1],
  ["server/utils/text.ts", "", 1],
  ["server/audit/index.ts", "", 1],
  ["server/audit/auditStore.ts", "", 1],
  ["browser/vite.config.ts", "", 0],
];

for (const [path, text, expected] of samples) {
  test(`${path}: ${text.replaceAll("\n", " ") || "(its name)"} → ${expected}`, () => {
    assert.equal(offences({ path, text }).length, expected);
  });
}

test("an offence names its line", () => {
  const [offence] = offences({
    path: "server/audit/store.ts",
    text: "sql`select 1`;\n\nsql`select\n now()`",
  });
  assert.equal(offence, "server/audit/store.ts:4: time and chance are arguments of a query");
});
