import assert from "node:assert/strict";
import { after, beforeEach, suite, test } from "node:test";
import type { Attempts } from "../../contracts/own-sessions.ts";
import { isRefusal, type Refusal, type RefusalCode } from "../../contracts/refusals.ts";
import { type Network, type Range, readRange } from "../foundations/networks.ts";
import type { Session, Visitor } from "./door.ts";
import { engines, login, nadege, openTestHouse, password } from "./test-house.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

function network(name: string, range: string, shared = false): Network {
  return { name, ranges: [readRange(range) as Range], shared };
}

const networks = [network("Val-de-Brume, bâtiment A", "10.1.0.0/16"), network("Foyer", "10.2.0.0/16", true)];
const desk: Visitor = { address: "10.1.4.7", browser: { browser: "Firefox", system: "Windows" } };
const common: Visitor = { address: "10.2.0.9", browser: { browser: "Edge", system: "Windows" } };
const phone: Visitor = { address: "203.0.113.9", browser: { browser: "Chrome", system: "Android" } };

for (const engine of engines) {
  const house = await openTestHouse({ networks, methods: ["email", "totp"] }, engine);
  const { signIn, clock } = house;
  const { security } = signIn;
  const put = await house.directory.putPerson(
    { ...nadege, login: "org.yanis.petit@valdebrume.mss.example", givenName: "Yanis", familyName: "Petit" },
    "command",
  );
  const yanis = typeof put === "string" ? null : await house.directory.person(put.id);
  assert.ok(yanis);
  await signIn.setPassword(yanis, password, "command");

  suite(`own sessions on ${engine.name}`, () => {
    after(() => house.close());
    // Nothing of the test before counts any more: not a session, not an attempt, not a notice.
    beforeEach(async () => {
      clock.advance(91 * day);
      await signIn.sweep();
      await signIn.sweep();
      for (const list of [house.mails, house.notices, house.shortNotices]) list.length = 0;
    });

    function given<Answer extends object>(answer: Answer | Refusal): Answer {
      assert.ok(!isRefusal(answer), JSON.stringify(answer));
      return answer;
    }

    function codeOf(answer: object): RefusalCode | null {
      return isRefusal(answer) ? answer.refusal.code : null;
    }

    async function open(visitor: Visitor, whose = login, typed = password) {
      const begin = { login: whose, password: typed, method: "email" as const };
      const { challenge } = given(await signIn.begin(begin, "browser", visitor));
      const code = house.mails.at(-1)?.code ?? "";
      return given(await signIn.code({ challenge, code }, "browser", null, visitor));
    }

    async function prove(session: Session): Promise<void> {
      const { challenge } = given(await security.prove(session, "email", "browser"));
      given(await security.proof(session, { challenge, code: house.mails.at(-1)?.code ?? "" }, "browser"));
    }

    async function attemptsOf(session: Session): Promise<Attempts["attempts"]> {
      return (await security.attempts(session, null)).attempts;
    }

    /** Notices leave by themselves, after what they tell of. */
    async function noticed(count: number): Promise<void> {
      while (house.notices.length < count) await new Promise((run) => setImmediate(run));
    }

    test("each session says from where, with what, since when and until when; one's own is marked", async () => {
      const { session } = await open(desk);
      const openedAt = clock.now();
      clock.advance(5 * minute);
      const other = await open(phone);
      const shared = await open(common);
      assert.ok(await signIn.session(other.token, { renew: true }));
      const { sessions, idleMs, longestMs } = await security.sessions(session);
      assert.deepEqual([idleMs, longestMs], [30 * minute, 4 * hour]);
      assert.deepEqual(
        sessions.find(({ isHere }) => isHere),
        {
          id: session.id,
          isHere: true,
          browser: "Firefox",
          system: "Windows",
          network: "Val-de-Brume, bâtiment A",
          isShared: false,
          method: "email",
          openedAt,
          usedAt: openedAt,
          endsAt: openedAt + 4 * hour,
        },
      );
      const named = sessions.map((one) => [one.id, one.network, one.isShared]).toSorted();
      assert.deepEqual(
        named,
        [
          [session.id, "Val-de-Brume, bâtiment A", false],
          [other.session.id, "203.0.113.9", false],
          [shared.session.id, "Foyer", true],
        ].toSorted(),
      );
    });

    test("one that fell silent is locked, hence among them; one that is over is not, before it is swept too", async () => {
      const silent = await open(phone);
      clock.advance(31 * minute);
      const idsFor = async ({ session }: Awaited<ReturnType<typeof open>>) =>
        (await security.sessions(session)).sessions.map(({ id }) => id);
      const here = await open(desk);
      assert.deepEqual(await idsFor(here), [here.session.id, silent.session.id]);
      clock.advance(210 * minute);
      const later = await open(desk);
      assert.deepEqual(await idsFor(later), [later.session.id, here.session.id]);
    });

    test("closing one ends it at once, told and traced; a second time changes nothing", async () => {
      const [{ session }, other] = [await open(desk), await open(phone)];
      const ended: string[] = [];
      const stop = signIn.onEnded((id) => ended.push(id));
      assert.equal(codeOf(await security.closeSession(session, other.session.id)), "proof-needed");
      await prove(session);
      const left = given(await security.closeSession(session, other.session.id));
      assert.deepEqual(
        left.sessions.map(({ id }) => id),
        [session.id],
      );
      assert.equal(await signIn.session(other.token, { renew: false }), null);
      // Notices leave by themselves meanwhile.
      const ends = (await house.audit()).filter((row) => row.action === "session.ended");
      const { action, actor, object, facts } = ends.at(-1) ?? {};
      assert.deepEqual(
        { action, actor, object, facts },
        {
          action: "session.ended",
          actor: `person:${house.person.id}`,
          object: other.session.id,
          facts: { reason: "closed" },
        },
      );
      given(await security.closeSession(session, other.session.id));
      stop();
      assert.deepEqual(ended, [other.session.id]);
      const after = (await house.audit()).filter((row) => row.action === "session.ended");
      assert.equal(after.length, ends.length);
    });

    test("closing the others leaves this one, and nobody else's", async () => {
      const [{ session }, one, two] = [await open(desk), await open(phone), await open(common)];
      const stranger = await open(desk, yanis.login);
      assert.equal(codeOf(await security.closeOtherSessions(session)), "proof-needed");
      await prove(session);
      const left = given(await security.closeOtherSessions(session));
      assert.deepEqual(
        left.sessions.map(({ id }) => id),
        [session.id],
      );
      for (const { token } of [one, two]) assert.equal(await signIn.session(token, { renew: false }), null);
      assert.ok(await signIn.session(stranger.token, { renew: false }));
    });

    test("another person's session, one's own, a made-up one: not found, and nothing ends", async () => {
      const { session, token } = await open(desk);
      const stranger = await open(desk, yanis.login);
      await prove(session);
      for (const id of [stranger.session.id, session.id, "", "sxxxxxxxxxxxxxxxxxxxxxxxx", house.person.id])
        assert.equal(codeOf(await security.closeSession(session, id)), "not-found", id);
      for (const living of [token, stranger.token]) assert.ok(await signIn.session(living, { renew: false }));
    });

    test("the proof of another session of the same person does not count, nor an old one, nor one replayed", async () => {
      const [{ session }, other] = [await open(desk), await open(phone)];
      const { challenge } = given(await security.prove(other.session, "email", "browser"));
      const answer = { challenge, code: house.mails.at(-1)?.code ?? "" };
      assert.equal(codeOf(await security.proof(session, answer, "browser")), "unknown-challenge");
      given(await security.proof(other.session, answer, "browser"));
      assert.equal(codeOf(await security.closeOtherSessions(session)), "proof-needed");
      clock.advance(5 * minute);
      assert.equal(codeOf(await security.closeOtherSessions(other.session)), "proof-needed");
      assert.equal(codeOf(await security.proof(other.session, answer, "browser")), "code-used");
      assert.equal(codeOf(await security.closeOtherSessions(other.session)), "proof-needed");
    });

    test("sign-ins, done and tried, newest first, each with its means and from where", async () => {
      const wrong = { login, password: "ce-n-est-pas-le-bon", method: "email" as const };
      await signIn.begin(wrong, "browser", phone);
      clock.advance(minute);
      const { challenge } = given(await signIn.begin({ ...wrong, password }, "browser", phone));
      const code = house.mails.at(-1)?.code ?? "";
      const off = code === "000000" ? "111111" : "000000";
      clock.advance(minute);
      await signIn.code({ challenge, code: off }, "browser", null, phone);
      clock.advance(minute);
      given(await signIn.begin({ ...wrong, password }, "thief", common));
      clock.advance(minute);
      const { session } = await open(desk);
      const now = clock.now();
      assert.deepEqual(await attemptsOf(session), [
        row(now, desk, "email", "opened"),
        row(now - minute, common, "email", "code-awaited"),
        row(now - 2 * minute, phone, "email", "code-refused"),
        row(now - 4 * minute, phone, null, "password-refused"),
      ]);
      clock.advance(minute);
      given(await signIn.code({ challenge, code }, "browser", null, phone));
      const lines = await attemptsOf(session);
      assert.deepEqual([lines.length, lines[0]], [4, row(now + minute, phone, "email", "opened")]);
    });

    function row(at: number, visitor: Visitor, method: "email" | null, outcome: string) {
      const names = new Map([
        [desk, "Val-de-Brume, bâtiment A"],
        [common, "Foyer"],
      ]);
      return { at, ...visitor.browser, network: names.get(visitor) ?? visitor.address, method, outcome };
    }

    test("pages follow one another without a gap or a double, whatever happens at one instant", async () => {
      const { session } = await open(desk);
      for (let time = 0; time < 15; time++) {
        for (let twice = 0; twice < 3; twice++)
          await signIn.begin({ login, password: `faux-${time}-${twice}`, method: "email" }, "b", desk);
        clock.advance(25 * hour);
      }
      const again = await open(desk);
      const seen: number[] = [];
      let pages = 0;
      for (let after: string | null = null; ; pages++) {
        const page: Attempts = await security.attempts(again.session, after);
        seen.push(...page.attempts.map(({ at }) => at));
        after = page.next;
        if (after === null) break;
      }
      assert.deepEqual([pages + 1, seen.length], [3, 47]);
      assert.deepEqual(
        seen,
        seen.toSorted((one, other) => other - one),
      );
      assert.equal((await security.attempts(again.session, "0.a")).attempts.length, 0);
      const stranger = await open(desk, yanis.login);
      assert.equal((await attemptsOf(stranger.session)).length, 1);
      assert.ok(session);
    });

    test("after ninety days a sign-in is forgotten, and those of logins that nobody has at once", async () => {
      const stranger = { login: "personne@valdebrume.mss.example", password: "x", method: "email" as const };
      await signIn.begin(stranger, "browser", phone);
      await open(phone);
      clock.advance(90 * day);
      await signIn.sweep();
      const { session } = await open(desk);
      assert.equal((await attemptsOf(session)).length, 1);
    });

    test("an address is kept sealed, and the trace has none", async () => {
      const { session } = await open(phone);
      const asked = { personId: session.person.id, since: 0, before: null, limit: 9 };
      // The operation answers these rows.
      const rows = (await house.store.read("sign-in.attempts", asked)) as { visitor: Uint8Array }[];
      assert.equal(rows.length, 1);
      const kept = rows.map(({ visitor }) => Buffer.from(visitor).toString("latin1"));
      for (const text of [...kept, JSON.stringify(rows), JSON.stringify(await house.audit())])
        assert.doesNotMatch(text, /203\.0\.113|Android/);
    });

    test("a new network is told by both channels, the first of all and a known one are not", async () => {
      await open(desk);
      await open({ ...desk, address: "10.1.200.1" });
      await open(phone);
      await noticed(1);
      await open({ ...phone, address: "203.0.99.9" });
      await open(common);
      await noticed(2);
      const told = { kind: "new-place", at: clock.now(), isNew: ["network"], reference: "" };
      assert.deepEqual(
        house.notices.map((notice) => ({ ...notice, reference: "" })),
        [
          { ...told, from: phone.browser, network: "203.0.113.9", to: nadege.email, account: login },
          { ...told, from: common.browser, network: "Foyer", to: nadege.email, account: login },
        ],
      );
      while (house.shortNotices.length < 2) await new Promise((run) => setImmediate(run));
      assert.equal(house.shortNotices[0]?.to, nadege.mobile);
    });
  });
}
