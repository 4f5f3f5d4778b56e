import assert from "node:assert/strict";
import { test } from "node:test";
import type { Factors } from "../../contracts/security.ts";
import { bestFactor } from "./best-factor.ts";

const nothing: Factors = {
  methods: ["email", "sms", "totp", "passkey"],
  email: null,
  mobile: null,
  apps: [],
  passwordSetAt: null,
  passkeys: [],
  spares: null,
  psc: false,
  provenUntil: null,
};
const app = { id: "a1", name: "", addedAt: 0, usedAt: null };
const passkey = { ...app, id: "k1", shared: false };
const email = "n…e@valdebrume.example";
const mobile = "06 •• •• •• 07";
const best = (has: Partial<Factors>) => bestFactor({ ...nothing, ...has });

test("what is at hand comes first, Pro Santé Connect when nothing else is", () => {
  const all = { passkeys: [passkey], apps: [app], email, mobile, psc: true };
  assert.equal(best(all), "passkey");
  assert.equal(best({ ...all, passkeys: [] }), "totp");
  assert.equal(best({ ...all, passkeys: [], apps: [] }), "email");
  assert.equal(best({ mobile, psc: true }), "sms");
  assert.equal(best({ psc: true }), "psc");
});

test("what a structure forbids is no way, whoever has it", () => {
  const all = { passkeys: [passkey], apps: [app], email, mobile, psc: true };
  assert.equal(best({ ...all, methods: [] }), "psc");
  assert.equal(best({ ...all, methods: ["sms"] }), "sms");
  assert.equal(best({ ...all, methods: ["email"], email: null }), "psc");
});

test("codes on paper are another way, which the dialog takes; so is having none at all", () => {
  assert.equal(best({ psc: true, spares: { left: 3, madeAt: 0 } }), "email");
  assert.equal(best({ psc: true, spares: { left: 0, madeAt: 0 } }), "psc");
  assert.equal(best({}), "email");
  assert.equal(best({ methods: ["sms"] }), "sms");
});
