import assert from "node:assert/strict";
import { after, suite, test } from "node:test";
import { isRefusal } from "../../../contracts/refusals.ts";
import type { Notice } from "../../notifications/door.ts";
import { openAdministration } from "../door.ts";
import { day, engines, openAccessHouse } from "../test-house.ts";
import { begin, fileOf, heading, linesOf, mailOf, taken } from "./test-arrivals.ts";

for (const engine of engines) {
  const house = await openAccessHouse(engine);
  const { administration, who } = house;
  const left: ((mail: "handed") => void)[] = [];
  const dying = openAdministration({
    ...house.parts,
    signIn: {
      ...house.signIn,
      // The relay’s answer never comes.
      firstAccess: {
        ...house.signIn.firstAccess,
        sendLink: () => new Promise((settle) => left.push(settle)),
      },
    },
  });
  const { arrivals } = administration;
  // Woken by the tests alone: by itself it would take, where the machine is slow, what another process is to work on.
  const runs = arrivals.startRuns(86_400_000);
  // Keeps runs, and works on none.
  const idle = openAdministration(house.parts);

  const mails = (to: string) => house.notices.filter((one: Notice) => one.to === to);
  const run = async (runId: string) => taken(await arrivals.state(who.référent, runId)).run ?? assert.fail();
  const login = (word: string, letters: string) => `org.ana.${word}-${letters}@valdebrume.mss.example`;

  suite(`arrivals from a file, on ${engine.name}`, () => {
    after(async () => {
      await runs.close();
      await house.close();
    });

    test("everybody is made as « give » makes her, and told once", async () => {
      const { id } = await begin(house, fileOf("un", 3));
      await runs.work();
      assert.equal((await run(id)).state, "done");
      assert.deepEqual(
        (await linesOf(house, id)).map(({ state, mail }) => [state, mail]),
        Array.from({ length: 3 }, () => ["given", "handed"]),
      );
      for (let place = 0; place < 3; place++) assert.equal(mails(mailOf("un", place)).length, 1);
      const person = await house.directory.findByLogin(login("un", "b"));
      assert.ok(person);
      assert.equal((await house.mailboxes.listMailboxes(person.id))[0]?.right, "writer");
      const actions = (await house.traces()).filter(({ object }) => object === person.id);
      assert.deepEqual(
        actions.map(({ action, actor }) => [action, actor === `person:${who.référent}`]),
        [
          ["person.added", true],
          ["identity.checked", true],
          ["activation.made", true],
          ["activation.sent", false],
        ],
      );
      // The link opens her first access.
      const notice = mails(mailOf("un", 1))[0];
      assert.ok(notice?.kind === "activation");
      assert.ok(!isRefusal(await house.signIn.firstAccess.look(notice.secret, "a browser")));
    });

    test("a dry run changes nothing, and the same file again makes nobody twice", async () => {
      const text = fileOf("deux", 2);
      const before = (await house.traces()).length;
      const first = taken(await arrivals.check(who.référent, text));
      assert.equal((await house.traces()).length, before);
      assert.ok(first.step === "checked");
      const { id } = await begin(house, text);
      // Pressed twice: the second press meets the run, or its people.
      const again = await arrivals.begin(who.référent, { text, digest: first.digest });
      assert.ok(isRefusal(again));
      assert.ok(["arrivals-running", "arrivals-changed"].includes(again.refusal.code));
      await runs.work();
      assert.equal((await run(id)).state, "done");
      const later = await arrivals.begin(who.référent, { text, digest: first.digest });
      assert.ok(isRefusal(later) && later.refusal.code === "arrivals-changed");
      const checked = taken(await arrivals.check(who.référent, text));
      assert.ok(checked.step === "checked");
      assert.deepEqual(checked.counts, { new: 0, known: 2, refused: 0, example: 0 });
      const none = await arrivals.begin(who.référent, { text, digest: checked.digest });
      assert.ok(isRefusal(none) && none.refusal.code === "arrivals-over");
    });

    test("of two who press at once, one begins", async () => {
      const text = fileOf("trois", 2);
      const checked = taken(await arrivals.check(who.référent, text));
      assert.ok(checked.step === "checked");
      const file = { text, digest: checked.digest };
      const answers = await Promise.all([
        arrivals.begin(who.référent, file),
        arrivals.begin(who.référent, file),
      ]);
      assert.equal(answers.filter(isRefusal).length, 1);
      await runs.work();
      assert.equal(mails(mailOf("trois", 0)).length, 1);
    });

    test("refused and known lines stay in the list; the others are given", async () => {
      const text = [
        heading,
        "Ana;quatre;quatre@ordinaire.example;CNI;",
        "Ana;quatre;CNI;",
        "Ana;un a;un0@ordinaire.example;CNI;",
      ].join("\n");
      const { id } = await begin(house, text);
      await runs.work();
      assert.deepEqual(
        (await linesOf(house, id)).map(({ line, state }) => [line, state]),
        [
          [2, "given"],
          [3, "refused"],
          [4, "known"],
        ],
      );
      assert.equal(mails("un0@ordinaire.example").length, 1);
    });

    test("what somebody else took meanwhile is refused alone, with its reason", async () => {
      const { id } = await begin({ administration: idle, who }, fileOf("cinq", 2));
      const access = { ...newcomerOf("cinq a"), login: login("cinq", "a") };
      const given = await administration.give(who.référent, access);
      assert.ok(!isRefusal(given));
      await runs.work();
      assert.deepEqual(
        (await linesOf(house, id)).map(({ state, reason }) => [state, reason]),
        [
          ["refused", "login-taken"],
          ["given", null],
        ],
      );
    });

    test("a process that died between the mark and the answer: nobody is written to again, and it is said", async () => {
      const { id } = await begin({ administration: dying, who }, fileOf("six", 4));
      const dead = dying.arrivals.startRuns();
      await house.sent("the marks", () => left.length === 3);
      house.clock.advance(60_000);
      await runs.work();
      assert.equal((await run(id)).state, "done");
      assert.deepEqual(
        (await linesOf(house, id)).map(({ mail }) => mail),
        ["unsure", "unsure", "unsure", "handed"],
      );
      assert.equal(mails(mailOf("six", 0)).length, 0);
      // Should the dead one live after all, it holds nothing any more.
      for (const settle of left.splice(0)) settle("handed");
      await dead.work();
      assert.deepEqual(
        (await linesOf(house, id)).map(({ mail }) => mail),
        ["handed", "handed", "handed", "handed"],
      );
      await dead.close();
      for (const [place, count] of [0, 0, 0, 1].entries())
        assert.equal(mails(mailOf("six", place)).length, count);
    });

    test("a process that lost its run to another leaves it, and settles", async () => {
      const { id } = await begin({ administration: dying, who }, fileOf("quatorze", 2));
      const slow = dying.arrivals.startRuns();
      await house.sent("the marks", () => left.length === 2);
      house.clock.advance(60_000);
      await runs.work();
      assert.equal((await run(id)).state, "done");
      for (const settle of left.splice(0)) settle("handed");
      await slow.work();
      await slow.close();
      assert.equal((await run(id)).mails.handed, 2);
    });

    test("what may not have left is sent again when a référent asks, once", async () => {
      const { id } = await begin({ administration: dying, who }, fileOf("douze", 4));
      const dead = dying.arrivals.startRuns();
      await house.sent("the marks", () => left.length === 3);
      // It is never answered: nobody waits for it.
      void dead.close();
      house.clock.advance(60_000);
      await runs.work();
      assert.equal((await run(id)).mails.unsure, 3);
      assert.ok(!isRefusal(await arrivals.resend(who.référent, id)));
      await runs.work();
      assert.equal((await run(id)).mails.handed, 4);
      for (let place = 0; place < 3; place++) assert.equal(mails(mailOf("douze", place)).length, 1);
      const over = await arrivals.resend(who.référent, id);
      assert.ok(isRefusal(over) && over.refusal.code === "arrivals-over");
    });

    test("taken back: rights, link and identifier are free again", async () => {
      const { id } = await begin(house, fileOf("sept", 2));
      await runs.work();
      const person = await house.directory.findByLogin(login("sept", "a"));
      assert.ok(person);
      const notice = mails(mailOf("sept", 0))[0];
      assert.ok(notice?.kind === "activation");
      assert.ok(!isRefusal(await arrivals.cancel(who.référent, { runId: id, how: "all" })));
      await runs.work();
      assert.equal((await run(id)).state, "undone");
      assert.deepEqual(
        (await linesOf(house, id)).map(({ state }) => state),
        ["undone", "undone"],
      );
      assert.ok(isRefusal(await house.signIn.firstAccess.look(notice.secret, "a browser")));
      assert.deepEqual(await house.mailboxes.listMailboxes(person.id), []);
      assert.equal((await house.directory.person(person.id))?.state, "left");
      assert.equal(await house.directory.findByLogin(login("sept", "a")), null);
      const cancelled = await arrivals.cancel(who.référent, { runId: id, how: "all" });
      assert.ok(isRefusal(cancelled) && cancelled.refusal.code === "arrivals-over");

      // The mended file begins anew, with the same identifiers.
      const again = await begin(house, fileOf("sept", 2));
      await runs.work();
      assert.equal((await run(again.id)).state, "done");
      assert.equal((await linesOf(house, again.id))[0]?.login, login("sept", "a"));
    });

    test("stopped before it began: nobody is made", async () => {
      // Nobody is at work on this one before it is stopped.
      const { id } = await begin({ administration: idle, who }, fileOf("treize", 2));
      assert.ok(!isRefusal(await idle.arrivals.cancel(who.référent, { runId: id, how: "rest" })));
      await runs.work();
      assert.equal((await run(id)).state, "done");
      assert.deepEqual(
        (await linesOf(house, id)).map(({ state }) => state),
        ["dropped", "dropped"],
      );
      assert.equal(await house.directory.findByLogin(login("treize", "a")), null);
      assert.equal(mails(mailOf("treize", 0)).length, 0);
    });

    test("whoever came in meanwhile stays", async () => {
      const { id } = await begin(house, fileOf("huit", 2));
      await runs.work();
      const person = await house.directory.findByLogin(login("huit", "a"));
      assert.ok(person);
      await house.signIn.setPassword(person, "barque-cuivre-verger-lune", "command");
      await arrivals.cancel(who.référent, { runId: id, how: "all" });
      await runs.work();
      assert.deepEqual(
        (await linesOf(house, id)).map(({ state }) => state),
        ["kept", "undone"],
      );
      assert.equal((await house.directory.person(person.id))?.state, "active");
    });

    test("a référent whose charge ended: the run stops before the next person, and another goes on", async () => {
      const { id } = await begin({ administration: idle, who }, fileOf("neuf", 2));
      const person = { id: who.référent, structureId: "valdebrume" };
      const deed = { actor: "command", at: house.clock.now() };
      await house.changes.setReferent({ person, charge: null, deed });
      await runs.work();
      await house.changes.setReferent({ person, charge: { from: null, until: null }, deed });
      const stopped = await run(id);
      assert.deepEqual([stopped.state, stopped.reason], ["stopped", "not-referent"]);
      assert.equal(await house.directory.findByLogin(login("neuf", "a")), null);
      const second = await house.put("valdebrume", "Seconde", true);
      assert.ok(!isRefusal(await arrivals.resume(second, id)));
      await runs.work();
      assert.equal((await run(id)).state, "done");
      const made = await house.directory.findByLogin(login("neuf", "a"));
      const added = (await house.traces()).find(
        ({ object, action }) => object === made?.id && action === "person.added",
      );
      assert.equal(added?.actor, `person:${second}`, "in the name of whoever went on");
    });

    test("a relay that takes nothing is left alone for a minute, and asked again", async () => {
      const sendNotice = house.notifications.sendNotice;
      house.notifications.sendNotice = async () => ({ state: "failed", at: house.clock.now() });
      const { id } = await begin(house, fileOf("dix", 8));
      await runs.work();
      const paused = await run(id);
      assert.equal(paused.state, "running");
      assert.ok(paused.pausedUntil);
      assert.ok(paused.mails.failed < 8 && paused.mails.waiting > 0);
      house.notifications.sendNotice = sendNotice;
      house.clock.advance(60_000);
      await runs.work();
      const done = await run(id);
      assert.deepEqual([done.state, done.mails.waiting], ["done", 0]);
      await arrivals.resend(who.référent, id);
      await runs.work();
      assert.equal((await run(id)).mails.handed, 8);
      for (let place = 0; place < 8; place++) assert.equal(mails(mailOf("dix", place)).length, 1);
    });

    test("a list is forgotten after ninety days, and its people stay", async () => {
      const { id } = await begin(house, fileOf("onze", 1));
      await runs.work();
      house.clock.advance(89 * day);
      await arrivals.forget();
      assert.equal((await linesOf(house, id)).length, 1);
      house.clock.advance(2 * day);
      await arrivals.forget();
      const gone = await arrivals.lines(who.référent, id);
      assert.ok(isRefusal(gone) && gone.refusal.code === "not-found");
      assert.ok(await house.directory.findByLogin(login("onze", "a")));
    });
  });
}

function newcomerOf(name: string) {
  return {
    civility: "" as const,
    givenName: "Ana",
    familyName: name,
    occupation: "",
    rpps: null,
    email: "autre@ordinaire.example",
    mobile: null,
    identity: "known" as const,
    rights: [],
    until: null,
  };
}
