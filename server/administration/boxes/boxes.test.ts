import assert from "node:assert/strict";
import { after, suite, test } from "node:test";
import type { MakeBox } from "../../../contracts/administration-boxes.ts";
import { isRefusal } from "../../../contracts/refusals.ts";
import { openAudit } from "../../audit/door.ts";
import { type AccessHouse, day, domain, engines, newcomer, openAccessHouse } from "../test-house.ts";
import { codeOf, ownStructure, referents, type RightsRow, tryEveryRole } from "../test-rights.ts";
import type { BoxesDoor } from "./open-boxes.ts";

let counter = 0;
const asMade = {
  name: "Pharmacie",
  service: "Pharmacie à usage intérieur",
  responsible: "Odile Test, 02 61 91 12 40",
  description: "Ordonnances et conciliations",
  redList: false,
  quotaBytes: 2_000_000,
};
const org = (more: Partial<MakeBox> = {}): MakeBox => ({
  ...asMade,
  kind: "ORG",
  local: `pharmacie${++counter}`,
  holderId: null,
  ...more,
});

async function put(house: AccessHouse): Promise<string> {
  const made = await house.administration.boxes.make(house.who.référent, org());
  if (isRefusal(made)) throw new Error(made.refusal.code);
  return made.boxId;
}

const all = { search: "", filter: "all", from: 0 } as const;
const table: Record<keyof BoxesDoor, RightsRow> = {
  list: { cells: ownStructure, ask: ({ administration }, who) => administration.boxes.list(who, all) },
  make: { cells: ownStructure, ask: ({ administration }, who) => administration.boxes.make(who, org()) },
  change: onBox(({ administration }, who, id) => administration.boxes.change(who, id, asMade)),
  close: onBox(({ administration }, who, id) =>
    administration.boxes.close(who, id, { how: "delete", reason: "essai" }),
  ),
  open: onBox(async ({ administration, who: { référent } }, who, id) => {
    await administration.boxes.close(référent, id, { how: "suspend", reason: "essai" });
    return administration.boxes.open(who, id);
  }),
  steps: onBox(({ administration }, who, id) => administration.boxes.steps(who, id)),
};

function onBox(ask: (house: AccessHouse, who: string, boxId: string) => Promise<object>): RightsRow {
  return { cells: referents, ask: async (house, who) => ask(house, who, await put(house)) };
}

