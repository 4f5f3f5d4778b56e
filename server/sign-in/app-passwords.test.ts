import assert from "node:assert/strict";
import { after, beforeEach, suite, test } from "node:test";
import { isRefusal, type Refusal } from "../../contracts/refusals.ts";
import type { AppCredentials } from "./app-passwords.ts";
import type { Session } from "./door.ts";
import { readAppSecret, writeAppSecret } from "./rules/app-password.ts";
import { engines, login, nadege, openTestHouse, password } from "./test-house.ts";

const hour = 3_600_000;
const day = 24 * hour;
const browser = "browser-of-nadege";
const mailbox = { id: "m1", address: "accueil.ime@valdebrume.mss.example" };
const here = { user: null, network: "10.1.0.7", isElsewhere: false };

test("a secret is read however it was copied, and nothing else is one", () => {
  const secret = writeAppSecret(Buffer.alloc(20, 0xa5));
  assert.match(secret, /^cad(-[a-z2-7]{4}){8}$/);
  const letters = readAppSecret(secret);
  for (const typed of [secret.toUpperCase(), secret.replaceAll("-", ""), ` ${secret.replaceAll("-", " ")}\n`])
    assert.equal(readAppSecret(typed), letters);
  for (const wrong of [
    "",
    "cad-",
    secret.slice(0, -1),
    `${secret}a`,
    secret.slice(3),
    secret.replace("cad", "cab"),
    password,
  ])
    assert.equal(readAppSecret(wrong), null, wrong);
});

