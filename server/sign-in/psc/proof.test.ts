import assert from "node:assert/strict";
import { after, beforeEach, suite, test } from "node:test";
import { isRefusal } from "../../../contracts/refusals.ts";
import { type Facts, silentLog } from "../../foundations/log.ts";
import type { LetIn, Session } from "../door.ts";
import { narrowHouse } from "../test-narrowing.ts";
import { engines, login, nadege, openTestHouse, password } from "../test-house.ts";
import { type Mischief, startTestProvider, testSubject } from "./test-provider.ts";

const minute = 60_000;
const browser = "browser-of-nadege";
const otherSubject = "899700990999";
const now = () => Math.floor(Date.now() / 1000);

for (const engine of engines) {
  const house = await openTestHouse({}, engine);
  const provider = await startTestProvider();
  const reasons: unknown[] = [];
  const log = { ...silentLog, warn: (_: string, facts?: Facts) => void reasons.push(facts?.reason) };
  const signIn = house.openDoor({ pscIssuer: provider.issuer, psc: provider.settings(), log });
  const { security } = signIn;
  const put = await house.directory.putPerson(
    { ...nadege, login: "org.marie@valdebrume.mss.example", givenName: "Marie" },
    "command",
  );
  assert.ok(typeof put !== "string");
  const marie = await house.directory.person(put.id);
  assert.ok(marie);
  await signIn.setPscSubject(marie, otherSubject, "command");

  suite(`a second factor given anew at Pro Santé Connect on ${engine.name}`, () => {
    after(async () => {
      signIn.close();
      await provider.close();
      await house.close();
    });
    let traced = 0;
    let own: LetIn;
    beforeEach(async () => {
      provider.mischief = {};
      reasons.length = 0;
      await signIn.setPscSubject(house.person, testSubject, "command");
      house.clock.advance(25 * 60 * minute);
      await signIn.sweep();
      own = await enter();
      traced = (await house.deeds()).length;
    });

    /** What the trace says since the session opened, in short. */
    const traces = async () =>
      (await house.deeds())
        .slice(traced)
        .filter(({ action }) => action !== "session.opened")
        .map(({ chain, action, actor, object, facts }) => [chain, action, actor, object, facts]);

    async function enter(subject = testSubject): Promise<LetIn> {
      const begun = await signIn.beginPsc(browser, null, { again: false });
      assert.ok("location" in begun);
      provider.mischief = { userinfo: { SubjectNameID: subject } };
      const opened = await signIn.answerPsc(provider.identify(begun.location), browser, null);
      provider.mischief = {};
      assert.ok("session" in opened, JSON.stringify(opened));
      return opened;
    }

    async function leave(session: Session = own.session, from = browser): Promise<string> {
      const begun = await security.beginPscProof(session, from);
      assert.ok("location" in begun, JSON.stringify(begun));
      return begun.location;
    }

    async function wordOf(answered: Promise<object | null>): Promise<string> {
      const answer = await answered;
      if (answer === null) return "no proof";
      return isRefusal(answer) ? answer.refusal.code : "proven";
    }

    const comeBack = (back: URLSearchParams, from = browser, token: string | null = own.token) =>
      wordOf(security.answerPscProof(back, from, token));

    async function goThrough(mischief: Mischief = {}): Promise<string> {
      const location = await leave();
      provider.mischief = mischief;
      return comeBack(provider.identify(location));
    }

    const provenUntil = async (session: Session = own.session) =>
      (await security.factors(session)).provenUntil;
    /** Whether the session’s person may change how she signs in, as the transaction of a change has it. */
    const mayChange = async (session: Session = own.session) => !isRefusal(await security.newApp(session));
    const isOpen = async () => typeof (await signIn.session(own.token, { renew: false })) === "object";

    test("she is asked anew there, and her session is proven for five minutes, with a trace", async () => {
      const { searchParams: asked } = new URL(await leave());
      assert.deepEqual(
        ["prompt", "max_age", "redirect_uri", "acr_values"].map((name) => asked.get(name)),
        ["login", "0", "http://localhost:8025/psc/retour", "eidas1"],
      );
      assert.equal((await security.factors(own.session)).psc, true);
      assert.equal(await mayChange(), false);

      assert.equal(await goThrough(), "proven");
      assert.equal(await provenUntil(), house.clock.now() + 5 * minute);
      assert.equal(await mayChange(), true);
      assert.deepEqual(await traces(), [
        [
          "structure:valdebrume",
          "session.proved",
          `person:${house.person.id}`,
          own.session.id,
          { method: "psc" },
        ],
      ]);
      assert.ok(await isOpen(), "and it is the session of before, under its token");
      house.clock.advance(5 * minute);
      assert.equal(await provenUntil(), null);
      assert.equal(await mayChange(), false);
    });

    test("the session of another method is proven too; signing out of it then ends the provider’s", async () => {
      const opened = await enterByCode();
      const back = provider.identify(await leave(opened.session));
      assert.equal(await comeBack(back, browser, opened.token), "proven");
      assert.equal(await mayChange(opened.session), true);
      assert.equal(await mayChange(), false, "and hers at another place is not");
      const { next } = await signIn.signOut(opened.token);
      assert.match(next ?? "", /\/logout\?id_token_hint=eyJ/);
      assert.deepEqual(await signIn.activities(opened.token), [], "of which nothing is kept");
    });

    test("nobody else’s card proves her session: not a colleague’s, not a stranger’s", async () => {
      for (const SubjectNameID of [otherSubject, "899700990111"])
        assert.equal(await goThrough({ userinfo: { SubjectNameID } }), "psc-other");
      assert.equal(await mayChange(), false);
      assert.ok(await isOpen());
      const { id } = house.person;
      const refused = [
        "structure:valdebrume",
        "proof.refused",
        "program",
        id,
        { method: "psc", reason: "psc-other" },
      ];
      assert.deepEqual(await traces(), [refused, refused]);
    });

    test("the same number of another provider is somebody else’s", async () => {
      const location = await leave();
      await signIn.setPscSubject(house.person, null, "command");
      const elsewhere = house.openDoor({ pscIssuer: "https://autre.example" });
      await elsewhere.setPscSubject(house.person, testSubject, "command");
      elsewhere.close();
      const again = await enterByCode();
      assert.equal((await security.factors(again.session)).psc, false);
      assert.equal(await wordOf(security.beginPscProof(again.session, browser)), "not-found");
      assert.equal(await comeBack(provider.identify(location)), "signed-out", "her former session ended");
    });

    async function enterByCode(): Promise<LetIn> {
      const begun = await signIn.begin({ login, password, method: "email" }, "b");
      assert.ok("challenge" in begun);
      const opened = await signIn.code(
        { challenge: begun.challenge, code: house.mails.at(-1)?.code ?? "" },
        "b",
        null,
      );
      assert.ok("session" in opened, JSON.stringify(opened));
      return opened;
    }

    test("her identity taken away while she is there proves nothing", async () => {
      const opened = await enterByCode();
      const location = await leave(opened.session);
      await signIn.setPscSubject(house.person, null, "command");
      assert.equal(await comeBack(provider.identify(location), browser, opened.token), "psc-other");
      await signIn.setPscSubject(house.person, testSubject, "command");
      const back = provider.identify(await leave(opened.session));
      assert.equal(await comeBack(back, browser, opened.token), "proven");
      await signIn.setPscSubject(house.person, null, "command");
      assert.equal(await mayChange(opened.session), false, "nor does what it proved count any more");
      assert.ok(await signIn.session(opened.token, { renew: false }));
    });

    test("a provider that did not ask anew is not believed, however it answers", async () => {
      assert.equal(await goThrough({ claims: { auth_time: now() - 120 } }), "psc-stale");
      assert.equal(await goThrough({ claims: { auth_time: now() - 3600 } }), "psc-stale");
      assert.equal(await goThrough({ claims: { auth_time: undefined } }), "psc-refused");
      assert.equal(await goThrough({ claims: { auth_time: "now" } }), "psc-refused");
      assert.equal(await goThrough({ claims: { auth_time: now() + 3600 } }), "psc-refused");
      assert.equal(await goThrough({ claims: { auth_time: Date.now() } }), "psc-refused");
      assert.equal(reasons[0], "stale");
      assert.equal(await mayChange(), false);
      assert.deepEqual(
        (await traces()).map(([, action, , object]) => [action, object]),
        Array.from({ length: 6 }, () => ["proof.refused", house.person.id]),
      );
    });

    test("she may have been asked at any time since she left, the clocks apart by the agreed seconds", async () => {
      const later = async (authTime: number) => {
        const location = await leave();
        house.clock.advance(5 * minute);
        provider.mischief = { claims: { auth_time: authTime } };
        return comeBack(provider.identify(location));
      };
      assert.equal(await later(now() - 280), "proven");
      assert.equal(await later(now() - 310), "proven", "their clock is a little late");
      assert.equal(await later(now() - 400), "psc-stale");
    });

    test("a level that is not taken at the door is not taken here, nor an answer that does not hold", async () => {
      assert.equal(await goThrough({ claims: { acr: "eidas0" } }), "psc-level");
      assert.equal(await goThrough({ claims: { nonce: "A".repeat(43) } }), "psc-refused");
      assert.equal(await goThrough({ back: { iss: "https://autre.example" } }), "psc-refused");
      assert.equal(await goThrough({ back: { code: undefined, error: "access_denied" } }), "psc-cancelled");
      assert.equal(await goThrough({ tokenStatus: 502 }), "psc-unavailable");
      assert.equal(await mayChange(), false);
      assert.ok(await isOpen());
    });

    test("a return of a sign-in proves nothing, and a return of a proof signs nobody in", async () => {
      const begun = await signIn.beginPsc(browser, own.token, { again: true });
      assert.ok("location" in begun);
      const signedIn = provider.identify(begun.location);
      assert.equal(await comeBack(signedIn), "no proof");
      const proof = provider.identify(await leave());
      assert.equal(await wordOf(signIn.answerPsc(proof, browser, own.token)), "psc-expired");
      // Whoever writes the other purpose into the state breaks its seal.
      for (const [back, purpose] of [
        [signedIn, 2],
        [proof, 1],
      ] as const) {
        const bytes = Buffer.from(back.get("state") ?? "", "base64url");
        bytes[0] = purpose;
        const forged = new URLSearchParams(back);
        forged.set("state", bytes.toString("base64url"));
        assert.notEqual(await comeBack(forged), "proven");
        assert.equal(await wordOf(signIn.answerPsc(forged, browser, null)), "psc-expired");
      }
      assert.equal(await mayChange(), false);
      assert.deepEqual(await traces(), []);
      assert.equal(await comeBack(proof), "proven", "and neither was used up");
    });

    test("a sign-in’s code is worth nothing in a proof’s journey", async () => {
      const begun = await signIn.beginPsc(browser, own.token, { again: true });
      assert.ok("location" in begun);
      const code = provider.identify(begun.location).get("code") ?? "";
      const proof = provider.identify(await leave());
      proof.set("code", code);
      assert.equal(await comeBack(proof), "psc-refused");
    });

    test("a journey is its browser’s and its session’s alone, for ten minutes, once", async () => {
      const back = provider.identify(await leave());
      assert.equal(await comeBack(back, "another-browser"), "psc-expired");
      assert.equal(await comeBack(back, ""), "psc-expired");
      const colleague = await enter(otherSubject);
      const elsewhere = await enterByCode();
      for (const { token } of [colleague, elsewhere])
        assert.equal(await comeBack(back, browser, token), "psc-expired");
      assert.equal(await comeBack(back, browser, null), "signed-out");
      assert.equal(await comeBack(back, browser, "no-such-token"), "signed-out");
      for (const { session } of [own, colleague, elsewhere])
        assert.equal(await provenUntil(session), null, "nobody’s");
      assert.equal(await comeBack(back), "proven");
      const again = provider.identify(await leave());
      again.set("state", back.get("state") ?? "");
      assert.equal(await comeBack(again), "psc-expired");

      const late = provider.identify(await leave());
      house.clock.advance(10 * minute);
      assert.equal(await comeBack(late), "psc-expired");
    });

    test("a return that comes twice at once proves once", async () => {
      const back = provider.identify(await leave());
      const answers = await Promise.all([1, 2, 3].map(() => comeBack(back)));
      assert.deepEqual(answers.sort(), ["proven", "psc-expired", "psc-expired"]);
    });

    test("a session that ended or was locked meanwhile is not proven", async () => {
      const locked = provider.identify(await leave());
      await signIn.lock.lock(own.token);
      assert.equal(await comeBack(locked), "locked");
      assert.equal(await provenUntil(), null);

      own = await enter();
      const ended = provider.identify(await leave());
      await signIn.signOut(own.token);
      assert.equal(await comeBack(ended), "signed-out");

      own = await enter();
      house.clock.advance(25 * minute);
      const silent = provider.identify(await leave());
      house.clock.advance(5 * minute);
      assert.equal(await comeBack(silent), "locked", "though nobody wrote it down yet");
    });

    test("it ends, or is locked, between the return and the proof: the transaction looks again", async () => {
      const ends = { ended: () => signIn.signOut(own.token), locked: () => signIn.lock.lock(own.token) };
      for (const [what, end] of Object.entries(ends)) {
        own = await enter();
        const location = await leave();
        const back = provider.identify(location);
        // While the provider is asked for its word, hence after the session was looked at.
        provider.whenAsked = async (path) => {
          if (path === "/token") await end();
        };
        assert.equal(await comeBack(back), what === "ended" ? "signed-out" : "locked");
        provider.whenAsked = null;
        assert.equal(await provenUntil(), null);
      }
    });

    test("a structure that forbids it forbids it here, before she leaves and while she is there", async () => {
      const location = await leave();
      // Who had no other way in would be locked out.
      await signIn.setPscSubject(marie, null, "command");
      await narrowHouse(house, signIn, { forbidden: ["psc"] });
      assert.equal((await security.factors(own.session)).psc, false);
      assert.equal(await wordOf(security.beginPscProof(own.session, browser)), "method-forbidden");
      assert.equal(await comeBack(provider.identify(location)), "method-forbidden");
      assert.equal(await mayChange(), false);
      assert.deepEqual((await traces()).at(-1)?.at(-1), { method: "psc", reason: "method-forbidden" });
      await narrowHouse(house, signIn, {});
      await signIn.setPscSubject(marie, otherSubject, "command");
    });

    test("without Pro Santé Connect nobody is offered it, and nothing comes back", async () => {
      const without = house.openDoor();
      assert.equal((await without.security.factors(own.session)).psc, false);
      assert.equal(await wordOf(without.security.beginPscProof(own.session, browser)), "not-found");
      const back = provider.identify(await leave());
      assert.equal(await wordOf(without.security.answerPscProof(back, browser, own.token)), "no proof");
      without.close();
      for (const state of ["", "A".repeat(63), "é", "Ag", "A".repeat(10_000)])
        assert.equal(await comeBack(new URLSearchParams({ code: "c", state })), "no proof");
    });
  });
}
