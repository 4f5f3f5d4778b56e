import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { readIdentity } from "../../sandbox/pki.ts";
import { makeProvision } from "../../sandbox/provision.ts";
import { startRelay } from "../../sandbox/relay.ts";
import { isRefusal } from "../../contracts/refusals.ts";
import { heading } from "../../server/administration/arrivals/test-arrivals.ts";
import { systemClock } from "../../server/foundations/clock.ts";
import { openRooms } from "../../server/house.ts";
import { makeTrustSpace, partsOf, testStart } from "../house.ts";
import { openLater } from "./agreement.ts";
import { runCommand, startProgram } from "./program.ts";

const people = 60;
const mailOf = (place: number) => `arrivee${place}@ordinaire.example`;
const letters = (place: number) => String(place).replace(/\d/g, (digit) => "abcdefghij"[Number(digit)] ?? "");

test("kill -9 during arrivals: everybody is made once, nobody is told twice, and what is uncertain is said", async (t) => {
  const space = await makeTrustSpace();
  t.after(() => rm(space.folder, { recursive: true, force: true }));
  const told: string[] = [];
  let onTold = () => {};
  const relay = await startRelay({
    port: space.ports.relayPort,
    identity: await readIdentity(space.pki, "relay"),
    onPost: async ({ to }) => {
      told.push(to);
      onTold();
    },
  });
  t.after(() => relay.close());
  const file = join(space.folder, "provision.json");
  await writeFile(file, JSON.stringify(makeProvision(testStart)));
  const provisioned = await runCommand(space.environment, ["provision", file]);
  assert.equal(provisioned.code, 0, provisioned.printed);

  // The run is kept before the program starts: whatever starts finds it.
  const before = await openRooms({ ...partsOf(space.environment, space.folder), clock: systemClock });
  const odile = await before.directory.findByLogin("org.odile.marchetti@valdebrume.mss.example");
  assert.ok(odile);
  const rows = Array.from(
    { length: people },
    (_, place) =>
      `Ana;Durable ${letters(place)};${mailOf(place)};CNI;accueil.ime@valdebrume.mss.example : lecture`,
  );
  const text = [heading, ...rows].join("\n");
  const { arrivals } = before.administration;
  const checked = await arrivals.check(odile.id, text);
  assert.ok(!isRefusal(checked) && checked.step === "checked" && checked.counts.new === people);
  const begun = await arrivals.begin(odile.id, { text, digest: checked.digest });
  assert.ok(!isRefusal(begun) && begun.run);
  const runId = begun.run.id;
  await before.close();

  for (const blow of [5, 17, 41]) {
    const struck = new Promise<void>((strike) => {
      onTold = () => told.length >= blow && strike();
    });
    const program = await startProgram(space.environment);
    t.after(() => program.child.kill("SIGKILL"));
    await struck;
    await program.kill();
  }
  const last = await startProgram(space.environment);
  t.after(() => last.child.kill("SIGKILL"));
  const all = new Promise<void>((over) => {
    const rest = new Set(told);
    onTold = () => {
      rest.add(told.at(-1) ?? "");
      // Three at most were on their way at each of three blows.
      if (rest.size >= people - 9) over();
    };
    onTold();
  });
  await all;
  const later = await endIt();
  t.after(() => later.close());

  const found = await later.administration.arrivals.lines(odile.id, runId);
  assert.ok(!isRefusal(found));
  assert.equal(found.lines.length, people);
  const counts = Map.groupBy(told, (to) => to);
  for (const [to, mails] of counts) assert.equal(mails.length, 1, `${to} was told ${mails.length} times`);
  let unsure = 0;
  for (const [place, { state, mail, login }] of found.lines.entries()) {
    assert.equal(state, "given");
    assert.ok(await later.directory.findByLogin(login));
    if (mail === "handed")
      assert.equal(counts.get(mailOf(place))?.length, 1, "what is said to have left did");
    else assert.equal(mail, "unsure");
    unsure += Number(mail === "unsure");
  }
  assert.ok(unsure <= 9, `${unsure} are uncertain`);
  const view = await later.administration.people(odile.id, { search: "durable", filter: "all", from: 0 });
  assert.ok(!isRefusal(view) && view.total === people, "nobody stands twice");
  t.diagnostic(`${unsure} uncertain over three kills`);

  /** Stops the program politely, does here what it left, and answers the rooms. */
  async function endIt() {
    const ended = new Promise((over) => last.child.once("exit", over));
    last.child.kill("SIGTERM");
    await ended;
    const rooms = await openLater(space.environment, space.folder);
    const runs = rooms.administration.arrivals.startRuns();
    await runs.work();
    await runs.close();
    return rooms;
  }
});
