import assert from "node:assert/strict";
import { createHash, createPublicKey, verify } from "node:crypto";
import { test } from "node:test";
import { type ExportedRow, openAuditExports } from "./export.ts";
import { hashRow } from "./rules/verify.ts";

const exports = openAuditExports(Buffer.alloc(32, 1));

/** Rows of a chain, the newest first; `skipped` are of no interest to who asked. */
async function* rowsOf(chain: string, count: number, skipped: readonly number[] = []) {
  const rows: ExportedRow[] = [];
  let previous = "";
  for (let seq = 1; seq <= count; seq++) {
    const row = {
      chain,
      seq,
      at: seq,
      actor: "program",
      action: "a.b",
      object: "",
      outcome: "done",
      facts: "{}",
    };
    const hash = hashRow(row, previous);
    rows.push({ ...row, previous, hash });
    previous = hash;
  }
  yield* rows.toReversed().filter(({ seq }) => !skipped.includes(seq));
}

async function write(rows = rowsOf("structure:s", 4), by = exports): Promise<string[]> {
  const ends = async () => [{ chain: "structure:s", seq: 4, hash: "h" }];
  const lines: string[] = [];
  for await (const line of by.write({ structure: "s", from: 0 }, rows, ends))
    lines.push(line.replace(/\n$/, ""));
  return lines;
}

async function* each(lines: readonly string[]) {
  yield* lines;
}

test("what was written verifies, and tells how many rows there are", async () => {
  const lines = await write();
  const verdict = await exports.verify(each(lines));
  assert.deepEqual("rows" in verdict && verdict.rows, 4);
  const some = await exports.verify(each(await write(rowsOf("structure:s", 4, [2]))));
  assert.deepEqual("rows" in some && some.rows, 3);
});

test("a third party verifies with the public key, SHA-256 and nothing of ours", async () => {
  const lines = await write();
  const last = JSON.parse(lines.at(-1) ?? "") as { sha256: string; signature: string };
  const signed = lines
    .slice(0, -1)
    .map((line) => `${line}\n`)
    .join("");
  assert.equal(createHash("sha256").update(signed).digest("hex"), last.sha256);
  const key = createPublicKey(exports.publicKey);
  assert.ok(verify(null, Buffer.from(last.sha256), key, Buffer.from(last.signature, "base64")));
});

test("a line changed, taken out, added or moved is named", async () => {
  const lines = await write();
  const faultOf = async (changed: readonly string[]) => {
    const verdict = await exports.verify(each(changed));
    return "fault" in verdict ? verdict : null;
  };
  const changed = lines.with(2, (lines[2] ?? "").replace('"at":3', '"at":9'));
  assert.deepEqual(await faultOf(changed), { line: 3, fault: "changed" });
  assert.deepEqual(await faultOf(lines.toSpliced(2, 1)), { line: 5, fault: "added-or-missing" });
  assert.deepEqual(await faultOf(lines.toSpliced(2, 0, lines[2] ?? "")), {
    line: 4,
    fault: "added-or-missing",
  });
  assert.deepEqual(await faultOf(lines.slice(0, -1)), { line: 7, fault: "unsigned" });
  assert.deepEqual(await faultOf(lines.slice(0, 3)), { line: 4, fault: "unsigned" });
  assert.deepEqual(await faultOf(lines.with(0, (lines[0] ?? "").replace('"s"', '"t"'))), {
    line: 7,
    fault: "changed",
  });
  assert.deepEqual(await faultOf(["bonjour"]), { line: 1, fault: "not-an-export" });
  assert.deepEqual(await faultOf([]), { line: 1, fault: "not-an-export" });
});

test("another program’s signature is none", async () => {
  const others = openAuditExports(Buffer.alloc(32, 2));
  const verdict = await exports.verify(each(await write(undefined, others)));
  assert.deepEqual(verdict, { line: 7, fault: "signature" });
});
