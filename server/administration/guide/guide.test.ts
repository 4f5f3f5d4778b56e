import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, suite, test } from "node:test";
import { isRefusal, type Refusal } from "../../../contracts/refusals.ts";
import { day, engines, openAccessHouse } from "../test-house.ts";
import { codeOf, operators, type RightsRow, tryEveryRole } from "../test-rights.ts";
import type { GuideDoor } from "./open-guide.ts";
import { openShelf } from "./shelf.ts";
import { digestOf, type GuideSubject } from "./subject.ts";
import { testSubject } from "./test-guide.ts";

const pdf = Buffer.from("%PDF-1.7\nnot much of one");

test("the digest changes with every setting, and with nothing else", () => {
  const digest = digestOf(testSubject);
  assert.equal(digestOf(Object.fromEntries(Object.entries(testSubject).toReversed()) as never), digest);
  const others: { [Name in keyof GuideSubject]: GuideSubject[Name] } = {
    operator: "Autre",
    legalName: "Autre",
    address: "Ailleurs",
    phone: "1",
    email: "a@b.example",
    hours: "Jamais.",
    signature: "Autre",
    links: { legal: "https://autre.example" },
    accessibility: "totale",
    publicUrl: "https://autre.example",
    domain: "autre.mss.example",
    layout: "2022",
    methods: ["email", "totp"],
    emailUntil: 1,
    trustMinutes: 60,
    codeMinutes: 5,
    codeTries: 3,
    idleMinutes: 10,
    lockMinutes: 0,
    sessionMinutes: 60,
    accent: "#005500",
    logo: "/operateur/logo-1",
    picture: "/operateur/picture-1",
  };
  const found = Object.entries(others).map(([name, value]) => digestOf({ ...testSubject, [name]: value }));
  assert.equal(new Set([digest, ...found]).size, found.length + 1);
});

test("a shelf keeps the last guide alone, and takes nothing else for one", async () => {
  const folder = await mkdtemp(join(tmpdir(), "caducee-shelf-"));
  const shelf = openShelf(join(folder, "guide"));
  assert.equal(await shelf.last(), null);
  const digest = digestOf(testSubject);
  const [first, second] = [
    { madeAt: 1000, pages: 7, digest },
    { madeAt: 2000, pages: 8, digest },
  ];
  await shelf.keep(first, pdf);
  await mkdir(join(folder, "guide"), { recursive: true });
  // What a stopped writing leaves, and what somebody put there.
  for (const name of [`guide-3000-8-${digest}.pdf.part`, "guide-9000-8-x.pdf", "notes.txt"])
    await writeFile(join(folder, "guide", name), "%PDF-");
  assert.deepEqual(await shelf.last(), first);
  await shelf.keep(second, pdf);
  assert.deepEqual(await shelf.last(), second);
  assert.deepEqual(await shelf.read(second), pdf);
  assert.equal(await shelf.read(first), null);
  assert.equal(
    (await readdir(join(folder, "guide"))).filter((name) => name.endsWith(`${digest}.pdf`)).length,
    1,
  );
  await rm(folder, { recursive: true });
});

/** The command line keeps; the page looks and takes. */
const table: Record<Exclude<keyof GuideDoor, "keep">, RightsRow> = {
  view: { cells: operators, ask: ({ administration }, who) => administration.guide.view(who) },
  paper: { cells: operators, ask: ({ administration }, who) => administration.guide.paper(who) },
};

for (const engine of engines) {
  const house = await openAccessHouse(engine);
  const { administration, who, clock } = house;
  const { guide } = administration;
  const given = <Answer extends object>(answer: Answer | Refusal): Answer => {
    assert.ok(!isRefusal(answer), JSON.stringify(answer));
    return answer;
  };

  suite(`the quick guide on ${engine.name}`, () => {
    after(() => house.close());

    test("none is made yet: nothing is shown, and nothing is to be taken", async () => {
      assert.deepEqual(await guide.view(who.operator), { last: null });
      assert.equal(codeOf(await guide.paper(who.operator)), "not-found");
    });

    test("the one that is kept is the one that is taken, and the trace says so", async () => {
      await guide.keep({ pdf, pages: 8, digest: digestOf(testSubject) });
      const madeAt = clock.now();
      assert.deepEqual(await guide.view(who.operator), { last: { madeAt, pages: 8, isStale: false } });
      const paper = given(await guide.paper(who.operator));
      assert.equal(paper.name, "guide-de-connexion-2026-11-22.pdf");
      assert.deepEqual(Buffer.from(paper.pdf, "base64"), pdf);
      const made = (await house.traces(0, "operator")).filter(({ action }) => action === "guide.made");
      assert.deepEqual(
        made.map(({ actor, outcome }) => [actor, outcome]),
        [["command", "done"]],
      );
    });

    tryEveryRole(house, table);

    test("settings that changed since are told, until another is made", async () => {
      clock.advance(day);
      const changed = { ...testSubject, methods: ["email", "totp"] as const };
      await guide.keep({ pdf, pages: 8, digest: digestOf(changed) });
      assert.equal(given(await guide.view(who.operator)).last?.isStale, true);
      clock.advance(day);
      await guide.keep({ pdf, pages: 8, digest: digestOf(testSubject) });
      assert.deepEqual(given(await guide.view(who.operator)).last, {
        madeAt: clock.now(),
        pages: 8,
        isStale: false,
      });
    });

    test("what is no guide is not kept", async () => {
      const last = given(await guide.view(who.operator)).last;
      clock.advance(day);
      const digest = digestOf(testSubject);
      for (const wrong of [
        { pdf: Buffer.from("<html>"), pages: 8, digest },
        { pdf, pages: Number.NaN, digest },
        { pdf, pages: -1, digest },
        { pdf, pages: 8, digest: `../${digest.slice(3)}` },
      ])
        await assert.rejects(guide.keep(wrong), /no guide/);
      assert.deepEqual(given(await guide.view(who.operator)).last, last);
    });
  });
}
