import assert from "node:assert/strict";
import { test } from "node:test";
import * as rules from "./rules.ts";
import { readSources, source } from "./sources.ts";

const project = readSources();

function wrong(path: string, text: string): number {
  return rules.wrongArrows([source(path, text)]).length;
}

function ring(kind: "import" | "import type"): string[] {
  return rules.cycles([
    source("server/audit/a.ts", `import { b } from "./b.ts";`),
    source("server/audit/b.ts", `import { c } from "./c.ts";`),
    source("server/audit/c.ts", `${kind} { a } from "./a.ts";`),
  ]);
}

function foreign(text: string): number {
  return rules.foreignTables([source("server/sign-in/store.ts", text)]).length;
}

test("arrows between rooms point one way, through doors, by types", () => {
  assert.deepEqual(rules.wrongArrows(project), []);
});

test("an arrow that points back, past a door or by value is caught", () => {
  assert.equal(wrong("server/audit/store.ts", `import type { A } from "../mailboxes/door.ts";`), 1);
  assert.equal(wrong("server/transport/door.ts", `import type { A } from "../mailboxes/store.ts";`), 1);
  assert.equal(wrong("server/transport/door.ts", `import { a } from "../mailboxes/door.ts";`), 1);
  assert.equal(wrong("server/transport/door.ts", `export { a } from "../mailboxes/door.ts";`), 1);
  assert.equal(wrong("server/formats/mime/parser.ts", `import { a } from "../../foundations/clock.ts";`), 1);
  assert.equal(wrong("server/mailboxes/door.ts", `const a = await import("../web/door.ts");`), 1);
  assert.equal(wrong("browser/main.tsx", `import { a } from "../server/foundations/ids.ts";`), 1);
  assert.equal(wrong("sandbox/main.ts", `import { a } from "../server/formats/mime/parser.ts";`), 1);
  assert.equal(wrong("contracts/sign-in.ts", `import * as k from "kysely";`), 1);
  assert.equal(wrong("server/helpers/a.ts", `import type { A } from "../audit/door.ts";`), 1);
  assert.equal(wrong("server/audit/store.ts", `import { a } from "../house.ts";`), 1);
  assert.equal(wrong("server/web/door.ts", `import { a } from "../sign-in/store.ts";`), 1);
  assert.equal(wrong("server/rooms.ts", `import { a } from "./sign-in/store.ts";`), 0);
  assert.equal(wrong("server/transport/door.ts", `import type { A } from "../mailboxes/door.ts";`), 0);
  assert.equal(wrong("server/transport/door.ts", `import type { A } from "../mailboxes/views.ts";`), 0);
  assert.equal(wrong("server/house.ts", `import { a } from "./mailboxes/door.ts";`), 0);
  assert.equal(
    wrong("server/mailboxes/store.ts", `import {\n  type A,\n  b,\n} from "../foundations/ids.ts";`),
    0,
  );
});

test("no file needs itself to run", () => {
  assert.deepEqual(rules.cycles(project), []);
});

test("a ring of imports is caught, a ring of types is not", () => {
  assert.deepEqual(ring("import"), [
    "server/audit/a.ts → server/audit/b.ts → server/audit/c.ts → server/audit/a.ts",
  ]);
  assert.deepEqual(ring("import type"), []);
});

test("a room's SQL names its own tables", () => {
  assert.deepEqual(rules.foreignTables(project), []);
});

test("a table of another room is caught, by the builder and in written SQL", () => {
  assert.equal(foreign(`tx.insertInto("audit_rows").values(row)`), 1);
  assert.equal(foreign(`tx.selectFrom(\n  "mailboxes_messages as m")`), 1);
  assert.equal(foreign("sql<Row>`select 1 from audit_rows where id = ${id}`"), 1);
  assert.equal(foreign("sql`create virtual table audit_words using fts5(x)`"), 1);
  assert.equal(foreign(`tx.insertInto("sign_in_sessions"); sql\`delete from sign_in_sessions\``), 0);
});

test("imports say their ending, exports their name", () => {
  assert.deepEqual(rules.bareImports(project), []);
  assert.deepEqual(rules.defaultExports(project), []);
});

test("a bare import and a default export are caught", () => {
  assert.equal(rules.bareImports([source("server/a/b.ts", `import { c } from "./c";`)]).length, 1);
  assert.equal(rules.bareImports([source("server/a/b.ts", `import { c } from "hono";`)]).length, 0);
  assert.equal(rules.defaultExports([source("server/a/b.ts", "export default function a() {}")]).length, 1);
  assert.equal(
    rules.defaultExports([source("server/a/b.ts", "const a = 1;\nexport { a as default };")]).length,
    1,
  );
});

test(`no file is longer than ${rules.longest} lines`, () => {
  assert.deepEqual(rules.longFiles(project), []);
});

test("a long file is caught", () => {
  const text = "a;\n".repeat(rules.longest + 1);
  assert.equal(rules.longFiles([source("server/a/b.ts", text)]).length, 1);
  assert.equal(rules.longFiles([source("browser/words/fr.ts", text)]).length, 0);
});