for (const engine of engines) {
  const house = await openTestHouse({}, engine);
  const { appPasswords, security } = house.signIn;

  suite(`application passwords on ${engine.name}`, () => {
    after(() => house.close());
    beforeEach(() => {
      house.clock.advance(25 * hour);
      house.mails.length = 0;
      house.notices.length = 0;
    });

    function given<Answer extends object>(answer: Answer | Refusal): Answer {
      assert.ok(!isRefusal(answer), JSON.stringify(answer));
      return answer;
    }
    const codeOf = (answer: object | null) => answer && isRefusal(answer) && answer.refusal.code;

    async function signIn(): Promise<Session> {
      const { challenge } = given(await house.signIn.begin({ login, password, method: "email" }, browser));
      const code = house.mails.at(-1)?.code ?? "";
      return given(await house.signIn.code({ challenge, code }, browser, null)).session;
    }

    async function prove(session: Session): Promise<void> {
      const { challenge } = given(await security.prove(session, "email", browser));
      given(await security.proof(session, { challenge, code: house.mails.at(-1)?.code ?? "" }, browser));
    }

    async function make(days = 365) {
      const session = await signIn();
      await prove(session);
      return { session, ...given(await appPasswords.make(session, { mailbox, name: "Logiciel", days })) };
    }

    const enter = (secret: string, more: Partial<AppCredentials> = {}) =>
      appPasswords.enter({ ...here, secret, ...more });

    async function refusals(): Promise<string[]> {
      const rows = (await house.audit()).filter(({ action }) => action === "app-password.refused");
      return rows.map(({ facts }) => String(facts["reason"]));
    }

    test("one is made after a second factor given anew, told by e-mail, and opens its mailbox alone", async () => {
      const session = await signIn();
      const wanted = { mailbox, name: "Logiciel de soins", days: 30 };
      assert.equal(codeOf(await appPasswords.make(session, wanted)), "proof-needed");
      await prove(session);
      const { id, secret, expiresAt } = given(await appPasswords.make(session, wanted));
      assert.equal(expiresAt, house.clock.now() + 30 * day);
      const entered = await enter(secret);
      assert.deepEqual(entered, { id, person: house.person, mailboxId: "m1", endsAt: expiresAt });
      await house.signIn.sweep();
      assert.deepEqual(
        house.notices.map((one) => [one.kind, "name" in one && one.name, one.to]),
        [["app-password-made", "Logiciel de soins", nadege.email]],
      );
      const made = (await house.audit()).find((row) => row.object === id);
      assert.deepEqual(
        [made?.action, made?.actor, made?.facts["mailbox"]],
        ["app-password.made", `person:${house.person.id}`, "m1"],
      );
      assert.ok(!JSON.stringify(await house.audit()).includes(secret.slice(4, 13)));
    });

    test("by name: the login or the mailbox's address, in any case, and no other", async () => {
      const { secret } = await make();
      for (const user of [login, login.toUpperCase(), mailbox.address])
        assert.equal(typeof (await enter(secret, { user })), "object", user);
      for (const user of ["org.yanis@valdebrume.mss.example", "foyer@valdebrume.mss.example", "x"])
        assert.equal(await enter(secret, { user }), "refused", user);
      assert.deepEqual((await refusals()).slice(-3), ["other-login", "other-login", "other-login"]);
    });

    test("it ends by its term, by its removal, and with the password of its person", async () => {
      const short = await make(1);
      const kept = await make();
      house.clock.advance(day);
      assert.equal(await enter(short.secret), "refused");
      assert.equal((await refusals()).at(-1), "expired");
      assert.equal(typeof (await enter(kept.secret)), "object");

      const session = await signIn();
      assert.equal(codeOf(await appPasswords.remove(session, kept.id)), "proof-needed");
      await prove(session);
      assert.equal(codeOf(await appPasswords.remove(session, "w-of-somebody")), "not-found");
      const ended: string[] = [];
      const stop = house.signIn.onEnded((id) => ended.push(id));
      assert.equal(await appPasswords.remove(session, kept.id), null);
      assert.deepEqual(ended, [kept.id], "its streams close");
      assert.equal(await enter(kept.secret), "refused");
      assert.equal((await refusals()).at(-1), "removed");

      const last = await make();
      await house.signIn.setPassword(house.person, "un-tout-autre-mot", "command");
      assert.ok(ended.includes(last.id));
      assert.equal(await enter(last.secret), "refused");
      await house.signIn.setPassword(house.person, password, "command");
      assert.equal(await enter(last.secret), "refused", "it does not come back");
      stop();
    });

    test("never longer than the operator allows", async () => {
      const { expiresAt } = await make(3650);
      assert.equal(expiresAt, house.clock.now() + 365 * day);
    });

    test("another person removes nothing", async () => {
      const { id, secret, session } = await make();
      const put = await house.directory.putPerson(
        { ...nadege, login: "org.yanis@valdebrume.mss.example", givenName: "Yanis" },
        "command",
      );
      assert.ok(typeof put !== "string");
      const yanis = (await house.directory.person(put.id)) ?? assert.fail();
      assert.equal(codeOf(await appPasswords.remove({ id: session.id, person: yanis }, id)), "not-found");
      assert.deepEqual(await appPasswords.list(yanis), []);
      assert.equal(typeof (await enter(secret)), "object");
    });

    test("ten at most, those that ended apart", async () => {
      const session = await signIn();
      await prove(session);
      const wanted = { mailbox, name: "Logiciel", days: 1 };
      const living = (await appPasswords.list(house.person)).filter(
        (one) => one.expiresAt > house.clock.now(),
      );
      for (let count = living.length; count < 10; count++) given(await appPasswords.make(session, wanted));
      assert.equal(codeOf(await appPasswords.make(session, wanted)), "too-many-app-passwords");
      house.clock.advance(day);
      const again = await signIn();
      await prove(again);
      const { id } = given(await appPasswords.make(again, wanted));
      assert.equal(await appPasswords.remove(again, id), null);
    });

    test("wrong secrets are written down ten times a day, under whom they name; a right one always enters", async () => {
      const { secret } = await make();
      const wrong = writeAppSecret(house.chance.bytes(20));
      const before = (await refusals()).length;
      for (let index = 0; index < 10; index++) assert.equal(await enter(wrong, { user: login }), "refused");
      for (let index = 0; index < 3; index++) assert.equal(await enter(wrong, { user: login }), "too-many");
      assert.equal((await refusals()).length, before + 10);
      assert.equal(typeof (await enter(secret, { user: login })), "object", "nobody shuts a program out");
      assert.equal(await enter(wrong), "refused", "without a name, under where it comes from");
      assert.equal(await enter(wrong, { user: "org.autre@valdebrume.mss.example" }), "refused");
      house.clock.advance(day);
      assert.equal(await enter(wrong, { user: login }), "refused");
    });

    test("failures of programs keep nobody from signing in, nor the reverse", async () => {
      const wrong = writeAppSecret(house.chance.bytes(20));
      for (let index = 0; index < 12; index++) await enter(wrong, { user: login });
      given(await house.signIn.begin({ login, password, method: "email" }, browser));
      const { secret } = await make();
      for (let index = 0; index < 10; index++)
        await house.signIn.begin({ login, password: "pas-le-bon-mot", method: "email" }, browser);
      assert.equal(typeof (await enter(secret, { user: login })), "object");
    });

    test("what is not of the form is compared with nothing and writes nothing", async () => {
      const before = (await refusals()).length;
      for (const secret of ["", password, "cad-", "x".repeat(10_000)])
        assert.equal(await enter(secret, { user: login }), "refused");
      assert.equal((await refusals()).length, before);
    });

    test("from a network that is not listed: nothing opens; a right secret, which leaked, leaves its trace", async () => {
      const { secret, id } = await make();
      assert.equal(await enter(secret, { isElsewhere: true }), "refused");
      const row = (await house.audit()).findLast(({ action }) => action === "app-password.refused");
      assert.deepEqual(
        [row?.action, row?.object, row?.facts],
        ["app-password.refused", id, { reason: "elsewhere" }],
      );
      const before = (await refusals()).length;
      assert.equal(await enter(writeAppSecret(house.chance.bytes(20)), { isElsewhere: true }), "refused");
      assert.equal((await refusals()).length, before, "the Internet writes no rows here");
    });

    test("the last use is kept to the hour, and traced once a day", async () => {
      const { secret, id } = await make();
      const usedAt = async () => (await appPasswords.list(house.person)).find((one) => one.id === id)?.usedAt;
      const used = async () =>
        (await house.audit()).filter((row) => row.action === "app-password.used" && row.object === id).length;
      const settle = async (at: number) => {
        for (let turn = 0; turn < 200 && (await usedAt()) !== at; turn++)
          await new Promise((resolve) => setImmediate(resolve));
        assert.equal(await usedAt(), at);
      };
      const first = house.clock.now();
      assert.equal(await usedAt(), null);
      await enter(secret);
      await settle(first);
      house.clock.advance(hour - 1);
      await enter(secret);
      await settle(first);
      house.clock.advance(1);
      await enter(secret);
      await settle(first + hour);
      assert.equal(await used(), 1);
      house.clock.advance(day);
      await enter(secret);
      await settle(first + hour + day);
      assert.equal(await used(), 2);
    });

    test("one that comes from elsewhere is put once, and does not come back once it was removed", async () => {
      const secret = writeAppSecret(house.chance.bytes(20));
      const put = () => appPasswords.put(house.person, { mailbox, name: "Essai", secret }, "command");
      assert.equal(await put(), "set");
      assert.equal(await put(), "unchanged");
      const entered = await enter(secret);
      assert.ok(typeof entered === "object");
      const session = await signIn();
      await prove(session);
      assert.equal(await appPasswords.remove(session, entered.id), null);
      assert.equal(await put(), "unchanged");
      assert.equal(await enter(secret), "refused");
      const malformed = { mailbox, name: "Essai", secret: password };
      assert.equal(await appPasswords.put(house.person, malformed, "command"), "malformed");
    });

    test("long after its end, nothing of it is left", async () => {
      const { id } = await make(1);
      house.clock.advance(2 * day);
      await house.signIn.sweep();
      const listed = async () => (await appPasswords.list(house.person)).some((one) => one.id === id);
      assert.ok(await listed(), "its person still sees why the program stopped");
      house.clock.advance(30 * day);
      await signIn();
      house.clock.advance(day);
      await house.signIn.sweep();
      assert.ok(!(await listed()));
    });
  });
}
