import assert from "node:assert/strict";
import { after, suite, test } from "node:test";
import { isRefusal, type RefusalCode } from "../../../contracts/refusals.ts";
import { conditionsVersion } from "../../../contracts/first-access.ts";
import { readPaper } from "../../papers/test-papers.ts";
import type { PapersPart } from "../door.ts";
import { day, domain, engines, newcomer, openAccessHouse, roles } from "../test-house.ts";
import { referents, type RightsRow } from "../test-rights.ts";

let counter = 0;
const browser = "b".repeat(43);
const printedCode = /[B-DF-HJKMNP-TV-XZ]{4}(?:-[B-DF-HJKMNP-TV-XZ]{4}){3}/;

function codeOf(answer: object): RefusalCode | "yes" {
  return isRefusal(answer) ? answer.refusal.code : "yes";
}

/** Each operation of this part. */
const table: Record<keyof PapersPart, RightsRow> = {
  attestation: {
    cells: referents,
    ask: ({ administration, boxes }, who) =>
      administration.papers.attestation(who, {
        mailboxId: boxes.ime,
        from: "2026-11-01",
        until: "2026-11-22",
      }),
  },
  sheet: {
    cells: referents,
    ask: ({ administration }, who, personId) => administration.papers.sheet(who, personId),
    onPerson: true,
  },
};

