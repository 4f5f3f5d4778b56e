import assert from "node:assert/strict";
import { test } from "node:test";
import { parseOptions } from "@node-rs/argon2";
import { createPasswords } from "./passwords.ts";
import { signInDefaults } from "./rules/settings.ts";
import { createTurns } from "./turns.ts";

const cheap = { argon2: { memoryKiB: 64, passes: 1, lanes: 1 }, hashesAtOnce: 1, hashesWaiting: 10 };

test("hashes are argon2id with the parameters asked for", async () => {
  const hash = await createPasswords(signInDefaults).make("galet-tisane-horizon");
  assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

test("right and wrong passwords are told apart, in either form of their accents", async () => {
  const passwords = createPasswords(cheap);
  const hash = await passwords.make("étoile-pavé-noël");
  assert.deepEqual(await passwords.check("étoile-pavé-noël".normalize("NFD"), hash), {
    right: true,
    stronger: null,
  });
  assert.deepEqual(await passwords.check("etoile-pave-noel", hash), { right: false, stronger: null });
});

test("nobody's password is never right", async () => {
  assert.deepEqual(await createPasswords(cheap).check("galet-tisane-horizon", null), {
    right: false,
    stronger: null,
  });
});

test("a weaker hash is made anew when its password is right, and only then", async () => {
  const weak = await createPasswords(cheap).make("galet-tisane-horizon");
  const stronger = createPasswords({ ...cheap, argon2: { memoryKiB: 128, passes: 2, lanes: 1 } });
  const checked = await stronger.check("galet-tisane-horizon", weak);
  assert.ok(checked !== "busy" && checked.stronger);
  assert.equal(parseOptions(checked.stronger).memoryCost, 128);
  assert.deepEqual(await stronger.check("galet-tisane-horizon", checked.stronger), {
    right: true,
    stronger: null,
  });
  assert.deepEqual(await stronger.check("autre", weak), { right: false, stronger: null });
});

test("few at once, few waiting, in order; the others are sent away at once", async () => {
  const turns = createTurns(2, 2);
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const order: number[] = [];
  let atOnce = 0;
  let most = 0;
  const taken = [1, 2, 3, 4, 5].map((number) =>
    turns.take(async () => {
      most = Math.max(most, ++atOnce);
      await gate;
      order.push(number);
      atOnce--;
      return number;
    }),
  );
  assert.equal(await taken[4], "busy");
  open();
  assert.deepEqual(await Promise.all(taken), [1, 2, 3, 4, "busy"]);
  assert.deepEqual([most, order], [2, [1, 2, 3, 4]]);
});

test("a work that fails gives its turn back", async () => {
  const turns = createTurns(1, 0);
  await assert.rejects(turns.take(() => Promise.reject(new Error("for the test"))));
  assert.equal(await turns.take(async () => "again"), "again");
});
