import assert from "node:assert/strict";
import { after, suite, test } from "node:test";
import { testEngines } from "../foundations/database/test-engines.ts";
import { all, nadege, openTestRoom, raw } from "./test-room.ts";

for (const engine of testEngines()) {
  const { door, box, receive, close } = await openTestRoom(engine);

  suite(`full conversations on ${engine.name}`, () => {
    after(close);

    test("who answers one message without end fills no conversation beyond what can be asked for", async () => {
      await receive(raw("root", "Bilan"));
      for (let number = 0; number < 410; number += 10)
        await Promise.all(
          Array.from({ length: 10 }, (_, one) => receive(raw(`a${number + one}`, "Re: Bilan", "root"))),
        );
      const lists = await door.query(nadege, box, { ...all, collapse: true });
      assert.ok(lists && typeof lists === "object");
      const newest = await door.messages(nadege, box, lists.ids);
      const ids = newest?.messages.map(({ threadId }) => threadId) ?? [];
      const found = await door.threads(nadege, box, ids);
      const sizes = found?.threads.map(({ messageIds }) => messageIds.length) ?? [];
      assert.deepEqual(
        sizes.toSorted((one, other) => one - other),
        [11, 400],
      );
    });
  });
}