for (const engine of engines) {
  const house = await openAccessHouse(engine);
  const { administration, signIn, who, boxes, clock } = house;
  const way = signIn.firstAccess;
  const somebody = () => house.put("valdebrume", `Papier${++counter}`, false);

  /** Somebody whose link is to be printed, not mailed. */
  async function give() {
    const login = `org.papier.numero${++counter}@${domain}`;
    const given = await administration.give(who.référent, {
      ...newcomer(boxes.ime),
      login,
      link: "paper",
    });
    assert.ok(!isRefusal(given));
    return { login, personId: given.personId };
  }

  async function print(personId: string) {
    const printed = await administration.papers.sheet(who.référent, personId);
    assert.ok(!isRefusal(printed));
    const read = await readPaper(Buffer.from(printed.pdf, "base64"));
    const [code] = printedCode.exec(read.text) ?? [];
    assert.ok(code, read.text);
    return { ...printed, ...read, code };
  }

  const look = async (code: string) => codeOf(await way.look(code, browser));

  suite(`what a référent prints, on ${engine.name}`, () => {
    after(() => house.close());

    for (const [operation, { cells, ask }] of Object.entries(table))
      for (const role of roles)
        test(`${operation}, ${role}: ${cells[role]}`, async () => {
          assert.equal(codeOf(await ask(house, house.who[role], await somebody())), cells[role]);
        });

    test("sheet: not one’s own, nor of somebody elsewhere or of nobody", async () => {
      const ask = (personId: string) => administration.papers.sheet(who.référent, personId);
      assert.equal(codeOf(await ask(who.référent)), "not-oneself");
      assert.equal(codeOf(await ask(who["other référent"])), "not-found");
      assert.equal(codeOf(await ask("pnobody")), "not-found");
    });

    test("a sheet says all that a first access needs, in one tagged page, and its code opens it", async () => {
      const { login, personId } = await give();
      await house.settle();
      assert.ok(!house.notices.some(({ account }) => account === login), "nothing is mailed");
      const { text, facts, name, code } = await print(personId);
      assert.match(facts, /Tagged: +yes/);
      assert.match(facts, /Pages: +1\b/);
      for (const said of [
        "Mme Léa Le Goff",
        login,
        "https://messagerie.valdebrume.example/premier-acces",
        "29 novembre 2026 à 9 h 02",
        "l…f@ordinaire.example",
        "Odile Test, Association Val de Brume",
        "02 99 00 00 00",
        `ime@${domain}`,
        "Rédaction",
        "main propre",
      ])
        assert.ok(text.replaceAll(/\s+/g, " ").includes(said), `${said}\n${text}`);
      assert.ok(!text.includes("l.legoff@"), "whoever finds it does not learn the address");
      assert.match(name, /^fiche-acces-org\.papier\.numero\d+-2026-11-22\.pdf$/);

      assert.equal(await look(code), "yes");
      assert.equal(await look(code.toLowerCase().replaceAll("-", " ")), "yes");
      assert.equal(codeOf(await way.sendCode(code, "email", browser)), "yes");
      const mailed = house.codes.at(-1)?.code ?? "";
      assert.equal(codeOf(await way.prove(code, { kind: "email", code: mailed }, browser)), "yes");
      const chosen = { password: "barque-cuivre-verger-7", conditions: conditionsVersion };
      assert.equal(codeOf(await signIn.finishFirstAccess(code, chosen, browser, null)), "yes");
      assert.equal(await look(code), "link-over");
      assert.equal(codeOf(await administration.papers.sheet(who.référent, personId)), "access-used");
      const traced = (await house.traces()).filter(({ object }) => object === personId);
      const printed = traced.filter(({ action }) => action === "activation.printed");
      assert.deepEqual(
        printed.map(({ actor }) => actor),
        [`person:${who.référent}`],
      );
      assert.ok(!JSON.stringify(traced).includes(code.slice(0, 9)), "no secret in the trace");
    });

    test("a sheet voids the link and the sheet before it, a link voids the sheet; it ends after seven days", async () => {
      const { personId, login } = await house.giveAccess({ login: `org.deux.voies${++counter}@${domain}` });
      const link = house.link();
      const first = await print(personId);
      assert.equal(await look(link), "link-over");
      const second = await print(personId);
      assert.equal(await look(first.code), "link-over");
      assert.notEqual(first.code, second.code);
      const list = await administration.people(who.référent, { search: login, filter: "all", from: 0 });
      assert.ok(!isRefusal(list));
      assert.deepEqual(list.people[0]?.link, {
        at: clock.now(),
        state: "printed",
        until: clock.now() + 7 * day,
      });
      await administration.resend(who.référent, personId);
      await house.sent("another link", () => house.link() !== link);
      assert.equal(await look(second.code), "link-over");
      const third = await print(personId);
      clock.advance(7 * day);
      assert.equal(await look(third.code), "link-over");
    });

    test("of two sheets printed at once, one opens", async () => {
      const { personId } = await give();
      const ask = () => administration.papers.sheet(who.référent, personId);
      let living = 0;
      for (const printed of await Promise.all([ask(), ask()])) {
        // The one that comes too late is not printed, or opens nothing.
        if (isRefusal(printed)) assert.equal(codeOf(printed), "link-over");
        else {
          const { text } = await readPaper(Buffer.from(printed.pdf, "base64"));
          if ((await look(printedCode.exec(text)?.[0] ?? "")) === "yes") living += 1;
        }
      }
      assert.equal(living, 1);
    });

    test("an access that is closed gets no code, and a code ends with its access", async () => {
      const { personId } = await give();
      const { code } = await print(personId);
      await administration.suspend(who.référent, personId);
      assert.equal(await look(code), "link-over");
      assert.equal(codeOf(await administration.papers.sheet(who.référent, personId)), "access-closed");
      await administration.resume(who.référent, personId);
      assert.equal(await look(code), "link-over");
      await administration.leave(who.référent, personId);
      assert.equal(codeOf(await administration.papers.sheet(who.référent, personId)), "access-left");
    });

    test("an attestation says who had which right, from when to when, by whom, and on which rows it stands", async () => {
      const { personId: id } = await house.giveAccess({ login: `org.attestee.une${++counter}@${domain}` });
      const started = clock.now();
      const right = { personId: id, mailboxId: boxes.ime, until: null } as const;
      const change = (more: { right: "manager" | null; from: string | null }) =>
        administration.changeRights(who.référent, [{ ...right, ...more }]);
      clock.advance(2 * day);
      await change({ right: "manager", from: null });
      clock.advance(3 * day);
      await administration.suspend(who.référent, id);
      clock.advance(day);
      await change({ right: null, from: null });
      clock.advance(10 * day);
      const iso = (at: number) => new Date(at).toISOString().slice(0, 10);
      const attest = (from: number, until: number, mailboxId = boxes.ime) =>
        administration.papers.attestation(who.référent, { mailboxId, from: iso(from), until: iso(until) });
      const whole = await attest(started, clock.now());
      assert.ok(!isRefusal(whole));
      const { text, facts } = await readPaper(Buffer.from(whole.pdf, "base64"));
      assert.match(facts, /Tagged: +yes/);
      const said = text.replaceAll(/\s+/g, " ");
      for (const one of ["Rédaction", "Gestion", "Accès suspendu", "Odile Test", `ime@${domain}`])
        assert.ok(said.includes(one), `${one}\n${text}`);
      const chain = await house.audit.history(`mailbox:${boxes.ime}`, []);
      assert.ok(said.includes(`Lignes 1 à ${chain.seq},`), text);
      assert.ok(said.replaceAll(" ", "").includes(chain.hash), text);
      assert.ok(!said.includes("n’est pas intacte"));
      const row = (await house.traces()).findLast(({ action }) => action === "attestation.made");
      assert.equal(row?.object, boxes.ime);
      assert.equal(row?.actor, `person:${who.référent}`);
      assert.deepEqual(JSON.parse(row?.facts ?? ""), {
        from: iso(started),
        until: iso(clock.now()),
        seq: chain.seq,
      });

      const later = await attest(started + 7 * day, clock.now());
      assert.ok(!isRefusal(later));
      const after = await readPaper(Buffer.from(later.pdf, "base64"));
      assert.ok(!after.text.includes("attestee.une"), "her right was over");

      assert.equal(codeOf(await attest(clock.now(), started)), "days-malformed");
      assert.equal(codeOf(await attest(started, clock.now() + 2 * day)), "days-malformed");
      assert.equal(codeOf(await attest(started, started, boxes.autre)), "not-found");
      assert.equal(codeOf(await attest(started, started, "anothing")), "not-found");
    });
  });
}
