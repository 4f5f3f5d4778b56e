import assert from "node:assert/strict";
import { after, beforeEach, suite, test } from "node:test";
import { isRefusal } from "../../contracts/refusals.ts";
import type { Holder } from "./security.ts";
import { engines, login, nadege, openTestHouse, password } from "./test-house.ts";

const minute = 60_000;
const hour = 60 * minute;
const browser = "b".repeat(43);
const domains = ["valdebrume.mss.example"];
const fresh = "nouvelle@ordinaire.example";

function codeOf(answer: object): string {
  return isRefusal(answer) ? answer.refusal.code : "yes";
}

for (const engine of engines) {
  const house = await openTestHouse({ methods: ["email", "sms", "totp"], domains }, engine);
  const { signIn, clock, person, directory } = house;
  const { security } = signIn;

  async function open(): Promise<Holder> {
    const step = await signIn.begin({ login, password, method: "email" }, browser);
    assert.ok(!isRefusal(step), JSON.stringify(step));
    const answer = { challenge: step.challenge, code: house.mails.at(-1)?.code ?? "" };
    const opened = await signIn.code(answer, browser, null);
    assert.ok(!isRefusal(opened), JSON.stringify(opened));
    return { id: opened.session.id, person };
  }
  async function openProved(): Promise<Holder> {
    const holder = await open();
    const step = await security.prove(holder, "email", browser);
    assert.ok(!isRefusal(step));
    const answer = { challenge: step.challenge, code: house.mails.at(-1)?.code ?? "" };
    assert.equal(codeOf(await security.proof(holder, answer, browser)), "yes");
    return holder;
  }
  async function begin(holder: Holder, address = fresh, kind: "email" | "mobile" = "email") {
    const begun = await security.beginContact(holder, { kind, address });
    assert.ok(!isRefusal(begun), JSON.stringify(begun));
    return begun.id;
  }
  const contacts = async () => {
    const { email, mobile } = (await directory.contacts(person.id)) ?? {};
    return [email?.address, mobile?.address];
  };
  const lastCode = () => house.mails.at(-1)?.code ?? "";

  suite(`a contact changed by its person, on ${engine.name}`, () => {
    after(() => house.close());
    beforeEach(async () => {
      clock.advance(25 * hour);
      await signIn.sweep();
      await directory.putPerson(nadege, "command");
      house.notices.length = house.shortNotices.length = 0;
    });

    test("the new one is proved by a code before it counts; both are told; what went to the former opens nothing", async () => {
      const holder = await openProved();
      assert.equal(codeOf(await signIn.askLink(login)), "yes");
      const pending = await signIn.begin({ login, password, method: "email" }, browser);
      assert.ok(!isRefusal(pending));
      const former = lastCode();
      const id = await begin(holder);
      assert.equal(house.mails.at(-1)?.to, fresh);
      assert.deepEqual(await contacts(), [nadege.email, nadege.mobile]);
      const factors = await security.confirmContact(holder, { id, code: lastCode() });
      assert.ok(!isRefusal(factors));
      assert.equal(factors.email, "n…e@ordinaire.example");
      assert.deepEqual(await contacts(), [fresh, nadege.mobile]);
      assert.equal((await directory.contacts(person.id))?.email?.verifiedAt, clock.now());
      assert.equal(
        codeOf(await signIn.code({ challenge: pending.challenge, code: former }, browser, null)),
        "unknown-challenge",
      );
      await signIn.sweep();
      const told = house.notices.filter(({ kind }) => kind === "own-contact-changed").map(({ to }) => to);
      assert.deepEqual(told.toSorted(), [nadege.email, fresh].toSorted());
      assert.ok(
        house.shortNotices.some(({ kind, to }) => kind === "own-contact-changed" && to === nadege.mobile),
      );
      const rows = (await house.audit()).filter(({ action }) => action.startsWith("contact."));
      assert.deepEqual(
        rows.map(({ action, actor }) => [action, actor]),
        [
          ["contact.changed", `person:${person.id}`],
          ["contact.verified", `person:${person.id}`],
        ],
      );
      // Once.
      assert.equal(codeOf(await security.confirmContact(holder, { id, code: lastCode() })), "not-found");
    });

    test("the former one is told though the relay was away and the program ended meanwhile", async () => {
      const holder = await openProved();
      const id = await begin(holder);
      let tried = 0;
      const ended = house.openDoor({
        notifications: {
          async sendNotice() {
            tried++;
            return { state: "failed", at: clock.now() };
          },
        },
      });
      assert.ok(!isRefusal(await ended.security.confirmContact(holder, { id, code: lastCode() })));
      await ended.sweep();
      ended.close();
      assert.equal(tried, 2);
      clock.advance(2 * minute);
      await signIn.sweep();
      const told = house.notices.filter(({ kind }) => kind === "own-contact-changed").map(({ to }) => to);
      assert.deepEqual(told.toSorted(), [nadege.email, fresh].toSorted());
    });

    test("a mobile by SMS", async () => {
      const holder = await openProved();
      const id = await begin(holder, "06 39 98 77 01", "mobile");
      const { to, code } = house.texts.at(-1) ?? {};
      assert.equal(to, "+33639987701");
      assert.equal(codeOf(await security.confirmContact(holder, { id, code: code ?? "" })), "yes");
      assert.deepEqual(await contacts(), [nadege.email, "+33639987701"]);
    });

    test("not without a second factor given anew, not in another session, not an address of ours", async () => {
      const plain = await open();
      const wanted = { kind: "email", address: fresh } as const;
      assert.equal(codeOf(await security.beginContact(plain, wanted)), "proof-needed");
      const holder = await openProved();
      for (const address of [login, "pas une adresse", `x@${domains[0]?.toUpperCase()}`])
        assert.equal(
          codeOf(await security.beginContact(holder, { kind: "email", address })),
          "contact-malformed",
        );
      const id = await begin(holder);
      assert.equal(codeOf(await security.confirmContact(plain, { id, code: lastCode() })), "not-found");
      assert.deepEqual(await contacts(), [nadege.email, nadege.mobile]);
    });

    test("five tries, ten minutes, one a minute, six a day: nobody’s phone is flooded", async () => {
      const holder = await openProved();
      const id = await begin(holder);
      const right = lastCode();
      const wrong = right === "000000" ? "000001" : "000000";
      const wanted = { kind: "email", address: "autre@ordinaire.example" } as const;
      assert.equal(codeOf(await security.beginContact(holder, wanted)), "resend-too-soon");
      for (let left = 4; left > 0; left--)
        assert.equal(codeOf(await security.confirmContact(holder, { id, code: wrong })), "wrong-code");
      assert.equal(codeOf(await security.confirmContact(holder, { id, code: wrong })), "too-many-codes");
      assert.equal(codeOf(await security.confirmContact(holder, { id, code: right })), "too-many-codes");
      clock.advance(minute);
      const late = await begin(holder);
      clock.advance(10 * minute);
      assert.equal(
        codeOf(await security.confirmContact(holder, { id: late, code: lastCode() })),
        "code-expired",
      );
      clock.advance(hour);
      const again = await openProved();
      for (let sent = 2; sent < 6; sent++) {
        await begin(again);
        clock.advance(minute);
      }
      assert.equal(codeOf(await security.beginContact(again, wanted)), "resend-too-many");
    });
  });
}
