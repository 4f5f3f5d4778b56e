import assert from "node:assert/strict";
import { after, beforeEach, suite, test } from "node:test";
import { isRefusal } from "../../contracts/refusals.ts";
import { remoteChanges } from "../foundations/database/operation.ts";
import type { SignInChanges } from "./store.ts";
import { engines, login, openTestHouse, password } from "./test-house.ts";

const hour = 3_600_000;
const browser = "b".repeat(43);

function codeOf(answer: object): string {
  return isRefusal(answer) ? answer.refusal.code : "yes";
}

for (const engine of engines) {
  const house = await openTestHouse({ methods: ["email", "totp"] }, engine);
  const { signIn, clock, person } = house;
  const { security } = signIn;

  async function begin() {
    const step = await signIn.begin({ login, password, method: "email" }, browser);
    assert.ok(!isRefusal(step), JSON.stringify(step));
    return step.challenge;
  }
  async function open(code?: string) {
    const challenge = await begin();
    return signIn.code({ challenge, code: code ?? house.mails.at(-1)?.code ?? "" }, browser, null);
  }
  async function openHolder() {
    const opened = await open();
    assert.ok(!isRefusal(opened));
    return { id: opened.session.id, person };
  }
  async function prove(holder: Awaited<ReturnType<typeof openHolder>>, code?: string) {
    const step = await security.prove(holder, "email", browser);
    assert.ok(!isRefusal(step), JSON.stringify(step));
    const typed = code ?? house.mails.at(-1)?.code ?? "";
    return security.proof(holder, { challenge: step.challenge, code: typed }, browser);
  }
  /** Ten codes for a session that proved itself. */
  async function print() {
    const holder = await openHolder();
    await prove(holder);
    const made = await signIn.recoveryCodes(holder);
    assert.ok(!isRefusal(made));
    return { holder, codes: made.codes };
  }
  async function told() {
    await signIn.sweep();
    return house.notices.flatMap((one): (string | number | null)[] => {
      if (one.kind === "spare-used") return [one.left];
      return one.kind === "spares-made" ? ["made"] : [];
    });
  }

  suite(`codes on paper in « Ma sécurité », on ${engine.name}`, () => {
    after(() => house.close());
    beforeEach(async () => {
      clock.advance(25 * hour);
      await signIn.sweep();
      house.notices.length = house.shortNotices.length = 0;
    });

    test("none before any are printed; then counted, told, and void once others are", async () => {
      const holder = await openHolder();
      assert.equal((await security.factors(holder)).spares, null);
      assert.equal(codeOf(await signIn.recoveryCodes(holder)), "proof-needed");
      const { codes } = await print();
      assert.deepEqual((await security.factors(holder)).spares, { left: 10, madeAt: clock.now() });
      assert.equal(codeOf(await open(codes[0])), "yes");
      assert.equal((await security.factors(holder)).spares?.left, 9);
      assert.deepEqual(await told(), ["made", 9]);
      assert.ok(house.shortNotices.some(({ kind }) => kind === "spare-used"));
      const again = await print();
      assert.deepEqual((await security.factors(holder)).spares?.left, 10);
      assert.equal(codeOf(await open(codes[1])), "wrong-code");
      assert.equal(codeOf(await open(again.codes[1])), "yes");
    });

    test("inside a session one stands for the second factor, once; her référent’s does not", async () => {
      const { holder, codes } = await print();
      clock.advance(hour / 6);
      assert.equal(codeOf(await signIn.recoveryCodes(holder)), "proof-needed");
      assert.equal(codeOf(await prove(holder, codes[0])), "yes");
      assert.deepEqual(await told(), ["made", 9]);
      const next = await openHolder();
      assert.equal(codeOf(await prove(next, codes[0])), "wrong-code");
      const rescue = await signIn.newRescueCode();
      assert.ok(!isRefusal(rescue));
      const { code, prefix, hash } = rescue;
      await remoteChanges<SignInChanges>(house.store, "sign-in").putSpares({
        person,
        kind: "rescue",
        codes: [{ prefix, hash }],
        expiresAt: clock.now() + hour,
        at: clock.now(),
        actor: "command",
      });
      assert.equal(codeOf(await prove(next, code)), "wrong-code");
      assert.equal(codeOf(await open(code)), "yes");
      assert.deepEqual(await told(), ["made", 9, null]);
    });

    test("of two pages that print at once, the codes of one count", async () => {
      const holder = await openHolder();
      await prove(holder);
      const made = await Promise.all([signIn.recoveryCodes(holder), signIn.recoveryCodes(holder)]);
      const codes = made.map((one) => (isRefusal(one) ? assert.fail() : one.codes[0]));
      assert.equal((await security.factors(holder)).spares?.left, 10);
      const outcomes = [codeOf(await open(codes[0])), codeOf(await open(codes[1]))];
      assert.deepEqual(outcomes.toSorted(), ["wrong-code", "yes"]);
    });
  });
}
