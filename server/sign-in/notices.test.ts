import assert from "node:assert/strict";
import { after, beforeEach, suite, test } from "node:test";
import type { News, Notice, NoticeSending } from "../notifications/door.ts";
import { engines, nadege, openTestHouse, password } from "./test-house.ts";
import { findNextTry } from "./rules/notice-tries.ts";

const minute = 60_000;
const hour = 60 * minute;

test("a notice waits a minute, twice that, an hour at most, and is given up after a day", () => {
  const start = 1_790_000_000_000;
  const waits: number[] = [];
  let now = start;
  for (let tries = 1; ; tries++) {
    const next = findNextTry({ made_at: start, tries }, now);
    if (next === null) break;
    waits.push((next - now) / minute);
    now = next;
  }
  assert.deepEqual(waits.slice(0, 8), [1, 2, 4, 8, 16, 32, 60, 60]);
  assert.ok(now <= start + 24 * hour && now > start + 22 * hour);
});

for (const engine of engines) {
  const house = await openTestHouse({}, engine);
  const { clock } = house;
  const mails: Notice[] = [];
  const texts: ({ to: string } & News)[] = [];
  let relay: NoticeSending["state"] | "final" = "handed";
  let gateway: NoticeSending["state"] | "none" = "handed";
  const door = house.openDoor({
    notifications: {
      async sendNotice(notice: Notice) {
        mails.push(notice);
        await hearing();
        return relay === "final"
          ? { state: "failed", at: clock.now(), isFinal: true }
          : { state: relay, at: clock.now() };
      },
      async sendNoticeBySms(notice: { to: string } & News) {
        texts.push(notice);
        return gateway === "none" ? null : { state: gateway, at: clock.now() };
      },
    },
  });
  let hearing = async (): Promise<void> => {};
  let traced = 0;

  suite(`notices on ${engine.name}`, () => {
    after(async () => {
      door.close();
      await house.close();
    });
    beforeEach(async () => {
      clock.advance(48 * hour);
      relay = gateway = "handed";
      hearing = async () => {};
      await door.sweep();
      mails.length = texts.length = 0;
      await house.directory.putPerson(nadege, "command");
      traced = (await house.traces()).length;
    });

    const news: News = { kind: "app-added", name: "Téléphone" };
    const tell = () => door.security.tell(house.person, news);
    /** What came of it, after the answer. */
    const traces = async () =>
      (await house.audit())
        .slice(traced)
        .filter(({ action }) => action === "notice.sent")
        .map(({ outcome, facts }) => `${facts["method"]} ${outcome}`);
    const settle = () => door.sweep();

    test("a sweep settles after the sending that another one has begun", async () => {
      await tell();
      let isHeard = false;
      hearing = () => {
        isHeard = true;
        return new Promise((answer) => setTimeout(answer, 20));
      };
      while (!isHeard) await new Promise((run) => setImmediate(run));
      await settle();
      assert.deepEqual((await traces()).toSorted(), ["email done", "sms done"]);
    });

    test("goes to the mailbox and to the mobile, once each, with its own words", async () => {
      await tell();
      await settle();
      assert.deepEqual(
        mails.map(({ to, account, kind }) => ({ to, account, kind })),
        [{ to: nadege.email, account: house.person.login, kind: "app-added" }],
      );
      assert.deepEqual(texts, [{ to: nadege.mobile, ...news }]);
      assert.deepEqual((await traces()).toSorted(), ["email done", "sms done"]);
      clock.advance(24 * hour);
      await settle();
      assert.deepEqual([mails.length, texts.length], [1, 1]);
    });

    test("a relay that is down is tried again with the same reference, and another channel does not wait for it", async () => {
      relay = "failed";
      await tell();
      await settle();
      assert.deepEqual(await traces(), ["sms done"]);
      assert.equal(mails.length, 1);
      clock.advance(minute);
      await settle();
      assert.equal(mails.length, 2);
      relay = "handed";
      clock.advance(2 * minute);
      await settle();
      assert.deepEqual([mails.length, new Set(mails.map(({ reference }) => reference)).size], [3, 1]);
      assert.deepEqual(await traces(), ["sms done", "email done"]);
    });

    test("a relay that refuses for good, or is down for a day, is given up, with its trace", async () => {
      relay = "final";
      gateway = "failed";
      await tell();
      await settle();
      assert.deepEqual(await traces(), ["email refused"]);
      for (let turn = 0; turn < 30; turn++) {
        clock.advance(hour);
        await door.sweep();
      }
      assert.deepEqual(await traces(), ["email refused", "sms refused"]);
    });

    test("a way that nobody verified, and a gateway that is not there, are no ways", async () => {
      await house.directory.putPerson(
        { ...nadege, email: "autre@valdebrume.example", verified: false },
        "command",
      );
      gateway = "none";
      await tell();
      await settle();
      assert.deepEqual([mails.length, texts.length, await traces()], [0, 1, []]);
      clock.advance(hour);
      await settle();
      assert.equal(texts.length, 1);
    });

    test("two nodes send it once", async () => {
      const other = house.openDoor({
        notifications: {
          async sendNotice(notice: Notice) {
            mails.push(notice);
            return { state: "handed", at: clock.now() };
          },
        },
      });
      await tell();
      await Promise.all([door.sweep(), other.sweep(), door.sweep(), other.sweep()]);
      await settle();
      other.close();
      assert.equal(mails.length, 1);
    });

    test("a node that dies while it sends leaves the notice to the next", async () => {
      const dying = house.openDoor({
        notifications: {
          async sendNotice(): Promise<never> {
            throw new Error("the cord was pulled");
          },
        },
      });
      await dying.security.tell(house.person, news);
      await dying.sweep();
      dying.close();
      await settle();
      assert.equal(mails.length, 0, "it is held for two minutes");
      clock.advance(2 * minute);
      await settle();
      assert.equal(mails.length, 1);
    });

    test("what it tells of is not read in the store", async () => {
      relay = gateway = "failed";
      await tell();
      await settle();
      clock.advance(hour);
      // The operation answers these rows.
      const rows = (await house.store.change("sign-in.claimNotices", {
        at: clock.now(),
        until: clock.now() + minute,
      })) as { news: Uint8Array }[];
      assert.equal(rows.length, 2);
      for (const { news: sealed } of rows) assert.ok(!Buffer.from(sealed).includes("Téléphone"));
    });

    test("setting a password from outside tells nobody: whoever set it gives it to her", async () => {
      await door.setPassword(house.person, `${password}-autre`, "command");
      await settle();
      assert.equal(mails.length, 0);
    });
  });
}
