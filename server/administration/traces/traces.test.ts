import assert from "node:assert/strict";
import { after, suite, test } from "node:test";
import type { TraceExport, TraceFilter } from "../../../contracts/administration-traces.ts";
import { isRefusal, type Refusal } from "../../../contracts/refusals.ts";
import { day, engines, openAccessHouse, roles } from "../test-house.ts";
import { ownStructure, type RightsRow } from "../test-rights.ts";
import { csvLine } from "./csv.ts";
import type { TracesDoor } from "./open-traces.ts";

const everything: TraceFilter = {
  personId: null,
  mailboxId: null,
  family: null,
  outcome: null,
  from: null,
  until: null,
};

/** A référent sees her structure's trace, the operator the operator's; each only that one. */
const cells = { ...ownStructure, operator: "yes" } as const;
const table: Record<keyof TracesDoor, RightsRow> = {
  search: {
    cells,
    ask: ({ administration }, who) => administration.traces.search(who, { filter: everything, before: null }),
  },
  choices: { cells, ask: ({ administration }, who) => administration.traces.choices(who) },
  export: {
    cells,
    ask: ({ administration }, who) => administration.traces.export(who, { format: "csv" }),
  },
};

function known<Answer extends object>(answer: Answer | Refusal): Answer {
  if (isRefusal(answer)) throw new Error(answer.refusal.code);
  return answer;
}

