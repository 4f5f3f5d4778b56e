// The newest 50 of a search, in mailboxes of 1,000 and of many more messages (`--messages N`, else 100,000), taken in turn
// with a delivery before each. On `--postgres`, what counts is the time: its processes are not ours to count.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openBlobs } from "../server/foundations/blobs.ts";
import { systemChance } from "../server/foundations/chance.ts";
import { systemClock } from "../server/foundations/clock.ts";
import { testEngines } from "../server/foundations/database/test-engines.ts";
import { silentLog } from "../server/foundations/log.ts";
import { createSealing } from "../server/foundations/sealing.ts";
import { openMailboxes } from "../server/mailboxes/door.ts";
import { fillMailbox, rareWord } from "./parts/filled-mailbox.ts";
import { median } from "./parts/cpu.ts";

const [goal, flat] = process.argv.includes("--postgres") ? [30, 3] : [5, 1.5];
const many = Number(process.argv[process.argv.indexOf("--messages") + 1]) || 100_000;
const rounds = 30;
const who = { personId: "pbench", sessionId: "sbench" };
const searches: Record<string, string> = {
  "a common word": "traitement matin",
  "while typing": "traite",
  "a rare word": rareWord,
  "a phrase": "« lettre de liaison »",
  nothing: "zzyzx",
};

const engine = testEngines()[goal === 5 ? 0 : 1];
if (!engine) throw new Error("no engine");
const folder = await mkdtemp(join(tmpdir(), "caducee-bench-"));
const place = await engine.createPlace();
const store = await place.open();
const door = openMailboxes({
  store,
  blobs: await openBlobs(join(folder, "blobs")),
  sealing: createSealing(new Map([[1, systemChance.bytes(32)]]), systemChance),
  clock: systemClock,
  chance: systemChance,
  log: silentLog,
});

const sizes = [1000, many];
const mailboxes: string[] = [];
for (const [index, size] of sizes.entries()) {
  const box = await makeMailbox(`boite.${index}@a.example`);
  const before = performance.now();
  await fillMailbox(store, box, { from: 0, count: size });
  console.log(
    `${size} messages filled in and indexed: ${((performance.now() - before) / size).toFixed(2)} ms each`,
  );
  mailboxes.push(box);
}

let delivered = many;
let missed = false;
for (const [what, typed] of Object.entries(searches)) {
  const costs = mailboxes.map(() => ({ cpu: [] as number[], wall: [] as number[], met: 0 }));
  for (let round = 0; round < rounds; round++)
    for (const [index, box] of mailboxes.entries()) {
      await fillMailbox(store, box, { from: delivered++, count: 1 });
      const cost = await measure(box, typed);
      costs[index]?.cpu.push(cost.cpu);
      costs[index]?.wall.push(cost.wall);
      costs[index]!.met = cost.met;
    }
  const told = costs.map(({ cpu, wall, met }, index) => {
    const ms = goal === 5 ? median(cpu) : median(wall);
    missed ||= ms > goal;
    return { ms, text: `${sizes[index]}: ${ms.toFixed(2)} ms (${met} found)` };
  });
  const ratio = (told[1]?.ms ?? 0) / (told[0]?.ms ?? 1);
  missed ||= ratio > flat;
  console.log(`${what}: ${told.map(({ text }) => text).join(", ")}; ratio ${ratio.toFixed(2)}`);
}
console.log(`goal at most ${goal} ms, ratio at most ${flat}: ${missed ? "MISSED" : "met"}`);
process.exitCode = missed ? 1 : 0;
await store.close();
await place.remove();
await rm(folder, { recursive: true });

async function makeMailbox(address: string): Promise<string> {
  const wanted = {
    address,
    structureId: "o1",
    name: address,
    kind: "ORG" as const,
    service: "",
    responsible: "",
  };
  const { mailboxId } = await door.putMailbox({ ...wanted, quotaBytes: 1e12 }, "command");
  const right = { mailboxId, personId: who.personId, right: "reader" as const };
  await door.putMembership({ ...right, startsAt: 0, endsAt: null }, "command");
  return mailboxId;
}

async function measure(box: string, typed: string): Promise<{ cpu: number; wall: number; met: number }> {
  const began = { cpu: process.cpuUsage(), wall: performance.now() };
  const found = await door.search(who, [box], {
    texts: [{ typed, part: "any" }],
    folderId: null,
    after: null,
    before: null,
    hasAttachment: null,
    collapse: false,
    ascending: false,
    position: 0,
    anchor: null,
    anchorOffset: 0,
    limit: 50,
    withTotal: false,
  });
  const { user, system } = process.cpuUsage(began.cpu);
  if (!found || typeof found === "string") throw new Error(`the search answered ${found}`);
  return { cpu: (user + system) / 1000, wall: performance.now() - began.wall, met: found.found.length };
}
