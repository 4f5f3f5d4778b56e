import assert from "node:assert/strict";
import { after, suite, test } from "node:test";
import { isRefusal, type Refusal } from "../../contracts/refusals.ts";
import type { Person } from "../directory/door.ts";
import { remoteChanges, remoteReads } from "../foundations/database/operation.ts";
import { type MethodName } from "./rules/methods.ts";
import { type Narrowing, nothingNarrowed } from "./rules/policy.ts";
import type { SignInChanges, SignInReads } from "./store.ts";
import { engines, nadege, openTestHouse, password } from "./test-house.ts";

const minute = 60_000;
const day = 24 * 60 * minute;
const methods = ["email", "sms", "totp", "passkey"] as const;
const key = "MNQWI5LDMVSSAZDVEBRGCYZAMEQHGYLCNRSSA23J";

function given<Answer extends object>(answer: Answer | Refusal): Answer {
  assert.ok(!isRefusal(answer), JSON.stringify(answer));
  return answer;
}

/** Every list of some of these. */
function subsets<One>(all: readonly One[]): One[][] {
  return all.reduce<One[][]>((lists, one) => [...lists, ...lists.map((list) => [...list, one])], [[]]);
}

for (const engine of engines) {
  const house = await openTestHouse({ methods, trustMinutes: 120 }, engine);
  const { store, clock, directory, signIn } = house;
  const changes = remoteChanges<SignInChanges>(store, "sign-in");
  const reads = remoteReads<SignInReads>(store, "sign-in");
  let counter = 0;
  let version = 0;

  /** Somebody who holds these and no others. */
  async function put(held: readonly MethodName[]): Promise<Person> {
    const number = ++counter;
    const one = {
      ...nadege,
      login: `org.essai.numero${number}@valdebrume.mss.example`,
      familyName: `Numéro ${number}`,
      email: held.includes("email") ? `n${number}@ordinaire.example` : null,
      mobile: held.includes("sms") ? "+33639984107" : null,
    };
    const outcome = await directory.putPerson(one, "command");
    assert.ok(typeof outcome !== "string");
    const person = await directory.person(outcome.id);
    assert.ok(person);
    await signIn.setPassword(person, password, "command");
    if (held.includes("totp"))
      await signIn.security.putApp(person, { name: "Téléphone", secret: key }, "test");
    const name = `passkey${number}`;
    if (held.includes("passkey"))
      assert.equal(
        await changes.addPasskey({
          person,
          sessionId: "s",
          at: clock.now(),
          challenge: { hash: Buffer.from(name), endsAt: clock.now() + minute },
          passkey: {
            id: name,
            name,
            credential_id: name,
            public_key: Buffer.from(name),
            counter: 0,
            transports: "usb",
            backed_up: 0,
          },
          notice: { id: name, news: Buffer.from("-") },
        }),
        null,
      );
    return person;
  }

  const referent = await put(methods);
  const wish = (narrowed: Partial<Narrowing>) => ({
    structureId: "valdebrume",
    personId: referent.id,
    policy: signIn.policies.operator,
    narrowing: { ...nothingNarrowed, ...narrowed },
    at: clock.now(),
  });
  const effects = async (narrowed: Partial<Narrowing>) => given(await reads.policyEffects(wish(narrowed)));

  async function save(narrowed: Partial<Narrowing>): Promise<void> {
    const { seal } = await effects(narrowed);
    ({ version } = given(await changes.savePolicy({ ...wish(narrowed), version, seal })));
  }

  async function enter(person: Person, browser: string) {
    const begun = { login: person.login, password, method: "email" as const };
    const { challenge } = given(await signIn.begin(begun, browser));
    return given(await signIn.code({ challenge, code: house.mails.at(-1)?.code ?? "" }, browser, null));
  }

  suite(`what a structure takes away, on ${engine.name}`, () => {
    after(() => house.close());

    // What differs by engine is told by the other tests.
    if (engine.dialect === "sqlite")
      test("the preview and the sign-in agree, whatever is held and whatever is forbidden", async () => {
        const people = await Promise.all(subsets<MethodName>(methods).map(put));
        /** Whom the sign-in itself offers no way in. */
        const outside = async () => {
          const shut: string[] = [];
          for (const { id, login } of people) {
            const begun = await signIn.begin({ login, password, method: "email" }, "b");
            if (!given(begun).ways.some(({ state }) => state === "ready")) shut.push(id);
          }
          return shut.toSorted();
        };
        const before = await outside();
        assert.equal(before.length, 1);
        for (const forbidden of subsets<MethodName>(methods).filter((list) => list.length < methods.length)) {
          clock.advance(2 * day);
          const told = (await effects({ forbidden })).locked.map(({ personId }) => personId);
          await save({ forbidden });
          assert.deepEqual(
            [...told.filter((id) => people.some((one) => one.id === id)), ...before].toSorted(),
            await outside(),
            forbidden.join(),
          );
          await save({});
        }
        const all = wish({ forbidden: [...methods] });
        assert.equal((await effects({ forbidden: [...methods] })).keepsSelf, false);
        const refused = await changes.savePolicy({ ...all, version, seal: null });
        assert.ok(isRefusal(refused) && refused.refusal.code === "policy-shuts-oneself");
      });

    test("a code on its way when its method is forbidden opens nothing, and what is left is offered", async () => {
      const person = await put(["email", "sms"]);
      const begun = { login: person.login, password, method: "email" as const };
      const { challenge } = given(await signIn.begin(begun, "b"));
      const code = house.mails.at(-1)?.code ?? "";
      await save({ forbidden: ["email"] });
      const answer = await signIn.code({ challenge, code }, "b", null);
      assert.ok(isRefusal(answer) && answer.refusal.code === "method-forbidden");
      const { ways } = given(await signIn.begin(begun, "b"));
      assert.deepEqual(
        ways.filter(({ state }) => state !== "missing"),
        [
          { method: "email", state: "forbidden" },
          { method: "sms", state: "ready" },
        ],
      );
      await save({});
    });

    test("a sign-in asks the store no oftener for the sake of it", async () => {
      const person = await put(["email"]);
      const asked: string[] = [];
      const counting = {
        ...store,
        change: (name: string, args: unknown) => (asked.push(name), store.change(name, args)),
        read: (name: string, args: unknown) => (asked.push(name), store.read(name, args)),
      };
      const door = house.openDoor({ store: counting });
      const count = async () => {
        asked.length = 0;
        const { challenge } = given(
          await door.begin({ login: person.login, password, method: "email" }, "b"),
        );
        given(await door.code({ challenge, code: house.mails.at(-1)?.code ?? "" }, "b", null));
        return [...asked];
      };
      const before = await count();
      clock.advance(day);
      await save({ forbidden: ["sms"], idleMinutes: 10 });
      assert.deepEqual(await count(), before);
      assert.deepEqual(before, [
        "sign-in.takeTry",
        "sign-in.keepChallenge",
        "sign-in.challenge",
        "sign-in.answerChallenge",
      ]);
      door.close();
      await save({});
    });

    test("sessions that are open follow at once, and those that open next begin so", async () => {
      const person = await put(["email"]);
      const open = await enter(person, "b");
      clock.advance(minute);
      await save({ idleMinutes: 10, sessionMinutes: 60 });
      const held = await signIn.session(open.token, { renew: false });
      assert.ok(held !== null && held !== "locked");
      assert.equal(held.idleMs, 10 * minute);
      assert.equal(held.endsAt, open.session.endsAt - 3 * 60 * minute);
      const next = await enter(person, "b");
      assert.deepEqual([next.session.idleMs, next.session.endsAt], [10 * minute, clock.now() + 60 * minute]);
      clock.advance(10 * minute);
      assert.equal(await signIn.session(next.token, { renew: false }), "locked");
      await signIn.sweep();
      await save({ sessionMinutes: 60 });
      const wide = await enter(person, "b");
      assert.equal(wide.session.idleMs, 30 * minute);
      await save({});
    });

    test("trust that grows shorter ends, and a network that the structure calls shared has none", async () => {
      const person = await put(["email"]);
      const browser = { browser: null, system: null };
      const visitor = { address: "203.0.113.9", browser, cookie: null };
      const trust = async () => {
        const begun = { login: person.login, password, method: "email" as const, remember: true };
        const { challenge } = given(await signIn.begin(begun, "b", visitor));
        const code = house.mails.at(-1)?.code ?? "";
        const entered = given(await signIn.code({ challenge, code }, "b", null, visitor));
        const holder = { id: entered.session.id, person };
        const list = await signIn.browsers.list(holder, { ...visitor, cookie: entered.browser });
        return { list, cookie: entered.browser, begun, holder };
      };
      const trusted = await trust();
      assert.equal(trusted.list.browsers.filter(({ trustedUntil }) => trustedUntil !== null).length, 1);
      const again = { ...visitor, cookie: trusted.cookie };
      assert.ok(await signIn.enter(trusted.begun, "b", again, null));
      await save({ trustMinutes: 60 });
      assert.equal(await signIn.enter(trusted.begun, "b", again, null), null);
      const [shorter] = (await trust()).list.browsers.filter(({ trustedUntil }) => trustedUntil !== null);
      assert.equal(shorter?.trustedUntil, clock.now() + 60 * minute);
      await save({ networks: [{ name: "Accueil", ranges: ["203.0.113.0/24"], shared: true }] });
      const shared = await trust();
      const there = shared.list.browsers.filter(({ network }) => network === "Accueil");
      assert.deepEqual(
        there.map(({ trustedUntil }) => trustedUntil),
        [null],
      );
      const { attempts } = await signIn.security.attempts(shared.holder, null);
      assert.equal(attempts[0]?.network, "Accueil");
      await save({});
    });

    test("of two who save at once, one is refused, and what a session opened meanwhile is held too", async () => {
      const person = await put(["email"]);
      const begun = { login: person.login, password, method: "email" as const };
      for (const sessionMinutes of [60, 50, 40]) {
        clock.advance(day);
        const { challenge } = given(await signIn.begin(begun, "b"));
        const code = house.mails.at(-1)?.code ?? "";
        const asked = { ...wish({ sessionMinutes }), version, seal: null };
        const [entered, ...saves] = await Promise.all([
          signIn.code({ challenge, code }, "b", null),
          changes.savePolicy(asked),
          changes.savePolicy({ ...asked, narrowing: { ...asked.narrowing, idleMinutes: 5 } }),
        ]);
        const refused = saves.filter(isRefusal);
        assert.deepEqual(
          refused.map(({ refusal: { code: why } }) => why),
          ["policy-changed"],
        );
        version++;
        const held = await signIn.session(given(entered).token, { renew: false });
        assert.ok(held !== null && held !== "locked");
        assert.equal(held.endsAt, clock.now() + sessionMinutes * minute);
      }
      await save({});
      const versions = await reads.policyVersions({ structureId: "valdebrume" });
      assert.deepEqual(
        versions.slice(0, 2).map((one) => [one.version, one.savedBy]),
        [
          [version, referent.id],
          [version - 1, referent.id],
        ],
      );
    });

    test("whoever has only codes by e-mail is told of their end when it is set, 30, 7 and 1 days before, once each", async () => {
      const [alone, other] = [await put(["email"]), await put(["email", "totp"])];
      const node = house.openDoor();
      const count = async (login: string) => {
        // Two nodes at the same time, and twice.
        await Promise.all([signIn.policies.tellEnds(), node.policies.tellEnds()]);
        await signIn.policies.tellEnds();
        await signIn.sweep();
        await node.sweep();
        return house.notices.filter((one) => one.kind === "email-ends" && one.account === login).length;
      };
      assert.equal(await count(alone.login), 0);
      const end = clock.now() + 40 * day;
      await save({ emailUntil: end });
      assert.equal(await count(alone.login), 1);
      for (const [days, told] of [
        [31, 1],
        [30, 2],
        [8, 2],
        [7, 3],
        [2, 3],
        [1, 4],
        [0, 4],
      ] as const) {
        clock.advance(end - days * day - clock.now());
        assert.equal(await count(alone.login), told, `${days}`);
      }
      assert.equal(await count(other.login), 0);
      node.close();
      await save({});
    });
  });
}
