import assert from "node:assert/strict";
import { after, suite, test } from "node:test";
import { isRefusal, type RefusalCode } from "../../contracts/refusals.ts";
import { conditionsVersion } from "../../contracts/first-access.ts";
import { type AccessHouse, day, domain, engines, newcomer, openAccessHouse } from "./test-house.ts";

const minute = 60_000;
const browser = "b".repeat(43);
const other = "o".repeat(43);
const password = "barque-cuivre-verger-7";
let counter = 0;

function codeOf(answer: object): RefusalCode | "yes" {
  return isRefusal(answer) ? answer.refusal.code : "yes";
}

for (const engine of engines) {
  const house = await openAccessHouse(engine);
  const { signIn, administration, clock, who, boxes } = house;
  const way = signIn.firstAccess;

  /** Somebody who got an access, with the secret of her link. */
  async function give() {
    const login = `org.essai.numero${++counter}@${domain}`;
    const { personId } = await house.giveAccess({ login });
    return { personId, login, link: house.link() };
  }

  async function prove(link: string, kind: "email" | "mobile" = "email", from = browser) {
    assert.equal(codeOf(await way.sendCode(link, kind, from)), "yes");
    const code = (kind === "email" ? house.codes : house.texts).at(-1)?.code ?? "";
    return way.prove(link, { kind, code }, from);
  }

  async function sessionOf(token: string) {
    const session = await signIn.session(token, { renew: false });
    return session === "locked" ? null : session;
  }

  const finish = (link: string, from = browser, chosen = password) =>
    signIn.finishFirstAccess(link, { password: chosen, conditions: conditionsVersion }, from, null);

  suite(`first access on ${engine.name}`, () => {
    after(() => house.close());

    test("the whole way: link, contacts by code, password, session, mailbox", async () => {
      const { link, login, personId } = await give();
      const notice = house.notices.at(-1);
      assert.ok(notice?.kind === "activation");
      assert.deepEqual(
        [notice.to, notice.account, notice.by, notice.structure],
        ["l.legoff@ordinaire.example", login, "Odile Test", "Association Val de Brume"],
      );
      const looked = await way.look(link, browser);
      assert.ok(!isRefusal(looked));
      assert.deepEqual(looked.state.email, { masked: "l…f@ordinaire.example", sent: null, proved: false });
      await prove(link);
      const both = await prove(link, "mobile");
      assert.ok(!isRefusal(both) && both.state.email?.proved && both.state.mobile?.proved);
      const opened = await finish(link);
      assert.ok(!isRefusal(opened));
      assert.equal((await sessionOf(opened.token))?.person.id, personId);
      const contacts = await house.directory.contacts(personId);
      assert.equal(contacts?.email?.verifiedAt, clock.now());
      assert.equal(contacts?.mobile?.verifiedAt, clock.now());
      assert.deepEqual(
        (await house.mailboxes.listMailboxes(personId)).map(({ name }) => name),
        ["ime"],
      );
      // The proof just given lets her add an app at once.
      const { id, person } = opened.session;
      assert.ok(!isRefusal(await signIn.security.newApp({ id, person })));
      const traced = (await house.traces()).filter(({ object }) => object === personId);
      assert.deepEqual(
        traced.map(({ action }) => action),
        [
          "person.added",
          "identity.checked",
          "activation.made",
          "activation.sent",
          "contact.verified",
          "contact.verified",
          "activation.used",
          "conditions.accepted",
          "password.set",
        ],
      );
      assert.equal(traced[0]?.actor, `person:${who.référent}`);
    });

    test("a link serves once, seven days, and not after another was sent", async () => {
      const used = await give();
      await prove(used.link);
      assert.equal(codeOf(await finish(used.link)), "yes");
      assert.equal(codeOf(await finish(used.link)), "link-over");
      assert.equal(codeOf(await way.look(used.link, browser)), "link-over");
      assert.equal(codeOf(await administration.resend(who.référent, used.personId)), "access-used");

      const replaced = await give();
      assert.equal(codeOf(await administration.resend(who.référent, replaced.personId)), "yes");
      await house.sent("another link", () => house.link() !== replaced.link);
      assert.equal(codeOf(await way.look(replaced.link, browser)), "link-over");
      const next = house.link();
      assert.notEqual(next, replaced.link);
      assert.equal(codeOf(await way.look(next, browser)), "yes");
      clock.advance(7 * day);
      assert.equal(codeOf(await way.look(next, browser)), "link-over");
      assert.equal(codeOf(await way.look("x".repeat(43), browser)), "link-over");
    });

    test("the password is not set on the link alone, nor on a code that another browser gave", async () => {
      const { link, login } = await give();
      assert.equal(codeOf(await finish(link)), "contact-unproved");
      await prove(link, "mobile");
      assert.equal(codeOf(await finish(link)), "contact-unproved");
      await prove(link, "email", browser);
      assert.equal(codeOf(await finish(link, other)), "contact-unproved");
      clock.advance(61 * minute);
      assert.equal(codeOf(await finish(link)), "contact-unproved");
      assert.equal(codeOf(await signIn.begin({ login, password, method: "email" }, browser)), "wrong-login");
    });

    test("a code is answered by the browser that asked, five times, ten minutes; sent again it is the same", async () => {
      const { link } = await give();
      await way.sendCode(link, "email", browser);
      const code = house.codes.at(-1)?.code ?? "";
      const wrong = code === "000000" ? "000001" : "000000";
      assert.equal(codeOf(await way.sendCode(link, "email", browser)), "resend-too-soon");
      assert.equal(codeOf(await way.prove(link, { kind: "email", code }, other)), "unknown-challenge");
      assert.equal(codeOf(await way.prove(link, { kind: "mobile", code }, browser)), "unknown-challenge");
      clock.advance(minute);
      await way.sendCode(link, "email", browser);
      assert.equal(house.codes.at(-1)?.code, code);
      for (const left of [4, 3, 2, 1]) {
        const refused = await way.prove(link, { kind: "email", code: wrong }, browser);
        assert.ok(isRefusal(refused) && refused.refusal.triesLeft === left);
      }
      assert.equal(codeOf(await way.prove(link, { kind: "email", code: wrong }, browser)), "too-many-codes");
      assert.equal(codeOf(await way.prove(link, { kind: "email", code }, browser)), "too-many-codes");
      clock.advance(minute);
      await way.sendCode(link, "email", browser);
      const fresh = house.codes.at(-1)?.code ?? "";
      clock.advance(10 * minute);
      assert.equal(codeOf(await way.prove(link, { kind: "email", code: fresh }, browser)), "code-expired");
    });

    test("codes are sent twelve times in all, then never again for this link", async () => {
      const { link } = await give();
      for (let sent = 0; sent < 12; sent++) {
        assert.equal(codeOf(await way.sendCode(link, "email", browser)), "yes");
        clock.advance(minute);
      }
      assert.equal(codeOf(await way.sendCode(link, "email", browser)), "resend-too-many");
    });

    test("a contact changed meanwhile is not proved by the code of the former one", async () => {
      const { link, personId } = await give();
      await way.sendCode(link, "email", browser);
      const code = house.codes.at(-1)?.code ?? "";
      const contact = { kind: "email", address: "autre@ordinaire.example" } as const;
      assert.equal(codeOf(await administration.changeContact(who.référent, personId, contact)), "yes");
      assert.equal(codeOf(await way.prove(link, { kind: "email", code }, browser)), "code-expired");
      clock.advance(minute);
      await prove(link);
      assert.equal(house.codes.at(-1)?.to, "autre@ordinaire.example");
      await administration.changeContact(who.référent, personId, {
        ...contact,
        address: "encore@ordinaire.example",
      });
      assert.equal(codeOf(await finish(link)), "contact-unproved");
    });

    test("of two finishes at once, one opens", async () => {
      const { link } = await give();
      await prove(link);
      const outcomes = (await Promise.all([finish(link), finish(link)])).map(codeOf);
      assert.deepEqual(outcomes.toSorted(), ["link-over", "yes"]);
    });

    test("poor passwords are refused, and use nothing up", async () => {
      const { link } = await give();
      await prove(link);
      for (const [chosen, fault] of [
        ["court", "password-short"],
        ["motdepasse2026", "password-common"],
        ["lea-numero-essai-barque", "password-named"],
      ] as const)
        assert.equal(codeOf(await finish(link, browser, chosen)), fault);
      assert.equal(codeOf(await finish(link)), "yes");
    });

    test("of two people who choose one identifier at once, one gets it", async () => {
      const access = { ...newcomer(boxes.ime), login: `org.course.numero${++counter}@${domain}` };
      const both = [administration.give(who.référent, access), administration.give(who.référent, access)];
      assert.deepEqual((await Promise.all(both)).map(codeOf).toSorted(), ["login-taken", "yes"]);
    });

    async function openFully() {
      const given = await give();
      await prove(given.link);
      const opened = await finish(given.link);
      assert.ok(!isRefusal(opened));
      return { ...given, token: opened.token, sessionId: opened.session.id };
    }
    const isIn = async (token: string) => (await signIn.session(token, { renew: false })) !== null;

    test("suspended, somebody is out at once and by no way in; resumed, she signs in again", async () => {
      const { personId, login, token, sessionId } = await openFully();
      assert.ok(await isIn(token));
      const begun = await signIn.begin({ login, password, method: "email" }, browser);
      assert.ok(!isRefusal(begun));
      const code = house.codes.at(-1)?.code ?? "";
      assert.equal(codeOf(await administration.suspend(who.référent, personId)), "yes");
      assert.ok(!(await isIn(token)));
      assert.ok(house.ended.includes(sessionId));
      const answer = { challenge: begun.challenge, code };
      assert.equal(codeOf(await signIn.code(answer, browser, null)), "unknown-challenge");
      assert.equal(codeOf(await signIn.begin({ login, password, method: "email" }, browser)), "wrong-login");
      const told = () =>
        house.notices.filter(({ kind, account }) => kind === "access-suspended" && account === login);
      await house.sent("the notice", () => told().length === 1);
      await administration.suspend(who.référent, personId);
      await house.settle();
      assert.equal(told().length, 1, "nobody is told twice");
      assert.equal((await house.mailboxes.listMailboxes(personId)).length, 1, "rights wait");
      await administration.resume(who.référent, personId);
      assert.equal(codeOf(await signIn.begin({ login, password, method: "email" }, browser)), "yes");
    });

    test("a departure ends sessions, links, methods and rights at once, and keeps the name", async () => {
      const { personId, login, token } = await openFully();
      const pushed: string[] = [];
      const stop = house.store.onChanged((changes) =>
        pushed.push(...changes.map((one) => one.personId ?? "")),
      );
      assert.equal(codeOf(await administration.leave(who.référent, personId)), "yes");
      assert.ok(!(await isIn(token)));
      assert.deepEqual(await house.mailboxes.listMailboxes(personId), []);
      while (!pushed.includes(personId)) await new Promise((run) => setTimeout(run, 5));
      stop();
      assert.equal(codeOf(await signIn.begin({ login, password, method: "email" }, browser)), "wrong-login");
      assert.equal(codeOf(await administration.resume(who.référent, personId)), "access-left");
      assert.equal(codeOf(await administration.resend(who.référent, personId)), "access-left");
      const right = { personId, mailboxId: boxes.ime, right: "reader", from: null, until: null } as const;
      assert.equal(codeOf(await administration.changeRights(who.référent, [right])), "access-left");
      assert.equal((await house.directory.person(personId))?.name, "Léa Le Goff");
      const list = await administration.people(who.référent, { search: login, filter: "left", from: 0 });
      assert.ok(!isRefusal(list) && list.people[0]?.state === "left");
    });

    test("a locked login is unlocked, and lost methods are taken away, by the référent; both are told", async () => {
      const { personId, login } = await openFully();
      const begin = (typed: string) => signIn.begin({ login, password: typed, method: "email" }, browser);
      for (let tries = 0; tries < 6; tries++) await begin("pas-le-bon-mot");
      assert.equal(codeOf(await begin(password)), "too-many-passwords");
      assert.equal(codeOf(await administration.unlock(who.référent, personId)), "yes");
      assert.equal(codeOf(await begin(password)), "yes");
      const person = await house.directory.person(personId);
      assert.ok(person);
      await signIn.security.putApp(
        person,
        { name: "", secret: "MNQWI5LDMVSSAZDVEBRGCYZAMEQHGYLC" },
        "command",
      );
      assert.equal(codeOf(await administration.resetMethods(who.référent, personId)), "yes");
      const list = await administration.people(who.référent, { search: login, filter: "all", from: 0 });
      assert.ok(!isRefusal(list) && list.people[0]?.single);
      const told = () => house.notices.filter(({ account }) => account === login).map(({ kind }) => kind);
      await house.sent(
        "both notices",
        () => told().includes("methods-reset") && told().includes("access-unlocked"),
      );
    });

    test("a « code de dépannage » replaces one code, once, ten minutes, and never the password", async () => {
      const { personId, login } = await openFully();
      const begin = () => signIn.begin({ login, password, method: "email" }, browser);
      const answerWith = async (code: string) => {
        const step = await begin();
        assert.ok(!isRefusal(step));
        return signIn.code({ challenge: step.challenge, code }, browser, null);
      };
      const given = await administration.rescue(who.référent, personId);
      assert.ok(!isRefusal(given));
      assert.match(given.code, /^\d{4} \d{4} \d{4}$/);
      const told = () =>
        house.notices.some(({ kind, account }) => kind === "rescue-code" && account === login);
      await house.sent("the notice of the code", told);
      const last = given.code.at(-1) === "0" ? "1" : "0";
      assert.equal(codeOf(await answerWith(given.code.slice(0, -1) + last)), "wrong-code");
      assert.equal(codeOf(await answerWith(given.code)), "yes");
      assert.equal(codeOf(await answerWith(given.code)), "wrong-code", "once");
      const late = await administration.rescue(who.référent, personId);
      assert.ok(!isRefusal(late));
      clock.advance(10 * minute);
      assert.equal(codeOf(await answerWith(late.code)), "wrong-code", "ten minutes");
      const stranger = await openFully();
      const hers = await administration.rescue(who.référent, stranger.personId);
      assert.ok(!isRefusal(hers));
      assert.equal(codeOf(await answerWith(hers.code)), "wrong-code", "another person’s");
      const replaced = await administration.rescue(who.référent, personId);
      const next = await administration.rescue(who.référent, personId);
      assert.ok(!isRefusal(replaced) && !isRefusal(next));
      assert.equal(codeOf(await answerWith(replaced.code)), "wrong-code", "replaced by the next");
      const traced = (await house.traces())
        .filter(({ object }) => object === personId)
        .map(({ action }) => action);
      assert.ok(traced.includes("rescue-code.made") && traced.includes("spare-code.used"));
    });

    test("ten codes on paper serve once each, and die with those made after them", async () => {
      const { login, token } = await openFully();
      const holder = await sessionOf(token);
      assert.ok(holder);
      const made = await signIn.recoveryCodes(holder);
      assert.ok(!isRefusal(made));
      assert.equal(new Set(made.codes.map((code) => code.slice(0, 4))).size, 10);
      const answerWith = async (code = "") => {
        const step = await signIn.begin({ login, password, method: "email" }, browser);
        assert.ok(!isRefusal(step));
        return codeOf(await signIn.code({ challenge: step.challenge, code }, browser, null));
      };
      assert.equal(await answerWith(made.codes[3]?.replaceAll(" ", "-")), "yes");
      assert.equal(await answerWith(made.codes[3]), "wrong-code");
      assert.equal(await answerWith(made.codes[4]), "yes");
      const again = await signIn.recoveryCodes(holder);
      assert.ok(!isRefusal(again));
      assert.equal(await answerWith(made.codes[5]), "wrong-code");
      assert.equal(await answerWith(again.codes[0]), "yes");
      clock.advance(6 * minute);
      assert.equal(codeOf(await signIn.recoveryCodes(holder)), "proof-needed");
    });

    test("of two browsers with one spare code at once, one opens", async () => {
      const { personId, login } = await openFully();
      const given = await administration.rescue(who.référent, personId);
      assert.ok(!isRefusal(given));
      const steps = [];
      for (const one of [browser, other]) {
        const step = await signIn.begin({ login, password, method: "email" }, one);
        assert.ok(!isRefusal(step));
        steps.push(signIn.code.bind(null, { challenge: step.challenge, code: given.code }, one, null));
      }
      const outcomes = (await Promise.all(steps.map((open) => open()))).map(codeOf);
      assert.equal(outcomes.filter((code) => code === "yes").length, 1);
    });

    test("whoever had the former contact is told that it was replaced", async () => {
      const { personId, login } = await openFully();
      const contact = { kind: "email", address: "autre@ordinaire.example" } as const;
      await administration.changeContact(who.référent, personId, contact);
      const isTold = () =>
        house.notices.some(
          ({ kind, account, to }) =>
            kind === "contact-changed" && account === login && to === "l.legoff@ordinaire.example",
        );
      await house.sent("the notice to the former address", isTold);
      assert.equal((await house.directory.contacts(personId))?.email?.verifiedAt, null);
      const step = await signIn.begin({ login, password, method: "email" }, browser);
      assert.ok(
        !isRefusal(step) && step.ways[0]?.state === "missing",
        "no code goes to an address not verified",
      );
      // The way back: a link to the new address, which she proves.
      const before = house.link();
      assert.equal(codeOf(await administration.resend(who.référent, personId)), "yes");
      await house.sent("the link to the new address", () => house.link() !== before);
      await prove(house.link());
      assert.equal(house.codes.at(-1)?.to, contact.address);
      assert.equal(codeOf(await finish(house.link())), "yes");
      assert.equal(codeOf(await administration.resend(who.référent, personId)), "access-used");
    });

    test("a link whose person was withdrawn opens nothing", async () => {
      const { link, personId } = await give();
      await prove(link);
      await administration.leave(who.référent, personId);
      assert.equal(codeOf(await finish(link)), "link-over");
    });

    test("an access has a last day, and is over at midnight", async () => {
      const { personId, token } = await openFully();
      const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris" }).format(clock.now());
      await administration.setEnd(who.référent, personId, today);
      assert.ok(await isIn(token));
      const yesterday = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris" }).format(
        clock.now() - day,
      );
      await administration.setEnd(who.référent, personId, yesterday);
      assert.ok(!(await isIn(token)));
      assert.ok(house.ended.length > 0);
    });

    test("the list says how each one stands, and finds her without accents", async () => {
      const list = async (search: string, filter: "all" | "never" | "single" | "suspended" = "all") => {
        const found = await administration.people(who.référent, { search, filter, from: 0 });
        assert.ok(!isRefusal(found));
        return found;
      };
      const waiting = await give();
      assert.equal((await list(waiting.login)).people[0]?.state, "waiting");
      assert.equal((await list(waiting.login)).people[0]?.link?.state, "handed");
      const active = await openFully();
      const [row] = (await list(active.login)).people;
      assert.deepEqual([row?.state, row?.single, row?.rights.length], ["active", true, 1]);
      assert.ok((await list("LEA goff")).total > 1);
      assert.equal((await list("personne de ce nom")).total, 0);
      assert.ok(
        (await list("", "never")).people.every(({ state }) => state === "waiting" || state === "never"),
      );
      const before = (await list("")).figures.suspended;
      await administration.suspend(who.référent, active.personId);
      const after = await list("", "suspended");
      assert.equal(after.figures.suspended, before + 1);
      assert.ok(after.people.some(({ id }) => id === active.personId));
      assert.ok(!JSON.stringify(await list("")).includes("Alma"), "nobody of another structure");
    });

    test("what is typed is read strictly", async () => {
      const cases: [Partial<Parameters<AccessHouse["giveAccess"]>[0]>, RefusalCode][] = [
        [{ login: "lea@valdebrume.mss.example" }, "login-malformed"],
        [{ login: "org.lea.roy@autre.mss.example" }, "login-malformed"],
        [{ rpps: "12345678901" }, "rpps-malformed"],
        [{ email: "lea" }, "contact-malformed"],
        [{ email: `lea@${domain}` }, "contact-malformed"],
        [{ mobile: "02 61 91 12 40" }, "contact-malformed"],
        [
          { rights: [{ mailboxId: boxes.ime, right: "reader", from: "2027-02-01", until: "2027-01-01" }] },
          "dates-malformed",
        ],
      ];
      for (const [wrong, fault] of cases) {
        const access = { ...newcomer(boxes.ime), login: `org.faux.numero${++counter}@${domain}`, ...wrong };
        assert.equal(codeOf(await administration.give(who.référent, access)), fault);
      }
    });
  });
}