for (const engine of engines) {
  const house = await openAccessHouse(engine);
  const { administration, who, mailboxes, clock } = house;
  const { boxes } = administration;

  suite(`the mailboxes of a structure, on ${engine.name}`, () => {
    after(() => house.close());
    tryEveryRole(house, table);

    const viewOf = async (boxId: string, filter: "all" | "deleted" = "all") => {
      const view = await boxes.list(who.référent, { ...all, filter });
      if (isRefusal(view)) throw new Error(view.refusal.code);
      return { view, box: view.boxes.find(({ id }) => id === boxId) };
    };

    test("another structure’s mailbox, or none, is not to be found, whatever is asked", async () => {
      for (const boxId of [house.boxes.autre, "anothing"])
        for (const outcome of [
          await boxes.change(who.référent, boxId, asMade),
          await boxes.close(who.référent, boxId, { how: "suspend", reason: "x" }),
          await boxes.open(who.référent, boxId),
          await boxes.steps(who.référent, boxId),
        ])
          assert.equal(codeOf(outcome), "not-found");
      const { view } = await viewOf(house.boxes.autre);
      assert.ok(view.boxes.every(({ address }) => address.endsWith(domain)));
    });

    test("each kind asks for what the Annuaire Santé has of it", async () => {
      const holder = await house.giveAccess({
        rpps: "10005173140",
        login: `org.pia.per${counter}@${domain}`,
      });
      const foreign = who["other référent"];
      const wanted: [Partial<MakeBox>, string][] = [
        [{ service: "" }, "box-incomplete"],
        [{ responsible: " " }, "box-incomplete"],
        [{ description: "" }, "box-incomplete"],
        [{ kind: "APP", responsible: "" }, "box-incomplete"],
        [{ kind: "PER" }, "holder-needed"],
        [{ kind: "PER", holderId: who.person }, "holder-needed"],
        [{ kind: "PER", holderId: foreign }, "not-found"],
        [{ kind: "CAB", description: "", holderId: holder.personId }, "box-incomplete"],
        [{ local: "Ça" }, "address-malformed"],
        [{ local: "deux..points" }, "address-malformed"],
        [{ local: "ailleurs@autre.mss.example" }, "address-malformed"],
        [{ local: "postmaster" }, "address-malformed"],
        [{ local: "ime" }, "address-taken"],
        [{ local: "org.nina.test" }, "address-taken"],
      ];
      for (const [more, code] of wanted) {
        const trimmed = Object.fromEntries(
          Object.entries(more).map(([key, value]) => [key, typeof value === "string" ? value.trim() : value]),
        );
        assert.equal(codeOf(await boxes.make(who.référent, org(trimmed))), code, JSON.stringify(more));
      }
      const none = { service: "", responsible: "", description: "" };
      const per = await boxes.make(
        who.référent,
        org({ ...none, kind: "PER", name: "Pia Test", local: "Pia.Test", holderId: holder.personId }),
      );
      assert.ok(!isRefusal(per));
      assert.equal(per.address, `pia.test@${domain}`);
      const [hers] = (await mailboxes.listMailboxes(holder.personId)).filter(({ kind }) => kind === "PER");
      assert.equal(hers?.right, "manager", "its holder has it at once");
    });

    test("two who want one address at once: one has it", async () => {
      const local = `accueil${++counter}`;
      const outcomes = await Promise.all([1, 2, 3].map(() => boxes.make(who.référent, org({ local }))));
      assert.deepEqual(outcomes.map(codeOf).toSorted(), ["address-taken", "address-taken", "yes"]);
    });

    test("the operator’s limit holds for all mailboxes of a structure together, however many ask at once", async () => {
      const { operator } = administration;
      const before = (await viewOf("")).view.room.givenBytes;
      const limit = before + 5_000_000;
      assert.equal(codeOf(await operator.setQuota(who.operator, "valdebrume", limit)), "yes");
      const outcomes = await Promise.all([1, 2, 3, 4].map(() => boxes.make(who.référent, org())));
      assert.deepEqual(outcomes.map(codeOf).filter((one) => one === "yes").length, 2);
      assert.ok(outcomes.map(codeOf).includes("structure-quota"));
      const one = outcomes.find((outcome) => !isRefusal(outcome));
      assert.ok(one && !isRefusal(one));
      const more = { ...asMade, quotaBytes: 4_000_000 };
      assert.equal(codeOf(await boxes.change(who.référent, one.boxId, more)), "structure-quota");
      const less = { ...asMade, quotaBytes: 1_000_000 };
      assert.equal(codeOf(await boxes.change(who.référent, one.boxId, less)), "yes");
      await operator.setQuota(who.operator, "valdebrume", null);
      assert.equal(codeOf(await boxes.change(who.référent, one.boxId, more)), "yes");
    });

    test("what changes is kept and traced, and what it says is not in the trace", async () => {
      const boxId = await put(house);
      const facts = { ...asMade, name: "Pharmacie du site", redList: true };
      assert.equal(codeOf(await boxes.change(who.référent, boxId, facts)), "yes");
      const { box } = await viewOf(boxId);
      assert.deepEqual([box?.name, box?.redList, box?.isUnmanaged], ["Pharmacie du site", true, true]);
      await boxes.close(who.référent, boxId, { how: "suspend", reason: "Départ de Mme Zed" });
      const rows = await openAudit(house.store).rows(`mailbox:${boxId}`, 0, 50);
      assert.deepEqual(
        rows.map(({ action }) => action),
        ["mailbox.made", "mailbox.changed", "mailbox.suspended"],
      );
      assert.ok(!JSON.stringify(rows).includes("Zed"));
      const steps = await boxes.steps(who.référent, boxId);
      assert.ok(!isRefusal(steps));
      assert.deepEqual(
        steps.steps.map(({ state, by, reason }) => [state, by, reason]),
        [
          ["suspended", "Odile Test", "Départ de Mme Zed"],
          ["active", "Odile Test", ""],
        ],
      );
    });

    test("deleted after its delay, undone until then; its address serves nobody again", async () => {
      const boxId = await put(house);
      const closing = { how: "delete", reason: "Service fermé" } as const;
      assert.equal(codeOf(await boxes.close(who.référent, boxId, closing)), "yes");
      assert.equal(codeOf(await boxes.close(who.référent, boxId, closing)), "box-state");
      assert.equal((await viewOf(boxId)).box?.deleteAt, clock.now() + 30 * day);
      assert.equal(codeOf(await boxes.open(who.référent, boxId)), "yes");
      assert.equal(codeOf(await boxes.open(who.référent, boxId)), "box-state");
      await boxes.close(who.référent, boxId, closing);
      clock.advance(30 * day);
      await mailboxes.sweep();
      assert.equal((await viewOf(boxId)).box, undefined);
      const { box } = await viewOf(boxId, "deleted");
      assert.equal(box?.state, "deleted");
      assert.equal(codeOf(await boxes.open(who.référent, boxId)), "box-state");
      assert.equal(codeOf(await boxes.change(who.référent, boxId, asMade)), "box-gone");
      const local = box?.address.split("@")[0] ?? "";
      assert.equal(codeOf(await boxes.make(who.référent, org({ local }))), "address-taken");
      const give = { ...newcomer(boxId), login: `org.a.b${++counter}@${domain}` };
      assert.equal(codeOf(await administration.give(who.référent, give)), "not-found");
    });
  });
}
