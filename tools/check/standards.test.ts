import assert from "node:assert/strict";
import { test } from "node:test";
import { checkStandards, type Files } from "./standards.ts";

const head = "id\tsource\twhat\tstate\tcode\ttest\n";
const project = new Map([
  ["server/a.ts", "// RFC 5321 §4.1.1.4: the final dot"],
  ["server/a.test.ts", ""],
]);
const files: Files = { exists: (path) => project.has(path), read: (path) => project.get(path) ?? "" };

const rows: [row: string, wrong: RegExp | undefined][] = [
  ["RFC 5321 §4.1.1.4\tRFC 5321\tDATA\tyes\tserver/a.ts\tserver/a.test.ts", undefined],
  [
    "RFC 5321 §4.1.1.5\tRFC 5321\tRSET\tyes\tserver/a.ts\tserver/a.test.ts",
    /none of the files it names cites it/,
  ],
  ["MSS 7\tchecklist\tcodes\tpartial\tserver/a.ts\tserver/a.test.ts", undefined],
  ["MSS 7\tchecklist\tcodes\tyes\tserver/a.ts\t", /names its test/],
  ["MSS 7\tchecklist\tcodes\tyes\t\tserver/a.test.ts", /names its code/],
  ["MSS 7\tchecklist\tcodes\tyes\tserver/b.ts\tserver/a.test.ts", /server\/b\.ts does not exist/],
  ["MSS 7\tchecklist\tcodes\tplanned\t\t", undefined],
  ["MSS 7\tchecklist\tcodes\tplanned\tserver/a.ts\t", /names no file/],
  ["MSS 7\tchecklist\tcodes\tdone\t\t", /not a state/],
  ["MSS 7\tchecklist\t\tno\t\t", /are filled/],
  ["MSS 7\tchecklist\tcodes\tno\t\t\ta.ts", /7 columns/],
];

for (const [row, wrong] of rows) {
  test(`${row.replaceAll("\t", " | ")} → ${wrong ? String(wrong) : "holds"}`, () => {
    const found = checkStandards(head + row, files);
    if (wrong) assert.match(found.join("\n"), wrong);
    else assert.deepEqual(found, []);
  });
}

test("an id stands once, under the right columns", () => {
  const row = "MSS 7\tchecklist\tcodes\tno\t\t\n";
  assert.match(checkStandards(head + row + row, files).join("\n"), /line 3, MSS 7: stands twice/);
  assert.match(checkStandards(row, files).join("\n"), /the first line names the columns/);
});
