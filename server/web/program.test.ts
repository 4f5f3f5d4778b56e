import assert from "node:assert/strict";
import { after, test } from "node:test";
import { readRange } from "../foundations/networks.ts";
import { createStillClock } from "../foundations/clock.ts";
import { silentLog } from "../foundations/log.ts";
import type { AppPasswords } from "../sign-in/door.ts";
import { openTestHouse } from "../sign-in/test-house.ts";
import { challengeFor, createFindProgram } from "./program.ts";
import { createBrowser, openTestWeb } from "./test-web.ts";

const secret = "cad-2222-3333-4444-5555-6666-7777-aaaa-bbbb";
const asked = (headers: Record<string, string>) =>
  new Request("http://localhost:8025/jmap/session", { headers });
const range = (text: string) => readRange(text) ?? assert.fail();

const from = (address: string | null) => ({ address, certificate: null });
const clock = createStillClock(0);

/** A room that must not be asked. */
const untouched = new Proxy({}, { get: () => assert.fail("asked") }) as AppPasswords;

test("where they are off, no password is looked at, and no challenge invites one", async () => {
  const mailboxes = { listMailboxes: async () => [] };
  const find = createFindProgram({ appPasswords: untouched, mailboxes, settings: null, clock });
  const found = await find(asked({ authorization: `Bearer ${secret}` }), from("127.0.0.1"));
  assert.deepEqual(found, { why: "signed-out", challenge: null });
  assert.equal(await find(asked({}), from("127.0.0.1")), null, "nothing shown: a session may be");
  assert.equal(challengeFor(asked({}), from("127.0.0.1"), null, 0), null);
});

test("without an address, or from a proxy that speaks for nobody, nobody is let in", async () => {
  const settings = {
    networks: [range("10.0.0.0/8")],
    authorities: [],
    trustedProxies: [range("10.9.0.1")],
    mostDays: 365,
  };
  const seen: boolean[] = [];
  const appPasswords: AppPasswords = {
    ...untouched,
    async enter({ isElsewhere }) {
      seen.push(isElsewhere);
      return "refused";
    },
  };
  const mailboxes = { listMailboxes: async () => [] };
  const find = createFindProgram({ appPasswords, mailboxes, settings, clock });
  const shown = asked({ authorization: `Bearer ${secret}` });
  await find(shown, from(null));
  assert.deepEqual(seen, [], "no address, no look");
  await find(shown, from("10.9.0.1"));
  await find(shown, from("10.9.0.2"));
  await find(shown, from("192.0.2.1"));
  assert.deepEqual(seen, [true, false, true]);
});

test("where they are off, « Ma sécurité » has none of them, but takes back what was made before", async () => {
  const house = await openTestHouse();
  const web = await openTestWeb(house, silentLog, null);
  after(async () => {
    await web.close();
    await house.close();
  });
  const browser = createBrowser(web.app, house);
  await browser.signIn();
  for (const [operation, question] of [
    ["app-passwords", {}],
    ["new-app-password", { mailbox: "m1", name: "Logiciel", days: 30 }],
  ] as const)
    assert.equal((await browser.post(operation, question)).status, 404, operation);
  const { body } = await browser.post("remove-app-password", { id: "w" });
  assert.deepEqual(body, { refusal: { code: "proof-needed" } });
});
