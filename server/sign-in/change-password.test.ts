import assert from "node:assert/strict";
import { after, beforeEach, suite, test } from "node:test";
import { isRefusal, type Refusal, type RefusalCode } from "../../contracts/refusals.ts";
import type { Session } from "./door.ts";
import { engines, login, openTestHouse, password } from "./test-house.ts";
import { unknownVisitor } from "./visitor.ts";

const minute = 60_000;
const chosen = "verger-cuivre-marais";

for (const engine of engines) {
  const house = await openTestHouse({}, engine);
  const { signIn, clock } = house;
  const { security } = signIn;

  suite(`password changed inside a session on ${engine.name}`, () => {
    after(() => house.close());
    beforeEach(async () => {
      clock.advance(25 * 60 * minute);
      await signIn.sweep();
      await signIn.setPassword(house.person, password, "command");
      for (const list of [house.mails, house.notices, house.shortNotices]) list.length = 0;
    });

    function given<Answer extends object>(answer: Answer | Refusal): Answer {
      assert.ok(!isRefusal(answer), JSON.stringify(answer));
      return answer;
    }

    function codeOf(answer: object): RefusalCode | null {
      return isRefusal(answer) ? answer.refusal.code : null;
    }

    async function open(typed = password) {
      const { challenge } = given(
        await signIn.begin({ login, password: typed, method: "email" }, "browser", unknownVisitor),
      );
      return given(await signIn.code({ challenge, code: house.mails.at(-1)?.code ?? "" }, "browser", null));
    }

    async function prove(session: Session): Promise<void> {
      const { challenge } = given(await security.prove(session, "email", "browser"));
      given(await security.proof(session, { challenge, code: house.mails.at(-1)?.code ?? "" }, "browser"));
    }

    const change = (session: Session, current = password, next = chosen) =>
      security.changePassword(session, { current, password: next }, unknownVisitor);
    const opens = async (typed: string) =>
      codeOf(await signIn.begin({ login, password: typed, method: "email" }, "browser")) === null;

    test("without a second factor given anew nothing is looked at", async () => {
      const { session } = await open();
      for (let time = 0; time < 12; time++)
        assert.equal(codeOf(await change(session, "ce-n-est-pas-le-bon")), "proof-needed");
      assert.ok(await opens(password), "no try was counted");
    });

    test("this session goes on under another token, the others end, and every channel is told", async () => {
      const [here, there] = [await open(), await open()];
      const pending = given(await signIn.begin({ login, password, method: "email" }, "other"));
      const late = house.mails.at(-1)?.code ?? "";
      await prove(here.session);
      const ended: string[] = [];
      const stop = signIn.onEnded((id) => ended.push(id));
      const changed = given(await change(here.session));
      stop();
      assert.deepEqual(changed.answer, { step: "password-set" });
      assert.deepEqual(ended, [there.session.id]);
      const living = async (token: string) => {
        const session = await signIn.session(token, { renew: false });
        return session === "locked" ? session : session?.id;
      };
      assert.equal(await living(changed.token), here.session.id);
      assert.deepEqual(
        [await living(here.token), await living(there.token)],
        [undefined, undefined],
        "a copied cookie of before opens nothing",
      );
      const answered = await signIn.code({ challenge: pending.challenge, code: late }, "other", null);
      assert.equal(codeOf(answered), "unknown-challenge");
      assert.deepEqual([await opens(password), await opens(chosen)], [false, true]);
      const { passwordSetAt } = await security.factors(here.session);
      assert.equal(passwordSetAt, clock.now());
      while (house.notices.length + house.shortNotices.length < 2)
        await new Promise((run) => setImmediate(run));
      const { browser: from } = unknownVisitor;
      const told = { kind: "password-changed", at: clock.now(), from, to: "", reference: "", account: "" };
      assert.deepEqual(
        [house.notices, house.shortNotices].map(([one]) => ({ ...one, to: "", reference: "", account: "" })),
        [told, told],
      );
      const set = (await house.audit()).findLast(({ action }) => action === "password.set");
      assert.equal(set?.actor, `person:${house.person.id}`);
    });

    test("a wrong one is counted as at the door, traced, seen among the sign-ins, and then waits", async () => {
      const { session } = await open();
      await prove(session);
      clock.advance(1000);
      const start = clock.now();
      for (let time = 0; time < 5; time++)
        assert.equal(codeOf(await change(session, `essai-numero-${time}`)), "wrong-password");
      const waiting = await change(session, password);
      assert.equal(codeOf(waiting), "too-many-passwords");
      assert.ok(isRefusal(waiting) && (waiting.refusal.retryAt ?? 0) > clock.now() + minute);
      const atDoor = await signIn.begin({ login, password, method: "email" }, "browser");
      assert.equal(codeOf(atDoor), "too-many-passwords", "the door counts them too");
      const refused = (await house.audit()).filter(
        ({ action, at }) => action === "password.refused" && at >= start,
      );
      assert.equal(refused.length, 5);
      const { attempts } = await security.attempts(session, null);
      assert.equal(
        attempts.filter(({ outcome, at }) => outcome === "password-refused" && at >= start).length,
        5,
      );
    });

    test("a new one that will not do, or that is the same, is told why and costs no try", async () => {
      const { session } = await open();
      await prove(session);
      for (let round = 0; round < 3; round++)
        for (const [typed, code] of [
          ["court", "password-short"],
          ["MotDePasse2026!", "password-common"],
          ["nadège-sous-la-pluie", "password-named"],
          [password, "password-same"],
        ] as const)
          assert.equal(codeOf(await change(session, password, typed)), code);
      given(await change(session));
    });

    test("of two tabs at once one wins; a right password that a link replaced meanwhile is not right any more", async () => {
      const { session } = await open();
      await prove(session);
      const answers = await Promise.all([
        change(session),
        change(session, password, "autre-galet-noix-brume"),
      ]);
      assert.deepEqual(answers.map(codeOf).toSorted(), ["wrong-password", null].toSorted());
      assert.equal(codeOf(await change(session, password, "encore-un-verger-brume")), "wrong-password");
    });

    test("a session that was closed changes nothing, whatever it had proved", async () => {
      const [here, there] = [await open(), await open()];
      await prove(here.session);
      await prove(there.session);
      given(await security.closeSession(here.session, there.session.id));
      assert.equal(codeOf(await change(there.session)), "proof-needed");
      assert.ok(await opens(password));
    });
  });
}
