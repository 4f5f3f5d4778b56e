import assert from "node:assert/strict";
import { after, suite, test } from "node:test";
import { type HealthKind, healthKinds } from "../../../contracts/administration-health.ts";
import { isRefusal, type Refusal } from "../../../contracts/refusals.ts";
import type { AuditEntry } from "../../audit/door.ts";
import { isMailboxMeant, isMeant, monthsBefore } from "../rules/health.ts";
import type { Known } from "../store/people.ts";
import { day, engines, newcomer, openAccessHouse, roles } from "../test-house.ts";
import { ownStructure, type RightsRow } from "../test-rights.ts";
import type { HealthDoor } from "./open-health.ts";

const table: Record<keyof HealthDoor, RightsRow> = {
  figures: {
    cells: ownStructure,
    ask: ({ administration }, who) => administration.health.figures(who),
  },
  list: {
    cells: ownStructure,
    ask: ({ administration }, who) => administration.health.list(who, { kind: "never", from: 0 }),
  },
  signIns: {
    cells: ownStructure,
    ask: ({ administration }, who) => administration.health.signIns(who),
  },
};

function known<Answer extends object>(answer: Answer | Refusal): Answer {
  if (isRefusal(answer)) throw new Error(answer.refusal.code);
  return answer;
}

for (const engine of engines) {
  const house = await openAccessHouse(engine);
  const { administration, boxes, who, clock } = house;
  const { health } = administration;

  suite(`the health of a structure, on ${engine.name}`, () => {
    after(() => house.close());

    for (const [operation, { cells, ask }] of Object.entries(table))
      for (const role of roles)
        test(`${operation}, ${role}: ${cells[role]}`, async () => {
          const answer = await ask(house, who[role], "");
          assert.equal(isRefusal(answer) ? answer.refusal.code : "yes", cells[role]);
        });

    const list = async (kind: HealthKind) => known(await health.list(who.référent, { kind, from: 0 }));

    test("every figure has the list of what it counts", async () => {
      const { figures } = known(await health.figures(who.référent));
      for (const kind of healthKinds) {
        const { total, people, rights, mailboxes } = await list(kind);
        assert.equal(figures[kind], total, kind);
        assert.equal(people.length + rights.length + mailboxes.length, total, kind);
      }
      assert.ok(figures.never > 0);
      // Those of the structure, and of no other.
      assert.equal(figures["no-responsible"], 2);
    });

    test("rights and accesses that end within thirty days, the last day told", async () => {
      const right = { personId: who.person, right: "reader", from: null } as const;
      known(
        await administration.changeRights(who.référent, [
          { ...right, mailboxId: boxes.ime, until: "2026-12-20" },
          { ...right, mailboxId: boxes.foyer, until: "2026-12-31" },
        ]),
      );
      const { rights } = await list("rights-ending");
      assert.deepEqual(rights, [
        {
          personId: who.person,
          person: "Nina Test",
          mailboxId: boxes.ime,
          mailbox: "ime",
          right: "reader",
          until: "2026-12-20",
        },
      ]);
      assert.equal((await list("accesses-ending")).total, 0);
      known(await administration.setEnd(who.référent, who.person, "2026-12-01"));
      assert.deepEqual(
        (await list("accesses-ending")).people.map(({ name, until }) => [name, until]),
        [["Nina Test", "2026-12-01"]],
      );
      known(await administration.setEnd(who.référent, who.person, null));
    });

    test("a link whose time is over, until another one leaves", async () => {
      const { personId } = await house.giveAccess({ ...newcomer(boxes.ime) });
      assert.equal((await list("links-over")).total, 0);
      clock.advance(8 * day);
      assert.deepEqual(
        (await list("links-over")).people.map(({ id }) => id),
        [personId],
      );
      known(await administration.resend(who.référent, personId));
      await house.sent(
        "another link",
        () => house.notices.filter(({ kind }) => kind === "activation").length > 1,
      );
      assert.equal((await list("links-over")).total, 0);
    });

    test("sign-ins and refusals by day and by what was given; another structure’s are its own", async () => {
      const row = {
        chain: "structure:valdebrume",
        actor: "program",
        object: "",
        outcome: "done",
        facts: {},
      } as const;
      const opened = { ...row, action: "session.opened", facts: { method: "totp" } };
      const refused = { ...row, action: "code.refused", outcome: "refused", at: clock.now() } as const;
      const yesterday = clock.now() - day;
      const entries: AuditEntry[] = [
        { ...opened, at: yesterday },
        { ...opened, at: yesterday, facts: { method: "psc", acr: "eidas1" } },
        { ...opened, at: clock.now() },
        { ...row, action: "password.refused", outcome: "refused", at: clock.now() } as const,
        { ...refused, facts: { method: "sms", reason: "wrong-code", triesLeft: 4 } } as const,
        { ...refused, facts: { method: "sms", reason: "wrong-code", triesLeft: 3 } } as const,
        { ...refused, facts: { reason: "code-expired" } } as const,
        { ...opened, chain: "structure:autre", at: clock.now() } as const,
        { ...opened, at: clock.now() - 91 * day },
      ];
      for (const entry of entries) await house.audit.record(entry);
      const seen = known(await health.signIns(who.référent));
      assert.equal(seen.days.length, 90);
      assert.deepEqual(
        seen.days.slice(-2).map(({ opened: done, refused }) => [done, refused]),
        [
          [2, 0],
          [1, 4],
        ],
      );
      assert.deepEqual(seen.methods, [
        { method: "totp", count: 2 },
        { method: "psc", count: 1 },
      ]);
      assert.deepEqual(
        seen.refusals.filter(({ count }) => count > 0),
        [
          { kind: "password", count: 1 },
          { kind: "sms", count: 2 },
          { kind: "code", count: 1 },
        ],
      );
      // Today is counted anew, the days before are not.
      await house.audit.record({ ...opened, at: clock.now() });
      assert.equal(known(await health.signIns(who.référent)).days.at(-1)?.opened, 2);
      assert.equal(known(await health.signIns(who["other référent"])).days.at(-1)?.opened, 1);
    });
  });
}

