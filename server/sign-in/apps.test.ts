import assert from "node:assert/strict";
import { after, beforeEach, suite, test } from "node:test";
import { isRefusal, type Refusal, type RefusalCode } from "../../contracts/refusals.ts";
import type { NewApp } from "../../contracts/security.ts";
import type { CodeStep, Method } from "../../contracts/sign-in.ts";
import type { Session } from "./door.ts";
import { engines, login, openTestHouse, password } from "./test-house.ts";
import type { AppRow } from "./store/tables.ts";
import { codeOfStep, readBase32 } from "./totp.ts";

const minute = 60_000;
const browser = "browser-of-nadege";
const phone = "MNQWI5LDMVSSAZDVEBRGCYZAMEQHGYLCNRSSA23J";

for (const engine of engines) {
  const house = await openTestHouse({ methods: ["email", "totp"] }, engine);
  const { security } = house.signIn;

  suite(`authenticator apps on ${engine.name}`, () => {
    after(() => house.close());
    // A day later nothing counts any more, and no app is left: each test begins afresh.
    beforeEach(async () => {
      house.clock.advance(25 * 60 * minute);
      await house.signIn.sweep();
      house.mails.length = 0;
      house.notices.length = 0;
      const { session } = await signIn();
      await prove(session);
      const { apps } = await security.factors(session);
      for (const { id } of apps) await security.removeApp(session, id);
      await noticed(apps.length);
      house.clock.advance(25 * 60 * minute);
      await house.signIn.sweep();
      house.mails.length = 0;
      house.notices.length = 0;
    });

    /** A notice leaves by itself, after what it tells of. */
    async function noticed(count: number): Promise<void> {
      while (house.notices.length < count) await new Promise((run) => setImmediate(run));
    }

    function given<Answer extends object>(answer: Answer | Refusal): Answer {
      assert.ok(!isRefusal(answer), JSON.stringify(answer));
      return answer;
    }

    function codeOf(answer: object | null): RefusalCode | null {
      return answer && isRefusal(answer) ? answer.refusal.code : null;
    }

    async function begin(method: Method, from = browser): Promise<CodeStep> {
      return given(await house.signIn.begin({ login, password, method }, from));
    }

    async function signIn(from = browser) {
      const { challenge } = await begin("email", from);
      const answer = { challenge, code: house.mails.at(-1)?.code ?? "" };
      return given(await house.signIn.code(answer, from, null));
    }

    async function prove(session: Session): Promise<void> {
      const { challenge } = given(await security.prove(session, "email", browser));
      given(await security.proof(session, { challenge, code: house.mails.at(-1)?.code ?? "" }, browser));
    }

    /** What an app with this key shows, some steps from now. */
    function shown(key: string, off = 0): string {
      const secret = readBase32(key);
      assert.ok(secret);
      return codeOfStep(secret, Math.floor(house.clock.now() / 30_000) + off);
    }

    async function addPhone(): Promise<void> {
      assert.equal(
        await security.putApp(house.person, { name: "Téléphone", secret: phone }, "command"),
        "set",
      );
    }

    async function enrol(session: Session): Promise<NewApp> {
      await prove(session);
      return given(await security.newApp(session));
    }

    test("by an app: nothing is sent, its code opens, and the session says how", async () => {
      await addPhone();
      const step = await begin("totp");
      assert.deepEqual([step.sending, step.destination, house.mails.length], [null, "", 0]);
      assert.deepEqual(step.ways[0], { method: "totp", state: "ready" });
      const opened = await house.signIn.code(
        { challenge: step.challenge, code: shown(phone) },
        browser,
        null,
      );
      assert.ok("session" in opened);
      assert.deepEqual((await house.deeds()).at(-1)?.facts, { method: "totp" });
      const { apps } = await security.factors(opened.session);
      assert.deepEqual(
        apps.map(({ name, usedAt }) => [name, usedAt]),
        [["Téléphone", house.clock.now()]],
      );
    });

    test("half a minute early or late opens, a minute does not", async () => {
      await addPhone();
      for (const off of [-2, 2]) {
        const { challenge } = await begin("totp");
        const answer = await house.signIn.code({ challenge, code: shown(phone, off) }, browser, null);
        assert.equal(codeOf(answer), "wrong-code");
      }
      for (const off of [-1, 1]) {
        const { challenge } = await begin("totp");
        given(await house.signIn.code({ challenge, code: shown(phone, off) }, browser, null));
        house.clock.advance(5 * minute);
      }
    });

    test("a code works once: not in another session, not an older one after it", async () => {
      await addPhone();
      const mine = await begin("totp");
      const code = shown(phone);
      given(await house.signIn.code({ challenge: mine.challenge, code }, browser, null));
      const theirs = await begin("totp", "browser-of-somebody");
      for (const again of [code, shown(phone, -1)]) {
        const answer = { challenge: theirs.challenge, code: again };
        assert.equal(codeOf(await house.signIn.code(answer, "browser-of-somebody", null)), "app-code-used");
      }
      house.clock.advance(30_000);
      const next = { challenge: theirs.challenge, code: shown(phone) };
      given(await house.signIn.code(next, "browser-of-somebody", null));
    });

    test("of many at once with the same code, in one challenge and in others, one opens", async () => {
      await addPhone();
      const steps = [await begin("totp"), await begin("totp"), await begin("totp")];
      const code = shown(phone);
      const answers = await Promise.all(
        [...steps, ...steps].map(({ challenge }) => house.signIn.code({ challenge, code }, browser, null)),
      );
      assert.equal(answers.filter((one) => "session" in one).length, 1);
    });

    test("wrong codes count as those that are sent do", async () => {
      await addPhone();
      const { challenge } = await begin("totp");
      const wrong = String((Number(shown(phone)) + 1) % 1_000_000).padStart(6, "0");
      for (const left of [4, 3, 2, 1])
        assert.deepEqual(await house.signIn.code({ challenge, code: wrong }, browser, null), {
          refusal: { code: "wrong-code", triesLeft: left },
        });
      const changed = given(await house.signIn.change(challenge, "email", browser));
      assert.equal(changed.triesLeft, 1, "another way gives no new tries");
      const last = await house.signIn.code({ challenge, code: wrong }, browser, null);
      assert.equal(codeOf(last), "too-many-codes");
    });

    test("without an app it is said, after the password only, and e-mail is one press away", async () => {
      const stranger = await house.signIn.begin(
        { login, password: "pas-le-bon-mot", method: "totp" },
        browser,
      );
      assert.equal(codeOf(stranger), "wrong-login");
      const step = await begin("totp");
      assert.deepEqual(step.ways, [
        { method: "totp", state: "missing" },
        { method: "email", state: "ready" },
      ]);
      const instead = given(await house.signIn.change(step.challenge, "email", browser));
      assert.equal(instead.sending?.state, "handed");
      const answer = { challenge: step.challenge, code: house.mails.at(-1)?.code ?? "" };
      given(await house.signIn.code(answer, browser, null));
    });

    test("the code that was sent does not open where an app's is asked for", async () => {
      await addPhone();
      const { challenge } = await begin("email");
      given(await house.signIn.change(challenge, "totp", browser));
      const sent = house.mails.at(-1)?.code ?? "";
      assert.equal(codeOf(await house.signIn.code({ challenge, code: sent }, browser, null)), "wrong-code");
    });

    test("an app is added after a fresh second factor and its first code, and told by e-mail", async () => {
      const { session } = await signIn();
      assert.equal(codeOf(await security.newApp(session)), "proof-needed");
      const app = await enrol(session);
      assert.match(app.key, /^[A-Z2-7]{32}$/);
      assert.equal(new URL(app.link).searchParams.get("secret"), app.key);
      assert.deepEqual((await security.factors(session)).apps, [], "it does not count before its first code");
      assert.deepEqual((await begin("totp")).ways[0], { method: "totp", state: "missing" });
      const wrong = String((Number(shown(app.key)) + 1) % 1_000_000).padStart(6, "0");
      const confirm = (code: string) =>
        security.confirmApp(session, { id: app.id, code, name: "Téléphone de Nadège" });
      assert.equal(codeOf(await confirm("12")), "code-malformed");
      assert.equal(codeOf(await confirm(wrong)), "wrong-app-code");
      const first = shown(app.key);
      const { apps } = given(await confirm(first));
      assert.equal(apps[0]?.name, "Téléphone de Nadège");
      assert.equal(codeOf(await confirm(first)), "not-found");
      await noticed(1);
      assert.deepEqual(
        house.notices.map((one) => [one.kind, "name" in one && one.name, one.to]),
        [["app-added", "Téléphone de Nadège", "n.faure@valdebrume.example"]],
      );
      assert.ok((await house.traces()).includes("factor.added done"));
      const { challenge } = await begin("totp");
      const again = await house.signIn.code({ challenge, code: first }, browser, null);
      assert.equal(codeOf(again), "app-code-used", "the first code served already");
      house.clock.advance(30_000);
      given(await house.signIn.code({ challenge, code: shown(app.key) }, browser, null));
    });

    test("a proof counts five minutes, in its session, and not for another's app", async () => {
      const { session } = await signIn();
      await prove(session);
      assert.equal((await security.factors(session)).provenUntil, house.clock.now() + 5 * minute);
      const other = await signIn("another-browser");
      assert.equal(codeOf(await security.newApp(other.session)), "proof-needed");
      const app = given(await security.newApp(session));
      const confirm = { id: app.id, code: shown(app.key), name: "" };
      assert.equal(codeOf(await security.confirmApp(other.session, confirm)), "not-found");
      house.clock.advance(5 * minute);
      assert.equal(codeOf(await security.newApp(session)), "proof-needed");
      given(await security.confirmApp(session, { ...confirm, code: shown(app.key) }));
    });

    test("a code for a proof opens no session, and that of a sign-in proves nothing", async () => {
      const { session } = await signIn();
      const proving = given(await security.prove(session, "email", browser));
      const code = house.mails.at(-1)?.code ?? "";
      const opened = await house.signIn.code({ challenge: proving.challenge, code }, browser, null);
      assert.equal(codeOf(opened), "unknown-challenge");
      const { challenge } = await begin("email");
      const answer = { challenge, code: house.mails.at(-1)?.code ?? "" };
      assert.equal(codeOf(await security.proof(session, answer, browser)), "unknown-challenge");
      const other = await signIn();
      assert.equal(
        codeOf(await security.proof(other.session, { challenge: proving.challenge, code }, browser)),
        "unknown-challenge",
      );
      given(await security.proof(session, { challenge: proving.challenge, code }, browser));
    });

    test("five proofs an hour: an open session is no way to flood a mailbox", async () => {
      const { session } = await signIn();
      for (let index = 0; index < 5; index++) given(await security.prove(session, "email", browser));
      assert.equal(codeOf(await security.prove(session, "email", browser)), "resend-too-many");
    });

    test("an app is removed after a fresh second factor, told, and its codes open nothing more", async () => {
      await addPhone();
      const { session } = await signIn();
      const [app] = (await security.factors(session)).apps;
      assert.equal(codeOf(await security.removeApp(session, app?.id ?? "")), "proof-needed");
      await prove(session);
      assert.equal(codeOf(await security.removeApp(session, "a-stranger")), "not-found");
      const pending = await begin("totp");
      assert.deepEqual(given(await security.removeApp(session, app?.id ?? "")).apps, []);
      await noticed(1);
      assert.deepEqual(
        house.notices.map((one) => [one.kind, "name" in one && one.name]),
        [["app-removed", "Téléphone"]],
      );
      const answer = { challenge: pending.challenge, code: shown(phone) };
      assert.equal(codeOf(await house.signIn.code(answer, browser, null)), "wrong-code");
    });

    test("five apps at most; one that was begun and left is forgotten", async () => {
      const { session } = await signIn();
      const left = await enrol(session);
      for (let index = 0; index < 5; index++) {
        const secret = `${phone.slice(0, -1)}${"ABCDE"[index]}`;
        await security.putApp(house.person, { name: String(index), secret }, "command");
      }
      assert.equal(codeOf(await security.newApp(session)), "too-many-apps");
      house.clock.advance(30 * minute);
      const late = { id: left.id, code: shown(left.key), name: "" };
      assert.equal(codeOf(await security.confirmApp(session, late)), "not-found");
    });

    test("a secret given twice is one app; one that is none is refused", async () => {
      await addPhone();
      const again = { name: "Autre", secret: phone.toLowerCase() };
      assert.equal(await security.putApp(house.person, again, "command"), "unchanged");
      const wrong = { name: "", secret: "pas du base32" };
      assert.equal(await security.putApp(house.person, wrong, "command"), "malformed");
    });

    test("the store holds no secret in clear", async () => {
      await addPhone();
      // The room answers this shape.
      const rows = (await house.store.read("sign-in.apps", { personId: house.person.id })) as AppRow[];
      const bytes = rows.flatMap((row) =>
        Object.values(row).map((cell) => Buffer.from(cell instanceof Uint8Array ? cell : String(cell))),
      );
      const all = Buffer.concat(bytes);
      assert.ok(all.includes("Téléphone"));
      assert.ok(!all.includes(phone) && !all.includes(readBase32(phone) ?? ""));
    });
  });
}
