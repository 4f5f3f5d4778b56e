import assert from "node:assert/strict";
import { after, suite, test } from "node:test";
import { openAudit } from "../audit/door.ts";
import { testEngines } from "../foundations/database/test-engines.ts";
import { readZip } from "../formats/test-zip.ts";
import { ExportCut } from "./export.ts";
import { nameExported } from "./rules/export-name.ts";
import { nadege, openTestRoom, raw, yanis } from "./test-room.ts";

const odile = { personId: "podile", sessionId: "s9" };
const alive = async () => true;

test("names stay in their folder, whatever a subject holds", () => {
  const named = (subject: string | null, folder: string | null = "Réception") =>
    nameExported({ number: 7, folder, receivedAt: Date.UTC(2026, 10, 22, 23, 30), subject });
  assert.equal(named("Bilan de Léa"), "Réception/00007 2026-11-23 Bilan de Léa.eml");
  assert.equal(named("../../etc/passwd"), "Réception/00007 2026-11-23 etc passwd.eml");
  assert.equal(named("fdp\u202eexe. .", "../x"), "x/00007 2026-11-23 fdp exe.eml");
  assert.equal(named(null, null), "Autres/00007 2026-11-23.eml");
  assert.equal(named("C:\\a|b\u0000?", ".."), "Autres/00007 2026-11-23 C a b.eml");
  assert.ok(named("é".repeat(500)).length < 100);
});

for (const engine of testEngines()) {
  const { door, clock, box, store, receive, close } = await openTestRoom(engine);

  async function take(exportId: string, isAlive = alive): Promise<Buffer | null> {
    const opened = await door.openExport(odile, exportId, isAlive);
    if (!opened) return null;
    const parts: Uint8Array[] = [];
    for await (const bytes of opened.bytes) parts.push(Buffer.from(bytes));
    return Buffer.concat(parts);
  }
  const ask = async () => (await door.askExport(odile, box))?.exportId ?? "";

  suite(`the copy of a mailbox on ${engine.name}`, () => {
    after(close);

    test("only who manages it asks for one, no program does, and nobody fetches another’s", async () => {
      const right = { mailboxId: box, personId: odile.personId, right: "manager" } as const;
      await door.putMembership({ ...right, startsAt: clock.now(), endsAt: null }, "command");
      for (let count = 0; count < 60; count++) {
        await receive(raw(`m${count}`, `Message ${count}`));
        clock.advance(1000);
      }
      for (const who of [nadege, yanis, { ...odile, only: box }]) {
        assert.equal(await door.askExport(who, box), null);
        assert.deepEqual(await door.exportable(who), []);
      }
      const exportId = await ask();
      assert.equal(await door.openExport(nadege, exportId, alive), null);
      assert.equal(await door.exportProgress(nadege, exportId), null);
      assert.equal(await door.openExport({ ...odile, only: box }, exportId, alive), null);
      assert.equal((await door.exportProgress(odile, exportId))?.isBegun, false);
    });

    test("it holds every message with its bytes, once, and both its ends are in the trace", async () => {
      const exportId = await ask();
      const bytes = await take(exportId);
      assert.ok(bytes);
      const files = readZip(bytes);
      assert.equal(files.length, 60);
      assert.match(files[0]?.name ?? "", /^Réception\/00001 2026-11-22 Message 0\.eml$/);
      assert.ok(files.every(({ data }, place) => data.includes(`Message ${place}`)));
      assert.deepEqual(await door.exportProgress(odile, exportId), {
        done: 60,
        messages: 60,
        isBegun: true,
        isWhole: true,
      });
      assert.equal(await take(exportId), null, "fetched once");
      const rows = await openAudit(store).rows(`mailbox:${box}`, 0, 500);
      assert.deepEqual(
        rows.filter(({ action }) => action.startsWith("mailbox.export")).map(({ action }) => action),
        ["mailbox.export-begun", "mailbox.exported"],
      );
      assert.equal((await door.exportable(odile))[0]?.lastAt, clock.now());
    });

    test("asked for too long ago, it is fetched no more", async () => {
      const exportId = await ask();
      clock.advance(300_001);
      assert.equal(await take(exportId), null);
    });

    test("it is cut when the session ends or the right does, and then is no copy", async () => {
      let looks = 0;
      const exportId = await ask();
      await assert.rejects(
        take(exportId, async () => ++looks < 2),
        ExportCut,
      );
      assert.equal((await door.exportProgress(odile, exportId))?.isWhole, false);
      const other = await ask();
      const right = { mailboxId: box, personId: odile.personId, right: "writer" } as const;
      const withdraw = async () => {
        await door.putMembership({ ...right, startsAt: 0, endsAt: null }, "command");
        return true;
      };
      await assert.rejects(take(other, withdraw), ExportCut);
    });
  });
}
