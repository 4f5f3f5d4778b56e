import assert from "node:assert/strict";
import { test } from "node:test";
import { createStillClock } from "./clock.ts";
import { createLog } from "./log.ts";

function lines(): { written: string[]; log: ReturnType<typeof createLog> } {
  const written: string[] = [];
  return { written, log: createLog(createStillClock(0), (line) => written.push(line)) };
}

test("a line is one JSON object with its time, level and event", () => {
  const { written, log } = lines();
  log.info("open", { port: 8025 });
  assert.deepEqual(JSON.parse(written[0] ?? ""), {
    at: "1970-01-01T00:00:00.000Z",
    level: "info",
    event: "open",
    port: 8025,
  });
  assert.ok(written[0]?.endsWith("\n"));
});

test("addresses, identifiers of patients, phones and codes are struck out wherever they come from", () => {
  const { written, log } = lines();
  log.warn("refused", { reason: "550 <279037510200042@patient.mss.example> unknown" });
  log.defect("failed", new Error("mail to n.faure@valdebrume.example, code 175373, mobile 06 39 98 41 07"));
  const text = written.join("");
  for (const secret of ["279037510200042", "patient.mss", "n.faure", "175373", "39 98 41"])
    assert.ok(!text.includes(secret), secret);
  assert.match(text, /\[adresse\]/);
  assert.match(text, /\[nombre\]/);
});
