import assert from "node:assert/strict";
import { after, suite, test } from "node:test";
import { isRefusal } from "../../../contracts/refusals.ts";
import { conditionsVersion } from "../../../contracts/first-access.ts";
import { openPapers } from "../../papers/door.ts";
import { readPaper, testSender } from "../../papers/test-papers.ts";
import { openEvidence } from "../door.ts";
import { domain, engines, openAccessHouse } from "../test-house.ts";

const browser = "b".repeat(43);
const password = "barque-cuivre-verger-7";

for (const engine of engines) {
  const house = await openAccessHouse(engine);
  const { clock, signIn, administration, who, audit } = house;
  let settings = [
    { name: "session.idle_minutes", label: "Silence", value: "30" },
    { name: "codes.minutes", label: "Durée d’un code", value: "10" },
  ];
  let methods = ["email", "sms", "totp"];
  const evidence = openEvidence({
    ...house,
    papers: openPapers(testSender),
    domains: [domain],
    methods: () => methods,
    settings: () => settings,
  });
  const operatorRows = async () =>
    (await audit.rows("operator", 0, 1000)).map(({ action, facts }) => ({ action, facts }));

  async function enter(login: string, typed = password, code = (sent: string) => sent) {
    const begun = await signIn.begin({ login, password: typed, method: "email" }, browser);
    if (isRefusal(begun)) return begun;
    const sent = house.codes.at(-1)?.code ?? "";
    return signIn.code({ challenge: begun.challenge, code: code(sent) }, browser, null);
  }

  suite(`evidence on ${engine.name}`, () => {
    after(() => house.close());

    test("a setting stands since the start that first had it; a change is in the operator’s trace, without its value", async () => {
      const since = async (name: string) =>
        (await evidence.collect()).settings.find((one) => one.name === name)?.since;
      assert.equal(await since("codes.minutes"), null, "the program never started with it");
      const first = clock.now();
      await evidence.recordSettings();
      clock.advance(1000);
      await evidence.recordSettings();
      assert.equal(await since("codes.minutes"), first);
      settings = settings.map((one) => (one.name === "codes.minutes" ? { ...one, value: "five-77" } : one));
      assert.equal(await since("codes.minutes"), null, "not in force before the next start");
      const second = clock.now();
      await evidence.recordSettings();
      assert.equal(await since("codes.minutes"), second);
      assert.equal(await since("session.idle_minutes"), first);
      const sinceOf = async (method: string) =>
        (await evidence.collect()).methods.find((one) => one.method === method)?.since;
      assert.equal(await sinceOf("email"), first);
      methods = ["email", "totp", "passkey"];
      assert.equal(await sinceOf("passkey"), null);
      clock.advance(1000);
      await evidence.recordSettings();
      assert.equal(await sinceOf("passkey"), clock.now());
      assert.equal(await sinceOf("sms"), undefined, "accepted no more");
      const told = (await operatorRows()).filter(({ action }) => action.startsWith("settings."));
      assert.deepEqual(
        told.map(({ action, facts }) => [
          action,
          (JSON.parse(facts) as { names: string }).names.replace(/^(session\S+ \S+) .*/, "$1"),
        ]),
        [
          ["settings.first", "session.idle_minutes codes.minutes"],
          ["settings.changed", "codes.minutes"],
          ["settings.changed", "method.sms method.passkey"],
        ],
      );
      assert.ok(!JSON.stringify(told).includes("five-77"));
    });

    test("its figures are those that a recount of the trace gives", async () => {
      const logins: string[] = [];
      for (const number of ["un", "deux", "trois"]) {
        const { login } = await house.giveAccess({ login: `org.preuve.${number}@${domain}` });
        logins.push(login);
        const link = house.link();
        await signIn.firstAccess.sendCode(link, "email", browser);
        const code = house.codes.at(-1)?.code ?? "";
        await signIn.firstAccess.prove(link, { kind: "email", code }, browser);
        if (number === "trois") continue;
        const chosen = { password, conditions: conditionsVersion };
        assert.ok(!isRefusal(await signIn.finishFirstAccess(link, chosen, browser, null)));
      }
      const [one = "", two = ""] = logins;
      await enter(one);
      await enter(one, "pas-le-bon-mot");
      // A wrong code before the right one of the same attempt is a failure too.
      const begun = await signIn.begin({ login: one, password, method: "email" }, browser);
      assert.ok(!isRefusal(begun));
      const { challenge } = begun;
      const right = house.codes.at(-1)?.code ?? "";
      await signIn.code({ challenge, code: right === "000000" ? "000001" : "000000" }, browser, null);
      assert.ok(!isRefusal(await signIn.code({ challenge, code: right }, browser, null)));
      await enter(two, password, (sent) => (sent === "000000" ? "000001" : "000000"));
      clock.advance(60_000);
      await enter(two);
      const left = await house.put("valdebrume", "Partie", false);
      await administration.leave(who.référent, left);
      const suspended = await house.put("valdebrume", "Suspendue", false);
      await administration.suspend(who.référent, suspended);
      clock.advance(60_000);

      const { figures } = await evidence.collect();
      const value = (name: string) => figures.find((figure) => figure.name === name)?.value ?? 0;
      const structures = ["valdebrume", "autre", "operateur"];
      const rows = (
        await Promise.all(structures.map((id) => audit.rows(`structure:${id}`, 0, 10_000)))
      ).flat();
      const count = (action: string, method?: string) =>
        rows.filter(
          (row) =>
            row.action === action &&
            (method === undefined || (JSON.parse(row.facts) as { method?: string }).method === method),
        ).length;
      assert.ok(count("session.opened") >= 4, "the recount counts something");
      assert.equal(value("opened-email"), count("session.opened", "email"));
      const opened = figures.filter(({ name }) => name.startsWith("opened-"));
      assert.equal(
        opened.reduce((sum, figure) => sum + figure.value, 0),
        count("session.opened"),
      );
      assert.equal(value("password.refused"), count("password.refused"));
      assert.equal(value("code.refused"), count("code.refused"));
      assert.equal(value("code.refused"), 2);
      assert.equal(value("people"), count("person.added") + count("person.created") - count("person.left"));
      assert.equal(value("left"), count("person.left"));
      assert.equal(value("suspended"), count("person.suspended") - count("person.resumed"));
      assert.equal(value("password"), count("activation.used"));
      assert.equal(value("structures"), count("structure.created"));
      const mailboxRows = await Promise.all(
        Object.values(house.boxes).map((id) => audit.history(`mailbox:${id}`, ["mailbox.made"])),
      );
      assert.equal(value("mailboxes-org"), mailboxRows.flatMap((history) => history.rows).length);
    });

    test("each figure has its definition and the operation that gives it; the paper says them all", async () => {
      const collected = await evidence.collect();
      for (const { name, label, definition, query } of collected.figures) {
        assert.ok(definition.length > 10 && label !== name, name);
        const isAsked = house.store.read(query, {}).then(
          () => true,
          (error: unknown) => !String(error).includes("no operation"),
        );
        assert.ok(await isAsked, `${query} is an operation of the store`);
      }
      assert.deepEqual(collected.trace.faults, []);
      assert.ok(collected.trace.chains >= 7);
      const { text, facts } = await readPaper(await evidence.write(collected));
      assert.match(facts, /Tagged: +yes/);
      const said = text.replaceAll(/\s+/g, " ");
      for (const one of [testSender.operator, "Silence", "sign-in.countAttempts", "Sans seconde méthode"])
        assert.ok(said.includes(one), one);
      assert.match(said, /Rien n’y a été modifié/);
      const made = (await operatorRows()).filter(({ action }) => action === "evidence.made");
      assert.ok(made.length > 0);
    });
  });
}
