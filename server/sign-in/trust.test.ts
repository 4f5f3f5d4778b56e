import assert from "node:assert/strict";
import { after, beforeEach, suite, test } from "node:test";
import { isRefusal } from "../../contracts/refusals.ts";
import { createComputer, networks, office, ward } from "./test-computer.ts";
import { engines, login, nadege, openTestHouse, password } from "./test-house.ts";

const minute = 60_000;
const hour = 60 * minute;
const phone = "MNQWI5LDMVSSAZDVEBRGCYZAMEQHGYLCNRSSA23J";

for (const engine of engines) {
  const house = await openTestHouse({ methods: ["email", "totp"], trustMinutes: 240, networks }, engine);
  const { signIn } = house;
  const computerAt = (address: string | null = null) => createComputer(house, address, signIn);

  suite(`trusted browsers on ${engine.name}`, () => {
    after(async () => {
      await house.close();
    });
    beforeEach(async () => {
      house.clock.advance(25 * hour);
      await signIn.sweep();
    });

    /** A session in which a second factor was just given anew. */
    async function proven() {
      const desk = computerAt(office);
      const { session } = await desk.signIn();
      await desk.prove(session);
      return { desk, session };
    }

    test("« Se souvenir de moi »: the password alone opens for four hours after both factors, and no longer", async () => {
      const desk = computerAt();
      const first = await desk.signIn(true);
      house.clock.advance(4 * hour - 1);
      const before = house.mails.length;
      const entered = await desk.ask({ remember: true });
      assert.ok("session" in entered, JSON.stringify(entered));
      assert.equal(house.mails.length, before, "no code was sent");
      assert.equal(entered.session.endsAt, first.session.endsAt, "it ends with the trust");
      assert.equal((await house.deeds()).at(-1)?.facts["method"], "trusted");
      house.clock.advance(1);
      assert.equal(await signIn.session(entered.token, { renew: true }), null);
      assert.equal(await desk.tell({ remember: true }), "code");
    });

    test("trust is not renewed by being used", async () => {
      const desk = computerAt();
      await desk.signIn(true);
      for (const _ of [1, 2, 3]) {
        house.clock.advance(79 * minute);
        assert.equal(await desk.tell({ remember: true }), "open");
      }
      house.clock.advance(4 * minute);
      assert.equal(await desk.tell({ remember: true }), "code");
    });

    test("without the tick nothing is trusted, trust is not used, and both factors end it", async () => {
      const desk = computerAt();
      await desk.signIn(false);
      assert.equal(await desk.tell({ remember: true }), "code");
      await desk.signIn(true);
      assert.equal(await desk.tell({ remember: false }), "code");
      assert.equal(await desk.tell({ remember: true }), "open");
      await desk.signIn(false);
      assert.equal(await desk.tell({ remember: true }), "code");
    });

    test("trust is of one person in one browser, and never without the password", async () => {
      const desk = computerAt();
      await desk.signIn(true);
      assert.equal(await desk.tell({ remember: true, password: "autre-chose-encore" }), "wrong-login");
      const elsewhere = computerAt();
      assert.equal(await elsewhere.tell({ remember: true }), "code");
      elsewhere.own.browser = "x".repeat(43);
      assert.equal(await elsewhere.tell({ remember: true }), "code");
      const put = await house.directory.putPerson(
        { ...nadege, login: "org.marie@valdebrume.mss.example", givenName: "Marie" },
        "command",
      );
      assert.ok(typeof put !== "string");
      const marie = await house.directory.person(put.id);
      assert.ok(marie);
      await signIn.setPassword(marie, password, "command");
      assert.equal(await desk.tell({ remember: true, login: marie.login }), "code");
    });

    test("a trusted browser has a cookie that nobody knew before", async () => {
      const desk = computerAt();
      await desk.signIn();
      const planted = desk.own.browser;
      await desk.signIn(true);
      assert.notEqual(desk.own.browser, planted);
      const thief = computerAt();
      thief.own.browser = planted;
      assert.equal(await thief.tell({ remember: true }), "code");
      assert.equal(await desk.tell({ remember: true }), "open");
      assert.equal(
        (await signIn.browsers.list(await holderOf(desk), desk.visitor())).browsers[0]?.isThis,
        true,
      );
    });

    async function holderOf({ own }: ReturnType<typeof computerAt>) {
      const session = await signIn.session(own.token ?? "", { renew: false });
      assert.ok(session && session !== "locked");
      return session;
    }

    test("a trusted session changes nothing of how one signs in without a second factor", async () => {
      const desk = computerAt();
      await desk.signIn(true);
      const entered = await desk.ask({ remember: true });
      assert.ok("session" in entered);
      const refused = await signIn.security.newApp(entered.session);
      assert.ok(isRefusal(refused) && refused.refusal.code === "proof-needed");
    });

    test("a new password ends the trust everywhere", async () => {
      const desk = computerAt();
      await desk.signIn(true);
      await signIn.setPassword(house.person, "nouveau-galet-horizon", "command");
      assert.equal(await desk.tell({ remember: true, password: "nouveau-galet-horizon" }), "code");
      await signIn.setPassword(house.person, password, "command");
      assert.equal(await desk.tell({ remember: true }), "code");
    });

    test("removing a method ends the trust, and so does losing the one it came from", async () => {
      const desk = computerAt();
      await signIn.security.putApp(house.person, { name: "", secret: phone }, "command");
      await desk.signIn(true);
      const other = await proven();
      const [app] = (await signIn.security.factors(other.session)).apps;
      await signIn.security.removeApp(other.session, app?.id ?? "");
      assert.equal(await desk.tell({ remember: true }), "code");

      await desk.signIn(true);
      const strict = house.openDoor({ settings: { ...house.settings, methods: ["totp"] } });
      const same = createComputer(house, null, strict);
      same.own.browser = desk.own.browser;
      assert.equal(await same.tell({ remember: true, method: "totp" }), "code");
      strict.close();
      assert.equal(await desk.tell({ remember: true }), "open");
    });

    test("the operator's policy ends it at once", async () => {
      const desk = computerAt();
      await desk.signIn(true);
      const strict = house.openDoor({ settings: { ...house.settings, trustMinutes: 0 } });
      const same = createComputer(house, null, strict);
      same.own.browser = desk.own.browser;
      assert.equal(await same.tell({ remember: true }), "code");
      await same.signIn(true);
      strict.close();
    });

    test("on a network of shared posts nothing is trusted, and silence is short", async () => {
      const post = computerAt(ward);
      const { session, token } = await post.signIn(true);
      assert.equal(session.idleMs, 10 * minute);
      assert.equal(await post.tell({ remember: true }), "code");
      assert.equal(await signIn.browsers.isShared(post.visitor()), true);
      house.clock.advance(10 * minute);
      assert.equal(await signIn.session(token, { renew: true }), "locked");
      await signIn.sweep();
      const { action, object } = (await house.deeds()).at(-1) ?? {};
      assert.deepEqual([action, object], ["session.locked", session.id]);
      // What is trusted elsewhere is not, once it stands there.
      const laptop = computerAt(office);
      await laptop.signIn(true);
      const carried = computerAt(ward);
      carried.own.browser = laptop.own.browser;
      assert.equal(await carried.tell({ remember: true }), "code");
      assert.equal(await laptop.tell({ remember: true }), "open");
    });

    test("each browser is listed with its network, and forgotten after a second factor: its sessions end", async () => {
      const laptop = computerAt();
      const left = await laptop.signIn(true);
      house.clock.advance(minute);
      const { desk, session } = await proven();
      const { browsers, post } = await signIn.browsers.list(session, desk.visitor());
      const [here, there] = browsers;
      assert.deepEqual(here, {
        id: here?.id,
        browser: "Firefox",
        system: "Windows",
        network: "Accueil",
        firstAt: house.clock.now(),
        usedAt: house.clock.now(),
        trustedUntil: null,
        isThis: true,
      });
      assert.deepEqual([there?.trustedUntil, there?.isThis], [left.session.endsAt, false]);
      assert.deepEqual(post, { state: "own", may: null });

      const ended: string[] = [];
      signIn.onEnded((id) => ended.push(id));
      const after = await signIn.browsers.forget(session, there?.id ?? "", desk.visitor());
      assert.ok("browsers" in after);
      assert.ok(!after.browsers.some(({ id }) => id === there?.id));
      assert.deepEqual(ended, [left.session.id]);
      assert.equal(await laptop.tell({ remember: true }), "code");
      await signIn.browsers.forget(session, here?.id ?? "", desk.visitor());
      assert.ok(
        await signIn.session(desk.own.token ?? "", { renew: false }),
        "the session that asks goes on",
      );
    });

    test("another's browser, or a stale proof, is forgotten by nobody", async () => {
      const laptop = computerAt();
      const { session } = await laptop.signIn(true);
      const { browsers } = await signIn.browsers.list(session, laptop.visitor());
      const id = browsers[0]?.id ?? "";
      const early = await signIn.browsers.forget(session, id, laptop.visitor());
      assert.ok(isRefusal(early) && early.refusal.code === "proof-needed");
      const stranger = { id: (await proven()).session.id, person: { ...house.person, id: "somebody" } };
      const other = await signIn.browsers.forget(stranger, id, laptop.visitor());
      assert.ok(isRefusal(other) && other.refusal.code === "not-found");
      assert.equal(await laptop.tell({ remember: true }), "open");
    });

    test("a browser that is new to the person is told, with what it is and where; the next time it is not", async () => {
      await computerAt(office).signIn();
      house.clock.advance(minute);
      const since = house.clock.now();
      const told = () => house.notices.filter((one) => one.kind === "new-place" && one.at >= since);
      const fresh = computerAt(office);
      await fresh.signIn();
      await fresh.signIn();
      await fresh.signIn(true);
      await fresh.tell({ remember: true });
      house.clock.advance(minute);
      const last = house.clock.now();
      await computerAt(office).signIn();
      while (told().length < 2) await signIn.sweep();
      const facts = {
        kind: "new-place",
        to: nadege.email,
        account: login,
        from: { browser: "Firefox", system: "Windows" },
        network: "Accueil",
        isNew: ["browser"],
        reference: "",
      };
      assert.deepEqual(
        told().map((one) => ({ ...one, reference: "" })),
        [since, last].map((at) => ({ ...facts, at })),
      );
    });

    test("of a person's browsers the thirty last used are kept", async () => {
      const desk = computerAt();
      let session = (await desk.signIn()).session;
      for (let index = 0; index < 33; index++) {
        house.clock.advance(hour);
        session = (await computerAt().signIn()).session;
      }
      const { browsers } = await signIn.browsers.list(session, desk.visitor());
      assert.equal(browsers.length, 30);
      assert.ok(browsers.every(({ isThis }) => !isThis));
    });
  });
}
