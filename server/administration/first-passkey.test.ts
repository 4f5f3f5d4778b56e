import assert from "node:assert/strict";
import { after, test } from "node:test";
import { conditionsVersion } from "../../contracts/first-access.ts";
import { isRefusal, type Refusal } from "../../contracts/refusals.ts";
import { createAuthenticator } from "../sign-in/test-authenticator.ts";
import { domain, engines, openAccessHouse } from "./test-house.ts";

const origin = "https://bal.valdebrume.example";
const browser = "b".repeat(43);
const password = "barque-cuivre-verger-7";
const house = await openAccessHouse(engines[0], { methods: ["email", "passkey"], publicUrl: origin });
const { signIn, clock } = house;
const { security, firstAccess } = signIn;
after(() => house.close());
let counter = 0;

function given<Answer extends object>(answer: Answer | Refusal): Answer {
  assert.ok(!isRefusal(answer), JSON.stringify(answer));
  return answer;
}

function codeOf(answer: object): string {
  return isRefusal(answer) ? answer.refusal.code : "yes";
}

/** Somebody at the end of her first access: her session is open on what she proved a moment ago. */
async function finish() {
  await house.giveAccess({ login: `org.essai.numero${++counter}@${domain}` });
  const link = house.link();
  given(await firstAccess.sendCode(link, "email", browser));
  given(await firstAccess.prove(link, { kind: "email", code: house.codes.at(-1)?.code ?? "" }, browser));
  const chosen = { password, conditions: conditionsVersion };
  return given(await signIn.finishFirstAccess(link, chosen, browser, null)).session;
}

test("a passkey is the second method of a first access, without another code, and opens alone from then on", async () => {
  const session = await finish();
  const device = createAuthenticator(origin);
  const { offer } = given(await security.newPasskey(session));
  const factors = given(await security.addPasskey(session, { passkey: device.make(offer), name: "" }));
  assert.equal(factors.passkeys.length, 1);
  const question = given(signIn.askPasskey(browser));
  const opened = given(await signIn.answerPasskey(device.answer(question), browser, null));
  assert.equal(opened.session.person.id, session.person.id);
});

test("what a first access proved lets nobody add one five minutes later, nor in another’s session", async () => {
  const [mine, hers] = [await finish(), await finish()];
  const device = createAuthenticator(origin);
  const { offer } = given(await security.newPasskey(mine));
  const made = { passkey: device.make(offer), name: "" };
  const stolen = await security.addPasskey(hers, made);
  assert.equal(codeOf(stolen), "passkey-expired");
  clock.advance(5 * 60_000);
  assert.equal(codeOf(await security.newPasskey(mine)), "proof-needed");
  // What was begun in time may be finished, for as long as a device may take.
  clock.advance(10 * 60_000);
  assert.equal(codeOf(await security.addPasskey(mine, made)), "passkey-expired");
  assert.equal((await security.factors(mine)).passkeys.length, 0);
});