for (const engine of engines) {
  const house = await openAccessHouse(engine);
  const { administration, boxes, who } = house;
  const { traces } = administration;

  const search = async (filter: Partial<TraceFilter>, by = who.référent) =>
    known(await traces.search(by, { filter: { ...everything, ...filter }, before: null })).rows;
  const actionsOf = async (filter: Partial<TraceFilter>) =>
    (await search(filter)).map(({ action }) => action);

  async function read(asked: TraceExport, by = who.référent): Promise<string[]> {
    const { lines } = known(await traces.export(by, asked));
    const all: string[] = [];
    for await (const line of lines) all.push(line);
    return all;
  }

  suite(`looking at the trace, on ${engine.name}`, () => {
    after(() => house.close());

    for (const [operation, { cells: expected, ask }] of Object.entries(table))
      for (const role of roles)
        test(`${operation}, ${role}: ${expected[role]}`, async () => {
          const answer = await ask(house, who[role], "");
          assert.equal(isRefusal(answer) ? answer.refusal.code : "yes", expected[role]);
        });

    test("a référent finds what was done to a person and by her, in every mailbox of the structure", async () => {
      const right = { personId: who.person, right: "writer", from: null, until: null } as const;
      known(
        await administration.changeRights(who.référent, [
          { ...right, mailboxId: boxes.ime },
          { ...right, mailboxId: boxes.foyer, until: "2026-12-31" },
        ]),
      );
      known(await administration.suspend(who.référent, who.person));
      known(await administration.resume(who.référent, who.person));
      const rows = await search({ personId: who.person });
      const found = rows.map(({ action }) => action);
      for (const action of ["person.resumed", "person.suspended", "membership.given"])
        assert.ok(found.includes(action), action);
      const given = rows.find(({ mailbox }) => mailbox === "foyer");
      assert.deepEqual(given?.who, { kind: "person", name: "Odile Test" });
      assert.equal(given?.whom, "Nina Test");
      assert.equal(given?.facts["right"], "writer");
      assert.deepEqual(await actionsOf({ family: "rights", mailboxId: boxes.ime }), ["membership.given"]);
    });

    test("by family, outcome and days", async () => {
      assert.ok((await actionsOf({ family: "accesses" })).every((action) => !action.startsWith("member")));
      known(await administration.traces.search(who.référent, { filter: everything, before: null }));
      const before = (await house.traces()).length;
      const tried = await administration.suspend(who.référent, who.référent);
      assert.ok(isRefusal(tried));
      assert.equal((await house.traces()).length, before + 1);
      assert.deepEqual(await actionsOf({ outcome: "refused" }), ["access.refused"]);
      assert.deepEqual(await actionsOf({ until: "2026-11-21" }), []);
      assert.ok((await actionsOf({ from: "2026-11-22", until: "2026-11-22" })).length > 5);
    });

    test("pages follow one another, each row once, however many looks are traced meanwhile", async () => {
      for (let count = 0; count < 60; count++)
        known(await administration.setEnd(who.référent, who.person, count % 2 ? null : "2027-01-01"));
      const seen = new Set<string>();
      let count = 0;
      let page = known(
        await traces.search(who.référent, {
          filter: { ...everything, personId: who.person },
          before: null,
        }),
      );
      for (;;) {
        for (const { chain, seq } of page.rows) seen.add(`${chain} ${seq}`);
        count += page.rows.length;
        if (!page.next) break;
        const filter = { ...everything, personId: who.person };
        page = known(await traces.search(who.référent, { filter, before: page.next }));
      }
      assert.ok(count > 60);
      assert.equal(seen.size, count);
    });

    test("another structure’s person and mailbox are not to be found, nor any row of theirs", async () => {
      for (const filter of [
        { personId: who["other référent"] },
        { mailboxId: boxes.autre },
        { personId: "pnobody" },
      ]) {
        const asked = { filter: { ...everything, ...filter }, before: null };
        const answer = await traces.search(who.référent, asked);
        assert.equal(isRefusal(answer) && answer.refusal.code, "not-found");
        const file = await traces.export(who.référent, { format: "jsonl", ...filter });
        assert.equal(isRefusal(file) && file.refusal.code, "not-found");
      }
      const all = await read({ format: "jsonl" });
      assert.ok(all.some((line) => line.includes("structure:valdebrume")));
      assert.ok(!all.some((line) => line.includes("structure:autre") || line.includes(boxes.autre)));
      // A place of another chain leads nowhere but into one's own.
      const stray = { at: house.clock.now() + day, chain: "structure:autre", seq: 9 };
      const { rows } = known(await traces.search(who.référent, { filter: everything, before: stray }));
      assert.ok(rows.every(({ chain }) => chain !== "structure:autre"));
      const operators = await search({}, who.operator);
      assert.ok(operators.every(({ chain }) => chain === "operator"));
    });

    test("each look and each export is in the trace, with who and what for", async () => {
      // Mails of what was done before may still leave, and be traced.
      const last = async () =>
        (await house.traces()).findLast(({ actor }) => actor === `person:${who.référent}`);
      await search({ personId: who.person, family: "accesses" });
      const looked = await last();
      assert.equal(looked?.action, "trace.searched");
      assert.equal(looked?.actor, `person:${who.référent}`);
      assert.deepEqual(JSON.parse(looked?.facts ?? ""), { personId: who.person, family: "accesses" });
      await traces.export(who.référent, { format: "csv", from: "2026-11-01" });
      assert.equal((await last())?.action, "trace.exported");
      assert.deepEqual(JSON.parse((await last())?.facts ?? ""), { format: "csv", from: "2026-11-01" });
      await search({}, who.operator);
      const operators = await house.audit.rows("operator", 0, 1000);
      assert.equal(operators.at(-1)?.actor, `person:${who.operator}`);
    });

    test("an export of lines is signed, and verifies; one line changed, it does not", async () => {
      const lines = (await read({ format: "jsonl" })).map((line) => line.trimEnd());
      const verify = async (changed: string[]) =>
        house.auditExports.verify(
          (async function* () {
            yield* changed;
          })(),
        );
      const verdict = await verify(lines);
      assert.equal("rows" in verdict && verdict.rows, lines.length - 3);
      assert.equal("header" in verdict && verdict.header["structure"], "valdebrume");
      assert.ok("fault" in (await verify(lines.toSpliced(4, 1))));
    });

    test("an export for a spreadsheet: a mark, French headings, sentences", async () => {
      const text = (await read({ format: "csv", personId: who.person, family: "rights" })).join("");
      assert.ok(text.startsWith('\uFEFF"Date";"Heure";"Qui";'));
      assert.match(text, /"2026-11-22";"09:02:00";"Odile Test";"Odile Test a donné un droit à Nina Test/);
    });

    test("a file that nobody reads on is left, and one whose reader loses her charge ends", async () => {
      const left = known(await traces.export(who.référent, { format: "csv" }));
      await left.lines.next();
      assert.deepEqual(await left.lines.return(undefined), { done: true, value: undefined });
      const someone = await house.put("valdebrume", "Renée", true);
      const ended = known(await traces.export(someone, { format: "csv" }));
      await ended.lines.next();
      known(await administration.suspend(who.référent, someone));
      await assert.rejects(ended.lines.next(), /ends midway: signed-out/);
    });
  });
}

test("what a spreadsheet would reckon is text", () => {
  assert.equal(
    csvLine(["=1+1", "+3", "-2", "@x", '"a";b', "a=b"]),
    `"'=1+1";"'+3";"'-2";"'@x";"""a"";b";"a=b"\r\n`,
  );
});
