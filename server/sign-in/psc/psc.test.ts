import assert from "node:assert/strict";
import { after, beforeEach, suite, test } from "node:test";
import { isRefusal } from "../../../contracts/refusals.ts";
import { type Facts, silentLog } from "../../foundations/log.ts";
import { narrowHouse } from "../test-narrowing.ts";
import { engines, login, nadege, openTestHouse } from "../test-house.ts";
import { makeTestKey, type Mischief, startTestProvider, testSubject } from "./test-provider.ts";

const minute = 60_000;
const browser = "browser-of-nadege";
const as = { again: false };

for (const engine of engines) {
  const house = await openTestHouse({}, engine);
  const provider = await startTestProvider();
  const reasons: unknown[] = [];
  const log = { ...silentLog, warn: (_: string, facts?: Facts) => void reasons.push(facts?.reason) };
  const open = (changed = {}) =>
    house.openDoor({ pscIssuer: provider.issuer, psc: provider.settings(changed), log });
  const signIn = open();
  const other = await house.directory.putPerson(
    { ...nadege, login: "org.marie@valdebrume.mss.example", givenName: "Marie" },
    "command",
  );
  assert.ok(typeof other !== "string");
  const marie = await house.directory.person(other.id);
  assert.ok(marie);

  suite(`Pro Santé Connect on ${engine.name}`, () => {
    after(async () => {
      signIn.close();
      await provider.close();
      await house.close();
    });
    let traced = 0;
    beforeEach(async () => {
      provider.mischief = {};
      await signIn.setPscSubject(house.person, testSubject, "command");
      house.clock.advance(25 * 60 * minute);
      await signIn.sweep();
      traced = (await house.deeds()).length;
    });

    const traces = async () => (await house.deeds()).slice(traced);

    async function start(from = browser, door = signIn): Promise<string> {
      const begun = await door.beginPsc(from, null, as);
      assert.ok("location" in begun, JSON.stringify(begun));
      return begun.location;
    }

    async function goThrough(mischief: Mischief = {}, door = signIn) {
      provider.mischief = mischief;
      return door.answerPsc(provider.identify(await start(browser, door)), browser, null);
    }

    async function enter(mischief: Mischief = {}) {
      const opened = await goThrough(mischief);
      assert.ok("session" in opened, JSON.stringify(opened));
      return opened;
    }

    async function refusalOf(answered: Promise<object>): Promise<string> {
      const answer = await answered;
      return isRefusal(answer) ? answer.refusal.code : "let in";
    }

    test("what is asked of the provider, and the session that comes of it", async () => {
      const location = new URL(await start());
      assert.equal(`${location.origin}${location.pathname}`, `${provider.issuer}/auth`);
      const {
        state = "",
        nonce = "",
        code_challenge = "",
        ...asked
      } = Object.fromEntries(location.searchParams);
      assert.deepEqual(asked, {
        response_type: "code",
        client_id: "caducee",
        redirect_uri: "http://localhost:8025/psc/retour",
        scope: "openid scope_all",
        acr_values: "eidas1",
        code_challenge_method: "S256",
      });
      assert.ok(state.length >= 43 && nonce.length === 43 && code_challenge.length === 43);
      assert.notEqual(new URL(await start()).searchParams.get("state"), state);

      const { session, token } = await enter({ claims: { acr: "eidas2" } });
      assert.equal(session.person.login, login);
      assert.equal(session.endsAt, house.clock.now() + 240 * minute);
      assert.deepEqual(await signIn.session(token, { renew: false }), session);
      assert.deepEqual(
        (await traces()).map(({ action, object, facts }) => [action, object, facts]),
        [["session.opened", session.id, { method: "psc", acr: "eidas2" }]],
      );
    });

    test("a structure that forbids it is not entered by it, and finds so in its trace", async () => {
      await narrowHouse(house, signIn, { forbidden: ["psc"] });
      assert.equal(await refusalOf(goThrough()), "method-forbidden");
      const { chain, action, object, facts } = (await traces()).at(-1)!;
      assert.deepEqual(
        [chain, action, object, facts],
        ["structure:valdebrume", "psc.refused", house.person.id, { reason: "method-forbidden" }],
      );
      await narrowHouse(house, signIn, { sessionMinutes: 60 });
      const { session } = await enter();
      assert.equal(session.endsAt, house.clock.now() + 60 * minute);
      await narrowHouse(house, signIn, {});
    });

    test("nobody without an access given before: not by an e-mail address, not by a name", async () => {
      const stranger = "899700990999";
      const userinfo = {
        sub: `f:x:${testSubject}`,
        SubjectNameID: stranger,
        email: nadege.email,
        preferred_username: testSubject,
      };
      assert.equal(await refusalOf(goThrough({ userinfo })), "psc-no-access");
      assert.deepEqual(
        (await traces()).map(({ chain, action, facts }) => [chain, action, facts]),
        [["operator", "psc.refused", { reason: "psc-no-access" }]],
      );
      assert.equal(await house.directory.findByLogin(stranger), null);
    });

    test("another issuer’s same subject is somebody else", async () => {
      const elsewhere = house.openDoor({ pscIssuer: "https://autre.example", psc: provider.settings() });
      await elsewhere.setPscSubject(house.person, testSubject, "command");
      assert.equal(await refusalOf(goThrough()), "psc-no-access");
      elsewhere.close();
    });

    const now = () => Math.floor(Date.now() / 1000);
    /** What is wrong, and the library’s or our own word for it. */
    const wrong: Record<string, [reason: string, () => Mischief]> = {
      "another issuer": ["JWT_CLAIM_COMPARISON_FAILED", () => ({ claims: { iss: "https://autre.example" } })],
      "another audience": ["JWT_CLAIM_COMPARISON_FAILED", () => ({ claims: { aud: "another" } })],
      "two audiences, made for another": [
        "JWT_CLAIM_COMPARISON_FAILED",
        () => ({ claims: { aud: ["caducee", "another"], azp: "another" } }),
      ],
      "another nonce": ["JWT_CLAIM_COMPARISON_FAILED", () => ({ claims: { nonce: "A".repeat(43) } })],
      "no nonce": ["INVALID_RESPONSE", () => ({ claims: { nonce: undefined } })],
      "no subject": ["INVALID_RESPONSE", () => ({ claims: { sub: undefined } })],
      "no end": ["INVALID_RESPONSE", () => ({ claims: { exp: undefined } })],
      "past its end": [
        "JWT_TIMESTAMP_CHECK_FAILED",
        () => ({ claims: { iat: now() - 300, exp: now() - 60 } }),
      ],
      "not yet": ["JWT_TIMESTAMP_CHECK_FAILED", () => ({ claims: { nbf: now() + 120 } })],
      "alg none": ["INVALID_RESPONSE", () => ({ algorithm: "none" })],
      "alg of a shared secret": ["INVALID_RESPONSE", () => ({ algorithm: "HS256" })],
      "another algorithm than agreed": ["INVALID_RESPONSE", () => ({ header: { alg: "PS256" } })],
      "another key under the same name": ["INVALID_RESPONSE", () => ({ key: makeTestKey("one") })],
      "a key that nobody published": ["KEY_SELECTION_FAILED", () => ({ key: makeTestKey("unknown") })],
      "no ID token": ["INVALID_RESPONSE", () => ({ tokens: { id_token: undefined } })],
      "userinfo of somebody else": [
        "JSON_ATTRIBUTE_COMPARISON_FAILED",
        () => ({ userinfo: { sub: "f:x:other" } }),
      ],
      "no SubjectNameID": ["no-subject", () => ({ userinfo: { SubjectNameID: undefined } })],
      "a SubjectNameID that is a list": [
        "no-subject",
        () => ({ userinfo: { SubjectNameID: [testSubject] } }),
      ],
      "two SubjectNameID": ["no-subject", () => ({ claims: { SubjectNameID: "899700990999" } })],
      "the browser back from another provider": [
        "INVALID_RESPONSE",
        () => ({ back: { iss: "https://autre.example" } }),
      ],
      "the browser back without saying from where": [
        "INVALID_RESPONSE",
        () => ({ back: { iss: undefined } }),
      ],
      "a session there that is over": ["session-over", () => ({ claims: { auth_time: now() - 240 * 60 } })],
      "an error": [
        "AUTHORIZATION_RESPONSE_ERROR",
        () => ({ back: { code: undefined, error: "server_error" } }),
      ],
    };
    for (const [what, [reason, mischief]] of Object.entries(wrong))
      test(`refused: ${what}`, async () => {
        reasons.length = 0;
        assert.equal(await refusalOf(goThrough(mischief())), "psc-refused");
        assert.deepEqual(
          reasons.map((one) => String(one).replace(/^OAUTH_/, "")),
          [reason],
        );
        assert.deepEqual(
          (await traces()).map(({ action, outcome }) => `${action} ${outcome}`),
          ["psc.refused refused"],
        );
      });

    test("clocks may be apart by the agreed seconds, no more", async () => {
      await enter({ claims: { iat: now() - 80, exp: now() - 20, auth_time: now() - 80 } });
      const strict = open({ clockTolerance: 0 });
      const late = { claims: { iat: now() - 80, exp: now() - 20, auth_time: now() - 80 } };
      assert.equal(await refusalOf(goThrough(late, strict)), "psc-refused");
      strict.close();
    });

    test("a level that is not taken, or none, is said apart", async () => {
      assert.equal(await refusalOf(goThrough({ claims: { acr: "eidas0" } })), "psc-level");
      assert.equal(await refusalOf(goThrough({ claims: { acr: undefined } })), "psc-level");
      const high = open({ acrAccepted: ["eidas2"] });
      assert.equal(await refusalOf(goThrough({}, high)), "psc-level");
      high.close();
    });

    test("a state is its browser’s alone, for ten minutes, once", async () => {
      const back = provider.identify(await start());
      for (const thief of ["", "another-browser"])
        assert.equal(await refusalOf(signIn.answerPsc(back, thief, null)), "psc-expired");
      for (const state of ["", "A".repeat(62), "A".repeat(43), "é"])
        assert.equal(
          await refusalOf(signIn.answerPsc(new URLSearchParams({ code: "c", state }), browser, null)),
          "psc-expired",
        );
      assert.deepEqual(await traces(), [], "and nothing is written for it");
      assert.equal(await refusalOf(signIn.answerPsc(back, browser, null)), "let in");
      const again = provider.identify(await start());
      again.set("state", back.get("state") ?? "");
      assert.equal(await refusalOf(signIn.answerPsc(again, browser, null)), "psc-expired");

      const late = provider.identify(await start());
      house.clock.advance(10 * minute);
      assert.equal(await refusalOf(signIn.answerPsc(late, browser, null)), "psc-expired");
      const inTime = provider.identify(await start());
      house.clock.advance(10 * minute - 1);
      assert.equal(await refusalOf(signIn.answerPsc(inTime, browser, null)), "let in");
    });

    test("a return that comes twice at once opens once", async () => {
      const back = provider.identify(await start());
      const answers = await Promise.all(
        [1, 2, 3].map(() => refusalOf(signIn.answerPsc(back, browser, null))),
      );
      assert.deepEqual(answers.sort(), ["let in", "psc-expired", "psc-expired"]);
    });

    test("code injection: the code of another journey is worth nothing in this one", async () => {
      const stolen = provider.identify(await start("browser-of-the-victim"));
      const mine = provider.identify(await start());
      mine.set("code", stolen.get("code") ?? "");
      assert.equal(await refusalOf(signIn.answerPsc(mine, browser, null)), "psc-refused");
    });

    test("a new key counts at once; the others are not asked for again for five minutes", async () => {
      const asked = () => provider.asked.filter((path) => path === "/certs").length;
      await enter();
      const before = asked();
      await enter();
      assert.equal(asked(), before);
      const [old] = provider.keys;
      provider.keys = [makeTestKey("two")];
      await enter();
      assert.equal(asked(), before + 1);
      assert.equal(await refusalOf(goThrough({ key: old! })), "psc-refused", "the one withdrawn");
      provider.keys = [makeTestKey("three"), ...provider.keys];
      const [, former] = provider.keys;
      await enter({ key: former! });
      house.clock.advance(5 * minute);
      const later = asked();
      await enter({ key: former! });
      assert.equal(asked(), later + 1);
    });

    test("an answer that is not to be had is said so, and takes nothing else with it", async () => {
      assert.equal(await refusalOf(goThrough({ tokenStatus: 502 })), "psc-unavailable");
      assert.deepEqual(await traces(), []);
      const lies: Record<string, unknown>[] = [
        { issuer: "https://autre.example" },
        { token_endpoint: "http://autre.example/token" },
        { jwks_uri: undefined },
        { filler: "x".repeat(300_000) },
      ];
      for (const discovery of lies) {
        house.clock.advance(minute);
        provider.mischief = { discovery };
        assert.equal(
          await refusalOf(signIn.beginPsc(browser, null, as)),
          "psc-unavailable",
          JSON.stringify(discovery).slice(0, 80),
        );
      }
      const nowhere = open({ issuer: "http://127.0.0.1:1" });
      assert.equal(await refusalOf(nowhere.beginPsc(browser, null, as)), "psc-unavailable");
      nowhere.close();
      provider.mischief = {};
      assert.equal(await refusalOf(goThrough()), "let in");
      const without = house.openDoor();
      assert.equal(await refusalOf(without.beginPsc(browser, null, as)), "not-found");
      assert.equal(await refusalOf(without.answerPsc(new URLSearchParams(), browser, null)), "not-found");
      without.close();
    });

    test("the session ends with the provider’s: by its own length, and by what it says", async () => {
      const lasts = async (mischief: Mischief) => (await enter(mischief)).session.endsAt - house.clock.now();
      assert.equal(await lasts({ claims: { auth_time: now() - 3600, iat: now() } }), 180 * minute);
      assert.equal(await lasts({ tokens: { refresh_expires_in: 600 } }), 10 * minute);
      assert.equal(await lasts({ tokens: { refresh_expires_in: 0 } }), 240 * minute);
      assert.equal(await lasts({ tokens: { refresh_expires_in: 86_400 } }), 240 * minute);
      assert.equal(await lasts({ claims: { auth_time: undefined } }), 240 * minute);
      const { token } = await enter({ tokens: { refresh_expires_in: 600 } });
      house.clock.advance(10 * minute);
      assert.equal(await signIn.session(token, { renew: true }), null);
    });

    test("signing out goes on to the provider, with the ID token; afterwards nothing of it is kept", async () => {
      const { token } = await enter();
      const [row] = await house.store
        .read("sign-in.pscSession", {
          tokenHash: (await import("../tokens.ts")).hashToken(token),
        })
        .then((one) => [one as { kept: Uint8Array }]);
      assert.ok(row && !Buffer.from(row.kept).includes("eyJ"), "sealed");
      const { next } = await signIn.signOut(token);
      const url = new URL(next ?? "");
      assert.equal(`${url.origin}${url.pathname}`, `${provider.issuer}/logout`);
      assert.equal(url.searchParams.get("post_logout_redirect_uri"), "http://localhost:8025/psc/sortie");
      assert.match(url.searchParams.get("id_token_hint") ?? "", /^eyJ.+\..+\..+$/);
      assert.deepEqual(await signIn.signOut(token), { next: null });
      const own = await house.signIn.begin({ login, password: "galet-tisane-horizon", method: "email" }, "b");
      assert.ok("challenge" in own);
      const code = house.mails.at(-1)?.code ?? "";
      const byPassword = await signIn.code({ challenge: own.challenge, code }, "b", null);
      assert.ok("token" in byPassword);
      assert.deepEqual(await signIn.signOut(byPassword.token), { next: null });
    });

    test("several activities, or none at all", async () => {
      const place = (numeroFinessSite: string) => ({
        codeRole: "",
        raisonSocialeSite: "Site",
        numeroFinessSite,
      });
      const exercices = [
        { codeProfession: "60", activities: [place("149999001"), place("149999002")] },
        { codeProfession: "26" },
      ];
      const many = await enter({
        userinfo: {
          SubjectRole: ["60^1.2.250.1.213.1.1.5.5"],
          SubjectOrganization: "IME",
          SubjectRefPro: { exercices },
        },
      });
      assert.deepEqual(
        (await signIn.activities(many.token)).map(({ profession, structureId }) => [profession, structureId]),
        [
          ["60", ""],
          ["60", "149999001"],
          ["60", "149999002"],
        ],
      );
      for (const SubjectRefPro of [undefined, null, "x", { exercices: null }, { exercices: [null, 1] }]) {
        const { token } = await enter({ userinfo: { SubjectRefPro, SubjectRole: SubjectRefPro ?? null } });
        assert.deepEqual(await signIn.activities(token), []);
      }
      await signIn.signOut(many.token);
      assert.deepEqual(await signIn.activities(many.token), []);
    });

    test("a subject is one person’s; what was opened under a former one ends", async () => {
      const { token } = await enter();
      const bind = (...[person, subject]: [typeof marie, string | null]) =>
        signIn.setPscSubject(person, subject, "command");
      assert.equal(await bind(house.person, testSubject), "unchanged");
      assert.equal(await bind(marie, testSubject), "taken");
      assert.equal(await bind(marie, "m.kermadec@valdebrume.example"), "malformed");
      assert.ok(await signIn.session(token, { renew: false }));
      assert.equal(await bind(house.person, null), "set");
      assert.equal(await signIn.session(token, { renew: false }), null);
      assert.equal(await bind(house.person, null), "unchanged");
      assert.equal(await refusalOf(goThrough()), "psc-no-access");
      assert.equal(await bind(marie, testSubject), "set");
      assert.equal((await enter()).session.person.givenName, "Marie");
      assert.deepEqual(
        (await traces()).flatMap(({ action, actor, object }) =>
          /^psc\.(un)?bound/.test(action) ? [[action, actor, object]] : [],
        ),
        [
          ["psc.unbound", "command", house.person.id],
          ["psc.bound", "command", marie.id],
        ],
      );
      await bind(marie, null);
    });

    test("whoever locks the password does not lock the card out", async () => {
      for (let tries = 0; tries < 12; tries++)
        await signIn.begin({ login, password: "autre-chose-encore", method: "email" }, "b");
      assert.equal(
        await refusalOf(signIn.begin({ login, password: "galet-tisane-horizon", method: "email" }, "b")),
        "too-many-passwords",
      );
      assert.equal(await refusalOf(goThrough()), "let in");
    });

    test("after silence the provider is told to ask again; the session of this browser is replaced", async () => {
      const promptOf = async (token: string | null, again = false) => {
        const begun = await signIn.beginPsc(browser, token, { again });
        return "location" in begun ? new URL(begun.location).searchParams.get("prompt") : "refused";
      };
      const first = await enter();
      assert.equal(await promptOf(first.token), null);
      assert.equal(await promptOf(null, true), "login");
      const second = await signIn.answerPsc(provider.identify(await start()), browser, first.token);
      assert.ok("token" in second);
      assert.equal(await signIn.session(first.token, { renew: false }), null);
      house.clock.advance(30 * minute);
      assert.equal(await promptOf(second.token), "login");
      await signIn.sweep();
      assert.equal(await promptOf(second.token), "login");
    });
  });
}