test("months are the calendar’s", () => {
  const noon = Date.UTC(2026, 11, 31, 11);
  assert.equal(monthsBefore(noon, 6), Date.UTC(2026, 5, 29, 22));
  assert.equal(monthsBefore(noon, 12), Date.UTC(2025, 11, 30, 23));
  assert.equal(monthsBefore(Date.UTC(2026, 0, 15), 1), Date.UTC(2025, 11, 14, 23));
});

test("who did not come for 6, 11 and 12 months is in one figure each; whose access is closed in none", () => {
  const now = Date.UTC(2026, 10, 22, 8);
  const asKnown = (lastAt: number | null, state: Known["state"] = "active"): Known => ({
    state,
    isSilent: false,
    isIdentityOld: false,
    // What the rule looks at, and nothing else.
    person: { endsAt: null } as Known["person"],
    signIn: { personId: "p1", hasPassword: true, apps: 1, passkeys: 0, psc: false, lastAt, link: null },
  });
  const kinds = (one: Known) => healthKinds.filter((kind) => isMeant(kind, one, now));
  assert.deepEqual(kinds(asKnown(now)), []);
  assert.deepEqual(kinds(asKnown(monthsBefore(now, 6) + 1)), []);
  assert.deepEqual(kinds(asKnown(monthsBefore(now, 6))), ["idle-6"]);
  assert.deepEqual(kinds(asKnown(monthsBefore(now, 11))), ["idle-11"]);
  assert.deepEqual(kinds(asKnown(monthsBefore(now, 12))), ["idle-12"]);
  assert.deepEqual(kinds(asKnown(monthsBefore(now, 40))), ["idle-12"]);
  for (const state of ["suspended", "ended", "left"] as const)
    assert.deepEqual(kinds(asKnown(monthsBefore(now, 12), state)), []);
});

test("a mailbox is nearly full from 80 %, and a personal one has its responsible person", () => {
  const box = {
    id: "a",
    name: "",
    address: "",
    kind: "ORG",
    responsible: "Odile",
    usedBytes: 79,
    quotaBytes: 100,
  } as const;
  assert.ok(!isMailboxMeant("full", box));
  assert.ok(isMailboxMeant("full", { ...box, usedBytes: 80 }));
  assert.ok(!isMailboxMeant("no-responsible", box));
  assert.ok(isMailboxMeant("no-responsible", { ...box, responsible: " " }));
  assert.ok(!isMailboxMeant("no-responsible", { ...box, kind: "PER", responsible: "" }));
});
