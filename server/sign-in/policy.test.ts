import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { isRefusal, type Refusal } from "../../contracts/refusals.ts";
import { methodSchema } from "../../contracts/sign-in.ts";
import { assurance, methodsAt } from "./rules/methods.ts";
import { login, openTestHouse, password } from "./test-house.ts";
import { codeOfStep, readBase32 } from "./totp.ts";

const minute = 60_000;
const browser = "browser-of-nadege";
const key = "MNQWI5LDMVSSAZDVEBRGCYZAMEQHGYLCNRSSA23J";

const house = await openTestHouse({ methods: ["email", "sms", "totp"] });
after(() => house.close());
await house.signIn.security.putApp(house.person, { name: "Téléphone", secret: key }, "command");
beforeEach(() => {
  house.clock.advance(25 * 60 * minute);
  house.mails.length = 0;
  house.texts.length = 0;
});

function given<Answer extends object>(answer: Answer | Refusal): Answer {
  assert.ok(!isRefusal(answer), JSON.stringify(answer));
  return answer;
}

function shown(): string {
  return codeOfStep(readBase32(key) ?? Buffer.alloc(0), Math.floor(house.clock.now() / 30_000));
}

const withPolicy = (changed: Partial<typeof house.settings>) =>
  house.openDoor({ settings: { ...house.settings, ...changed } });

test("every method has its label and its reason, in one sentence of each language", () => {
  const names = [...methodSchema.options, "psc"] as const;
  for (const name of names) {
    const { level, reason } = assurance[name];
    assert.ok(["low", "substantial", "high"].includes(level), name);
    for (const sentence of [reason.fr, reason.en]) assert.match(sentence, /^[A-ZÀ-Ý][^.]+\.$/, name);
  }
});

test("the method asked for is the one that is used, an app or not", async () => {
  const step = given(await house.signIn.begin({ login, password, method: "email" }, browser));
  assert.deepEqual([step.method, step.sending?.state, house.mails.length], ["email", "handed", 1]);
});

test("what the policy forbids is said, sends nothing, and what it allows is offered", async () => {
  const door = withPolicy({ methods: ["totp"] });
  const step = given(await door.begin({ login, password, method: "email" }, browser));
  assert.deepEqual(step.ways, [
    { method: "email", state: "forbidden" },
    { method: "totp", state: "ready" },
  ]);
  assert.deepEqual([step.sending, house.mails.length], [null, 0]);
  const instead = given(await door.change(step.challenge, "totp", browser));
  given(await door.code({ challenge: instead.challenge, code: shown() }, browser, null));
  door.close();
});

test("an app opens nothing where apps are not accepted, although its person has one and its code is right", async () => {
  const door = withPolicy({ methods: ["email"] });
  const { challenge } = given(await door.begin({ login, password, method: "totp" }, browser));
  const answer = await door.code({ challenge, code: shown() }, browser, null);
  assert.ok(isRefusal(answer) && answer.refusal.code === "method-forbidden");
  given(await door.change(challenge, "email", browser));
  given(await door.code({ challenge, code: house.mails.at(-1)?.code ?? "" }, browser, null));
  door.close();
});

test("codes by e-mail end on their day: told before, refused after, a code on its way too", async () => {
  const emailUntil = house.clock.now() + 60 * minute;
  const door = withPolicy({ emailUntil });
  const before = given(await door.begin({ login, password, method: "email" }, browser));
  assert.deepEqual([before.methodEndsAt, before.sending?.state], [emailUntil, "handed"]);
  assert.equal(given(await door.change(before.challenge, "totp", browser)).methodEndsAt, null);
  house.clock.advance(59 * minute);
  const late = given(await door.begin({ login, password, method: "email" }, browser));
  const code = house.mails.at(-1)?.code ?? "";
  house.clock.advance(minute);
  const answer = await door.code({ challenge: late.challenge, code }, browser, null);
  assert.ok(isRefusal(answer) && answer.refusal.code === "method-forbidden");
  const after = given(await door.begin({ login, password, method: "email" }, browser));
  assert.deepEqual(after.ways[0], { method: "email", state: "forbidden" });
  assert.deepEqual(
    after.ways.map(({ method }) => method),
    ["email", "sms", "totp"],
  );
  assert.equal(after.sending, null);
  const instead = given(await door.change(after.challenge, "sms", browser));
  assert.equal(instead.sending?.state, "handed");
  door.close();
});

test("a proof inside a session follows the policy too", async () => {
  const { challenge } = given(await house.signIn.begin({ login, password, method: "email" }, browser));
  const code = house.mails.at(-1)?.code ?? "";
  const { session } = given(await house.signIn.code({ challenge, code }, browser, null));
  const door = withPolicy({ methods: ["email"] });
  const step = given(await door.security.prove(session, "totp", browser));
  const proof = await door.security.proof(session, { challenge: step.challenge, code: shown() }, browser);
  assert.ok(isRefusal(proof) && proof.refusal.code === "method-forbidden");
  assert.deepEqual((await door.security.factors(session)).methods, ["email"]);
  door.close();
});

test("the day itself is the first without", () => {
  const policy = { methods: ["email", "totp"] as const, emailUntil: 1000 };
  assert.deepEqual(methodsAt(policy, 999), ["email", "totp"]);
  assert.deepEqual(methodsAt(policy, 1000), ["totp"]);
});
