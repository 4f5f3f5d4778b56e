import assert from "node:assert/strict";
import { after, beforeEach, suite, test } from "node:test";
import type { PasskeyAnswer, PasskeyQuestion } from "../../../contracts/passkeys.ts";
import { isRefusal, type Refusal, type RefusalCode } from "../../../contracts/refusals.ts";
import type { CodeStep } from "../../../contracts/sign-in.ts";
import type { Notice } from "../../notifications/door.ts";
import type { Session } from "../door.ts";
import { createAuthenticator, type Twist } from "../test-authenticator.ts";
import { narrowHouse } from "../test-narrowing.ts";
import { engines, login, nadege, openTestHouse, password } from "../test-house.ts";

const minute = 60_000;
const browser = "browser-of-nadege";
const origin = "https://bal.valdebrume.example";

for (const engine of engines) {
  const house = await openTestHouse({ methods: ["email", "totp", "passkey"], publicUrl: origin }, engine);
  const { security } = house.signIn;

  suite(`passkeys on ${engine.name}`, () => {
    after(() => house.close());
    // A day later nothing counts any more, and no passkey is left: each test begins afresh.
    beforeEach(async () => {
      await nextDay();
      const { session } = await signIn();
      await prove(session);
      for (const { id } of (await security.factors(session)).passkeys)
        given(await security.removePasskey(session, id));
      await nextDay();
    });

    async function nextDay(): Promise<void> {
      house.clock.advance(25 * 60 * minute);
      await house.signIn.sweep();
    }

    function given<Answer extends object>(answer: Answer | Refusal): Answer {
      assert.ok(!isRefusal(answer), JSON.stringify(answer));
      return answer;
    }

    function codeOf(answer: object): RefusalCode | null {
      return isRefusal(answer) ? answer.refusal.code : null;
    }

    async function signIn(as = login, from = browser) {
      const { challenge } = given(await house.signIn.begin({ login: as, password, method: "email" }, from));
      const code = house.mails.at(-1)?.code ?? "";
      return given(await house.signIn.code({ challenge, code }, from, null));
    }

    async function prove(session: Session): Promise<void> {
      const { challenge } = given(await security.prove(session, "email", browser));
      given(await security.proof(session, { challenge, code: house.mails.at(-1)?.code ?? "" }, browser));
    }

    /** A device whose passkey the person has added. */
    async function enrol(options: { counts?: boolean; synced?: boolean } = {}, as = login) {
      const device = createAuthenticator(origin, options);
      const { session } = await signIn(as);
      await prove(session);
      const { offer } = given(await security.newPasskey(session));
      const passkey = device.make(offer);
      const factors = given(await security.addPasskey(session, { passkey, name: "Ordinateur" }));
      return { device, session, offer, factors };
    }

    function ask(from = browser): PasskeyQuestion {
      return given(house.signIn.askPasskey(from));
    }

    function enter(answer: PasskeyAnswer, from = browser) {
      return house.signIn.answerPasskey(answer, from, null);
    }

    async function begin(): Promise<CodeStep & { passkey: PasskeyQuestion }> {
      const step = given(await house.signIn.begin({ login, password, method: "passkey" }, browser));
      assert.ok(step.passkey);
      return { ...step, passkey: step.passkey };
    }

    async function lastTrace() {
      // Notices leave by themselves, and are traced when they have left.
      const rows = (await house.audit()).filter((row) => row.action !== "notice.sent");
      const { action, outcome, facts, chain } = rows.at(-1)!;
      return { line: `${action} ${outcome}`, facts, chain };
    }

    /** A notice leaves by itself, after what it tells of. */
    async function told(kind: Notice["kind"]): Promise<Notice> {
      for (;;) {
        const notice = house.notices.find((one) => one.kind === kind);
        if (notice) return notice;
        await new Promise((run) => setImmediate(run));
      }
    }

    /** A second person of the same structure, who signs in with the same words. */
    async function openMarie() {
      const put = await house.directory.putPerson(
        { ...nadege, login: "org.marie.lenoir@valdebrume.mss.example", email: "m@valdebrume.example" },
        "command",
      );
      if (typeof put === "string") throw new Error(put);
      const marie = await house.directory.person(put.id);
      assert.ok(marie);
      await house.signIn.setPassword(marie, password, "command");
      return marie;
    }

    test("one that the structure forbids opens nothing, and says so to its holder alone", async () => {
      const { device } = await enrol();
      const asked = ask();
      await narrowHouse(house, house.signIn, { forbidden: ["passkey"] });
      assert.equal(codeOf(await enter(device.answer(asked))), "method-forbidden");
      const unproven = device.answer(ask(), { verified: false });
      assert.equal(codeOf(await enter(unproven)), "passkey-refused");
      await narrowHouse(house, house.signIn, {});
      given(await enter(device.answer(ask())));
    });

    test("added after a fresh second factor, named, told by e-mail", async () => {
      const { session } = await signIn();
      assert.equal(codeOf(await security.newPasskey(session)), "proof-needed");
      await prove(session);
      house.notices.length = 0;
      const { offer } = given(await security.newPasskey(session));
      assert.deepEqual(offer.rp, { id: "bal.valdebrume.example", name: "Caducée" });
      assert.equal(Buffer.from(offer.user.id, "base64url").toString(), house.person.id);
      assert.deepEqual(
        [offer.attestation, offer.authenticatorSelection.residentKey, offer.excludeCredentials],
        ["none", "required", []],
      );
      const device = createAuthenticator(origin, { synced: true });
      const passkey = device.make(offer);
      const factors = given(await security.addPasskey(session, { passkey, name: "Ordinateur" }));
      assert.deepEqual(
        factors.passkeys.map(({ name, addedAt, usedAt, shared }) => ({ name, addedAt, usedAt, shared })),
        [{ name: "Ordinateur", addedAt: house.clock.now(), usedAt: null, shared: true }],
      );
      assert.deepEqual(await lastTrace().then(({ line, facts }) => [line, facts]), [
        "factor.added done",
        { method: "passkey" },
      ]);
      const notice = await told("passkey-added");
      assert.deepEqual(["name" in notice && notice.name, notice.to], ["Ordinateur", nadege.email]);
      const again = given(await security.newPasskey(session)).offer.excludeCredentials;
      assert.deepEqual(again, [{ type: "public-key", id: passkey.id, transports: ["internal", "hybrid"] }]);
    });

    test("a whole sign-in: nothing typed, and the session says how", async () => {
      const { device } = await enrol();
      const question = ask();
      assert.deepEqual([question.userVerification, question.allowCredentials], ["required", []]);
      const { session } = given(await enter(device.answer(question)));
      assert.equal(session.person.id, house.person.id);
      assert.deepEqual((await lastTrace()).facts, { method: "passkey", whole: true });
      const [passkey] = (await security.factors(session)).passkeys;
      assert.equal(passkey?.usedAt, house.clock.now());
    });

    test("a second factor: after the password, of her own passkeys, verified or not", async () => {
      const { device } = await enrol();
      const step = await begin();
      assert.deepEqual([step.ways[0], step.sending], [{ method: "passkey", state: "ready" }, null]);
      assert.equal(step.passkey.allowCredentials.length, 1);
      const passkey = device.answer(step.passkey, { verified: false, userHandle: null });
      const answer = { challenge: step.challenge, code: "", passkey };
      given(await house.signIn.code(answer, browser, null));
      assert.deepEqual((await lastTrace()).facts, { method: "passkey" });
      assert.equal(codeOf(await house.signIn.code(answer, browser, null)), "code-used");
    });

    test("one is a change of method away, and e-mail from it", async () => {
      const { device } = await enrol();
      const first = given(await house.signIn.begin({ login, password, method: "email" }, browser));
      assert.equal(first.passkey, null);
      assert.ok(first.ways.some(({ method, state }) => method === "passkey" && state === "ready"));
      const changed = given(await house.signIn.change(first.challenge, "passkey", browser));
      assert.ok(changed.passkey);
      const { challenge } = given(await house.signIn.change(first.challenge, "email", browser));
      const late = { challenge, code: "", passkey: device.answer(changed.passkey) };
      assert.equal(codeOf(await house.signIn.code(late, browser, null)), "code-malformed");
      given(await house.signIn.change(challenge, "passkey", browser));
      given(await house.signIn.code(late, browser, null));
    });

    test("without one, it is said after the password only", async () => {
      const step = given(await house.signIn.begin({ login, password, method: "passkey" }, browser));
      assert.deepEqual([step.ways[0], step.passkey], [{ method: "passkey", state: "missing" }, null]);
      const wrong = { login, password: "pas-le-bon-mot", method: "passkey" as const };
      assert.equal(codeOf(await house.signIn.begin(wrong, browser)), "wrong-login");
    });

    test("a passkey is the second factor given anew in a session, and of that session only", async () => {
      const { device } = await enrol();
      const { session } = given(await enter(device.answer(ask())));
      assert.equal(codeOf(await security.newPasskey(session)), "proof-needed");
      const step = given(await security.prove(session, "passkey", browser));
      assert.ok(step.passkey);
      const answer = { challenge: step.challenge, code: "", passkey: device.answer(step.passkey) };
      assert.equal(codeOf(await house.signIn.code(answer, browser, null)), "unknown-challenge");
      const touched = { ...answer, passkey: device.answer(step.passkey, { verified: false }) };
      assert.equal(step.passkey.userVerification, "required");
      assert.equal(codeOf(await security.proof(session, touched, browser)), "passkey-refused");
      given(await security.proof(session, answer, browser));
      given(await security.newPasskey(session));
    });

    const lies: Record<string, Twist> = {
      "another origin": { origin: "https://bal.valdebrume.example.net" },
      "another host": { rpId: "valdebrume.example" },
      "another challenge": { challenge: Buffer.alloc(46, 1).toString("base64url") },
      "another ceremony": { type: "webauthn.create" },
      "a frame of another site": { crossOrigin: true },
      "a frame of another site, named": { crossOrigin: true, topOrigin: "https://piege.example" },
      "a page above ours": { topOrigin: "https://piege.example" },
      "nobody present": { present: false, verified: false },
      "another person's handle": { userHandle: Buffer.from("p-somebody").toString("base64url") },
      "a signature of something else": { forged: true },
    };

    test(`refused, as the whole and as a second factor: ${Object.keys(lies).join(", ")}`, async () => {
      const { device } = await enrol();
      for (const [name, twist] of Object.entries(lies)) {
        const whole = codeOf(await enter(device.answer(ask(), twist)));
        assert.equal(whole, name === "another challenge" ? "passkey-expired" : "passkey-refused", name);
        const step = await begin();
        const answer = { challenge: step.challenge, code: "", passkey: device.answer(step.passkey, twist) };
        assert.equal(codeOf(await house.signIn.code(answer, browser, null)), "passkey-refused", name);
        assert.deepEqual((await lastTrace()).facts, {
          method: "passkey",
          reason: "passkey-refused",
          triesLeft: 4,
        });
        house.clock.advance(4 * 60 * minute);
      }
      given(await enter(device.answer(ask())));
    });

    test("alone, it has to have verified its person, and to say whose it is", async () => {
      const { device } = await enrol();
      for (const twist of [{ verified: false }, { userHandle: null }]) {
        assert.equal(codeOf(await enter(device.answer(ask(), twist))), "passkey-refused");
        assert.deepEqual(await lastTrace(), {
          line: "passkey.refused refused",
          facts: { reason: "wrong" },
          chain: "structure:valdebrume",
        });
      }
      const opened = given(await enter(device.answer(ask())));
      const { attempts } = given(await security.attempts(opened.session, null));
      assert.deepEqual(
        attempts
          .slice(0, 3)
          .map(({ method, outcome }) => `${method} ${outcome}`)
          .toSorted(),
        ["passkey code-refused", "passkey code-refused", "passkey opened"],
        "she finds them among her sign-ins",
      );
    });

    test("an answer opens once, in the browser that asked, within ten minutes", async () => {
      const { device } = await enrol();
      const question = ask();
      const answer = device.answer(question);
      assert.equal(codeOf(await enter(answer, "browser-of-somebody")), "passkey-expired");
      given(await enter(answer));
      assert.equal(codeOf(await enter(answer)), "passkey-expired");
      assert.equal(codeOf(await enter(device.answer(question))), "passkey-expired", "nor another to it");
      const late = ask();
      house.clock.advance(10 * minute);
      assert.equal(codeOf(await enter(device.answer(late))), "passkey-expired");
    });

    test("an answer that was refused used its challenge up", async () => {
      const { device } = await enrol();
      const question = ask();
      assert.equal(codeOf(await enter(device.answer(question, { forged: true }))), "passkey-refused");
      assert.equal(codeOf(await enter(device.answer(question))), "passkey-expired");
    });

    test("of many at once with the same answer, one opens", async () => {
      const { device } = await enrol();
      const answer = device.answer(ask());
      const answers = await Promise.all(Array.from({ length: 6 }, () => enter(answer)));
      assert.equal(answers.filter((one) => "session" in one).length, 1);
    });

    test("what was asked for one purpose serves no other", async () => {
      const { device, session } = await enrol();
      const step = await begin();
      const swapped = { ...ask(), challenge: step.passkey.challenge };
      assert.equal(codeOf(await enter(device.answer(swapped))), "passkey-expired");
      const { challenge } = given(await security.newPasskey(session)).offer;
      assert.equal(codeOf(await enter(device.answer({ ...ask(), challenge }))), "passkey-expired");
      assert.equal(
        codeOf(await enter(device.answer({ ...ask(), challenge }), session.id)),
        "passkey-expired",
        "a browser that calls itself as a session does",
      );
    });

    test("a counter that goes back opens nothing, is said and written down", async () => {
      const { device } = await enrol({ counts: true });
      given(await enter(device.answer(ask())));
      device.count = 0;
      for (const back of ["below", "the same"]) {
        assert.equal(codeOf(await enter(device.answer(ask()))), "passkey-copied", back);
        assert.deepEqual((await lastTrace()).facts, { reason: "counter" });
      }
      device.count = 1;
      const step = await begin();
      const answer = { challenge: step.challenge, code: "", passkey: device.answer(step.passkey) };
      assert.equal(codeOf(await house.signIn.code(answer, browser, null)), "passkey-copied");
      device.count = 9;
      given(await enter(device.answer(ask())));
      device.count = null;
      assert.equal(codeOf(await enter(device.answer(ask()))), "passkey-copied", "it counts no more");
    });

    test("two answers at once under the same count: one opens", async () => {
      const { device } = await enrol({ counts: true });
      const questions = [ask(), ask()];
      const answers = questions.map((question) => {
        device.count = 5;
        return device.answer(question);
      });
      const opened = await Promise.all(answers.map((answer) => enter(answer)));
      assert.deepEqual(opened.map(codeOf).sort(), ["passkey-copied", null].sort());
    });

    test("somebody else's passkey: not after my password, not in my session, not under my name", async () => {
      const marie = await openMarie();
      const hers = await enrol({}, marie.login);
      const mine = await enrol();
      const { session } = given(await enter(hers.device.answer(ask())));
      assert.equal(session.person.id, marie.id);
      const step = await begin();
      const stolen = { challenge: step.challenge, code: "", passkey: hers.device.answer(step.passkey) };
      assert.equal(codeOf(await house.signIn.code(stolen, browser, null)), "passkey-refused");
      const asMe = hers.device.answer(ask(), { userHandle: mine.offer.user.id });
      assert.equal(codeOf(await enter(asMe)), "passkey-refused");
      // Her key under the name of mine.
      const [own] = mine.device.held;
      const renamed = own!.id.toString("base64url");
      const forged = { ...hers.device.answer(ask()), id: renamed, rawId: renamed };
      assert.equal(codeOf(await enter(forged)), "passkey-refused");
      const [passkey] = (await security.factors(session)).passkeys;
      await prove(mine.session);
      const id = passkey?.id ?? "";
      assert.equal(codeOf(await security.removePasskey(mine.session, id)), "not-found");
      assert.equal(codeOf(await security.renamePasskey(mine.session, { id, name: "à moi" })), "not-found");
    });

    test("a passkey that nobody has gets the sentence of a wrong one", async () => {
      const { device } = await enrol();
      const stranger = createAuthenticator(origin);
      stranger.make({
        ...(await enrol()).offer,
        user: { id: device.held[0]!.userHandle, name: "", displayName: "" },
      });
      assert.deepEqual(await enter(stranger.answer(ask())), { refusal: { code: "passkey-refused" } });
      assert.deepEqual(await lastTrace(), {
        line: "passkey.refused refused",
        facts: { reason: "unknown" },
        chain: "operator",
      });
    });

    test("wrong answers count as wrong codes do; the last of the day ends what is open", async () => {
      const { device } = await enrol();
      const open = await begin();
      for (let index = 0; index < 15; index++)
        assert.equal(codeOf(await enter(device.answer(ask(), { forged: true }))), "passkey-refused");
      const answer = { challenge: open.challenge, code: "", passkey: device.answer(open.passkey) };
      assert.equal(codeOf(await house.signIn.code(answer, browser, null)), "too-many-codes");
      const told = await house.signIn.begin({ login, password, method: "passkey" }, browser);
      assert.ok(isRefusal(told) && told.refusal.code === "too-many-passwords");
      assert.equal(told.refusal.retryAt, house.clock.now() + 24 * 60 * minute);
      // The device itself is no guess: nobody locks its person out of it.
      given(await enter(device.answer(ask())));
    });

    test("a password locked by a stranger does not lock the passkey", async () => {
      const { device } = await enrol();
      const wrong = { login, password: "pas-le-bon-mot", method: "email" as const };
      house.clock.advance(1);
      for (let index = 0; index < 6; index++) await house.signIn.begin(wrong, "browser-of-somebody");
      assert.equal(codeOf(await house.signIn.begin({ ...wrong, password }, browser)), "too-many-passwords");
      given(await enter(device.answer(ask())));
    });

    const badly: Record<string, Twist> = {
      "another origin": { origin: "https://piege.example" },
      "another host": { rpId: "valdebrume.example" },
      "another ceremony": { type: "webauthn.get" },
      "a frame of another site": { crossOrigin: true },
      "nobody present": { present: false },
      "its person not verified": { verified: false },
      "an algorithm that was not offered": { alg: -65_535 },
      "certificates of somebody": {
        attestation: {
          fmt: "packed",
          attStmt: new Map<string, unknown>([
            ["alg", -7],
            ["sig", Buffer.alloc(70)],
            ["x5c", [Buffer.alloc(100)]],
          ]),
        },
      },
      "a kind of attestation that was not asked for": { attestation: { fmt: "tpm", attStmt: new Map() } },
    };

    test(`not added: ${Object.keys(badly).join(", ")}`, async () => {
      const { session } = await signIn();
      await prove(session);
      for (const [name, twist] of Object.entries(badly)) {
        const { offer } = given(await security.newPasskey(session));
        const passkey = createAuthenticator(origin).make(offer, twist);
        const added = await security.addPasskey(session, { passkey, name: "" });
        assert.equal(codeOf(added), "passkey-not-added", name);
      }
    });

    test("what was offered makes one passkey, in its session, within ten minutes", async () => {
      const { session } = await signIn();
      const other = await signIn();
      await prove(session);
      const device = createAuthenticator(origin);
      const { offer } = given(await security.newPasskey(session));
      const passkey = device.make(offer);
      const add = (to: Session, made = passkey) => security.addPasskey(to, { passkey: made, name: "" });
      assert.equal(codeOf(await add(other.session)), "passkey-expired");
      given(await add(session));
      assert.equal(codeOf(await add(session)), "passkey-expired");
      assert.equal(codeOf(await add(session, device.make(offer))), "passkey-expired");
      const late = device.make(given(await security.newPasskey(session)).offer);
      house.clock.advance(10 * minute);
      assert.equal(codeOf(await add(session, late)), "passkey-expired");
    });

    test("a passkey that somebody has already is not added again", async () => {
      const { device, session } = await enrol();
      const [held] = device.held;
      await prove(session);
      const { offer } = given(await security.newPasskey(session));
      const passkey = createAuthenticator(origin, { id: held!.id }).make(offer);
      assert.equal(codeOf(await security.addPasskey(session, { passkey, name: "" })), "passkey-not-added");
    });

    test("renamed and removed after a fresh second factor; removed, it opens nothing", async () => {
      const { device, session, factors } = await enrol();
      const id = factors.passkeys[0]?.id ?? "";
      house.clock.advance(5 * minute);
      assert.equal(codeOf(await security.renamePasskey(session, { id, name: "Bureau" })), "proof-needed");
      assert.equal(codeOf(await security.removePasskey(session, id)), "proof-needed");
      await prove(session);
      const renamed = given(await security.renamePasskey(session, { id, name: "Bureau" }));
      assert.equal(renamed.passkeys[0]?.name, "Bureau");
      assert.equal((await lastTrace()).line, "factor.renamed done");
      const [step, question] = [await begin(), ask()];
      house.notices.length = 0;
      assert.deepEqual(given(await security.removePasskey(session, id)).passkeys, []);
      const notice = await told("passkey-removed");
      assert.equal("name" in notice && notice.name, "Bureau");
      const answer = { challenge: step.challenge, code: "", passkey: device.answer(step.passkey) };
      assert.equal(codeOf(await house.signIn.code(answer, browser, null)), "passkey-refused");
      assert.equal(codeOf(await enter(device.answer(question))), "passkey-refused");
    });

    test("ten at most", async () => {
      const { session } = await signIn();
      await prove(session);
      for (let index = 0; index < 10; index++) {
        const { offer } = given(await security.newPasskey(session));
        const passkey = createAuthenticator(origin).make(offer);
        given(await security.addPasskey(session, { passkey, name: String(index) }));
      }
      assert.equal(codeOf(await security.newPasskey(session)), "too-many-passkeys");
    });

    test("where the operator accepts none, there is none", async () => {
      const { device } = await enrol();
      const question = ask();
      const strict = house.openDoor({ settings: { ...house.settings, methods: ["email"] } });
      assert.equal(codeOf(strict.askPasskey(browser)), "not-found");
      assert.equal(codeOf(await strict.answerPasskey(device.answer(question), browser, null)), "not-found");
      const step = given(await strict.begin({ login, password, method: "passkey" }, browser));
      assert.deepEqual([step.ways[0]?.state, step.passkey], ["forbidden", null]);
      strict.close();
    });

    test("a code given for a passkey's question, and nothing, cost no try", async () => {
      const { device } = await enrol();
      const { challenge, passkey } = await begin();
      assert.equal(
        codeOf(await house.signIn.code({ challenge, code: "123456" }, browser, null)),
        "malformed",
      );
      const answer = { challenge, code: "", passkey: device.answer(passkey) };
      given(await house.signIn.code(answer, browser, null));
    });
  });
}
