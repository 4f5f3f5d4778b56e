import assert from "node:assert/strict";
import { after, suite, test } from "node:test";
import { isRefusal } from "../../../contracts/refusals.ts";
import type { AccessHouse } from "../test-house.ts";
import { engines, openAccessHouse, roles } from "../test-house.ts";
import { type Expected, ownStructure, referents, type RightsRow } from "../test-rights.ts";
import type { ArrivalsDoor } from "./open-arrivals.ts";
import { begin, fileOf, taken } from "./test-arrivals.ts";

type Operation = Exclude<keyof ArrivalsDoor, "startRuns" | "forget">;
/** `ask` is given a run of « référent »’s structure where others are given a person. */
type Row = Pick<RightsRow, "cells" | "ask">;

let counter = 0;
/** A file of one person who never was. */
const fresh = (box?: string) =>
  fileOf(`essai${String(counter++).replace(/\d/g, (digit) => "abcdefghij"[Number(digit)] ?? "")}`, 1, box);

/** A run of somebody’s structure is looked for before anything else of it. */
const table: Record<Operation, Row> = {
  check: {
    cells: ownStructure,
    ask: ({ administration }, who) => administration.arrivals.check(who, fresh()),
  },
  begin: {
    // A digest that was never shown: whoever may is told that the file has to be looked at again.
    cells: { ...referents, référent: "arrivals-changed", "other référent": "arrivals-changed" },
    ask: ({ administration }, who) =>
      administration.arrivals.begin(who, { text: fresh(), digest: "x".repeat(43) }),
  },
  state: { cells: referents, ask: ({ administration }, who, run) => administration.arrivals.state(who, run) },
  lines: { cells: referents, ask: ({ administration }, who, run) => administration.arrivals.lines(who, run) },
  cancel: {
    cells: referents,
    ask: ({ administration }, who, runId) => administration.arrivals.cancel(who, { runId, how: "all" }),
  },
  resume: {
    cells: { ...referents, référent: "arrivals-over" },
    ask: ({ administration }, who, run) => administration.arrivals.resume(who, run),
  },
  resend: {
    cells: { ...referents, référent: "arrivals-over" },
    ask: ({ administration }, who, run) => administration.arrivals.resend(who, run),
  },
};

function codeOf(answer: object): Expected {
  return isRefusal(answer) ? answer.refusal.code : "yes";
}

for (const engine of engines) {
  const house = await openAccessHouse(engine);
  const { administration, who } = house;
  const runs = administration.arrivals.startRuns();

  /** A run that is over, so that nothing but the role decides. */
  async function runOf(one: AccessHouse): Promise<string> {
    const { id } = await begin(one, fresh());
    await runs.work();
    return id;
  }

  suite(`who may bring many, on ${engine.name}`, () => {
    after(async () => {
      await runs.close();
      await house.close();
    });

    const shared = runOf(house);

    for (const [operation, { cells, ask }] of Object.entries(table))
      for (const role of roles)
        test(`${operation}, ${role}: ${cells[role]}`, async () => {
          const run = operation === "cancel" && cells[role] === "yes" ? await runOf(house) : await shared;
          const chain = (await house.traces()).length;
          assert.equal(codeOf(await ask(house, who[role], run)), cells[role]);
          await runs.work();
          if (cells[role] !== "yes") assert.equal((await house.traces()).length, chain);
        });

    test("a run that never was is not to be found", async () => {
      for (const operation of ["state", "lines", "cancel", "resume", "resend"] as const)
        assert.equal(
          codeOf(await table[operation].ask(house, who.référent, "rnothing")),
          "not-found",
          operation,
        );
    });

    test("the last run is that of one’s own structure", async () => {
      await runOf(house);
      assert.equal(taken(await administration.arrivals.state(who["other référent"], null)).run, null);
    });

    test("a mailbox of another structure is no mailbox, whatever its address", async () => {
      const checked = taken(
        await administration.arrivals.check(who.référent, fresh("autre@autre.mss.example")),
      );
      assert.ok(checked.step === "checked");
      assert.deepEqual(
        checked.lines.map(({ fate, problems }) => [fate, problems.map(({ code }) => code)]),
        [["refused", ["mailbox"]]],
      );
    });
  });
}
