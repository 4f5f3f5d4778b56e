import assert from "node:assert/strict";
import { test } from "node:test";
import type { PasskeyOffer } from "../../../contracts/passkeys.ts";
import { createSeededChance } from "../../foundations/chance.ts";
import { createAuthenticator } from "../test-authenticator.ts";
import { createPasskeyChallenges } from "./challenges.ts";
import { askWhole, offer } from "./questions.ts";
import { canHavePasskeys, relyingPartyOf } from "./relying-party.ts";
import { verifyAnswer, verifyMade } from "./verify.ts";

const rp = relyingPartyOf("https://bal.valdebrume.example:8443");
const [challenge, personId] = ["Q2hhbGxlbmdl", "p-nadege"];
const person = {
  id: personId,
  structureId: "valdebrume",
  login: "org.nadege.faure@valdebrume.mss.example",
  givenName: "Nadège",
  familyName: "Faure",
  name: "Nadège Faure",
  occupation: "",
  referent: false,
  referentFrom: null,
  referentUntil: null,
  administrator: false,
  state: "active" as const,
  endsAt: null,
};
const asked: PasskeyOffer = offer({ ...rp, name: "Caducée" }, challenge, person, []);

async function enrol() {
  const device = createAuthenticator(rp.origin);
  const state = await verifyMade(device.make(asked), { rp, challenge });
  assert.ok(state);
  return { device, passkey: { ...state, person_id: personId } };
}

/** The same with one bit of one byte changed, for each byte. */
function* changed(base64url: string): Generator<string> {
  const bytes = Buffer.from(base64url, "base64url");
  for (let place = 0; place < bytes.length; place++) {
    const other = Buffer.from(bytes);
    other.writeUInt8(bytes.readUInt8(place) ^ (1 << (place % 8)), place);
    yield other.toString("base64url");
  }
}

test("an answer holds as it is, and with none of its bytes changed", async () => {
  const { device, passkey } = await enrol();
  const answer = device.answer(askWhole(rp, challenge));
  const expected = { rp, challenge, mustVerify: true, mustName: true };
  assert.deepEqual(await verifyAnswer(answer, passkey, expected), { counter: 0, backed_up: 0 });
  for (const part of ["authenticatorData", "clientDataJSON", "signature"] as const)
    // Of the signature, the number that ends it: the form around it may be written in several ways.
    for (const other of [...changed(answer.response[part])].slice(part === "signature" ? -30 : 0)) {
      const wrong = { ...answer, response: { ...answer.response, [part]: other } };
      assert.equal(await verifyAnswer(wrong, passkey, expected), null, `${part} ${other}`);
    }
});

test("a new passkey that is cut short, nested without end or of endless size is refused", async () => {
  const made = createAuthenticator(rp.origin).make(asked);
  const whole = Buffer.from(made.response.attestationObject, "base64url");
  const bad = [
    Buffer.alloc(0),
    whole.subarray(0, 100),
    whole.subarray(0, 20),
    // Arrays of one, each in the one before it; then a text of 2^62 bytes (RFC 8949 §3).
    Buffer.alloc(6000, 0x81),
    Buffer.from("a163666d747b4000000000000000", "hex"),
  ];
  for (const bytes of bad) {
    const attestationObject = bytes.toString("base64url");
    const wrong = { ...made, response: { ...made.response, attestationObject } };
    assert.equal(await verifyMade(wrong, { rp, challenge }), null, bytes.subarray(0, 20).toString("hex"));
  }
  const renamed = { ...made, id: "AAAA", rawId: "AAAA" };
  assert.equal(await verifyMade(renamed, { rp, challenge }), null, "it is called otherwise than it says");
});

test("a challenge is read by whom it was made for, while it lives, as it was written", () => {
  const challenges = createPasskeyChallenges(Buffer.alloc(32, 7), createSeededChance("passkeys"));
  const made = challenges.make({ browser: "b" }, 1000);
  assert.equal(challenges.read(made, { browser: "b" }, 1000), 601_000);
  assert.equal(challenges.read(made, { browser: "b" }, 601_000), null);
  for (const asker of [{ browser: "c" }, { session: "b" }])
    assert.equal(challenges.read(made, asker, 1000), null);
  for (const other of [...changed(made), `${made}=`, `${made}A`, ""])
    assert.equal(challenges.read(other, { browser: "b" }, 1000), null, other);
  const others = createPasskeyChallenges(Buffer.alloc(32, 8), createSeededChance("passkeys"));
  assert.equal(others.read(made, { browser: "b" }, 1000), null);
  assert.notEqual(challenges.of("c1"), challenges.of("c2"));
  assert.notEqual(challenges.of("c1"), others.of("c1"));
});

test("passkeys are made for a host name, whatever the port", () => {
  assert.deepEqual(rp, { id: "bal.valdebrume.example", origin: "https://bal.valdebrume.example:8443" });
  assert.ok(canHavePasskeys("http://localhost:8025"));
  assert.ok(!canHavePasskeys("https://192.0.2.7") && !canHavePasskeys("https://[2001:db8::7]:8443"));
});
