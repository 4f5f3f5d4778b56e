// Accesses from one CSV of 2,000 people (`--people`): the dry run, then the run with every link handed to the relay, in under
// a minute, while somebody opens folders and messages and is answered within a second at the 99th percentile.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { askFolders, askRows } from "../browser/data/requests.ts";
import { isRefusal } from "../contracts/refusals.ts";
import { makeProvision } from "../sandbox/provision.ts";
import { systemClock } from "../server/foundations/clock.ts";
import { openRooms } from "../server/house.ts";
import { runCommand } from "../tests/durability/program.ts";
import { partsOf } from "../tests/house.ts";
import { cpuOf, percentile, yardstick } from "./parts/cpu.ts";
import { optionOf } from "./parts/options.ts";
import { openProgram } from "./parts/program.ts";
import { type Session, signIn } from "./parts/session.ts";

const people = Number(optionOf("--people", "2000"));
const goal = { seconds: 60, reading99: 1000 };
const readingMs = 100;
/** After these the run is lost. */
const patienceMs = 10 * 60_000;

const domain = "valdebrume.mss.example";
const letters = (place: number) => String(place).replace(/\d/g, (digit) => "abcdefghij"[Number(digit)] ?? "");

let checkMs = 0;
const program = await openProgram({ mailboxes: 1, people: 1 }, {}, async ({ environment, folder }) => {
  const file = join(folder, "association.json");
  await writeFile(file, JSON.stringify(makeProvision(systemClock.now())));
  const { code, printed } = await runCommand(environment, ["provision", file]);
  if (code !== 0) throw new Error(printed);
  await begin(environment, folder);
});
try {
  const before = performance.now();
  const cpu = cpuOf(program.pid);
  let isOver = false;
  // Her code comes through the relay that is busy with the links.
  const reading = signIn(program, program.mailboxes[0]?.logins[0] ?? "").then((session) =>
    read(session, () => isOver),
  );
  const links = () => program.relay.messages.filter(({ to }) => to.startsWith("arrivee")).length;
  while (links() < people && performance.now() - before < patienceMs) await pause(50);
  const seconds = (performance.now() - before) / 1000;
  isOver = true;
  const times = await reading;
  const spent = cpuOf(program.pid) - cpu;
  const told = new Set(program.relay.messages.map(({ to }) => to).filter((to) => to.startsWith("arrivee")));
  const read99 = percentile(times, 99);
  const hash = await yardstick(20);
  console.log(`arrivals-csv: ${people} people; the dry run and its keeping took ${checkMs.toFixed(0)} ms`);
  console.log(`all given and written to after ${seconds.toFixed(1)} s; ${links() - told.size} told twice`);
  console.log(
    `one of ${times.length} readings meanwhile: p50 ${percentile(times, 50).toFixed(0)} ms, p99 ${read99.toFixed(0)} ms`,
  );
  console.log(
    `the program's processor: ${(spent / people).toFixed(1)} ms a person; argon2id: ${hash.toFixed(1)} ms each`,
  );
  const met = links() === people && seconds <= goal.seconds && read99 <= goal.reading99;
  console.log(
    `goal: within ${goal.seconds} s, readings within ${goal.reading99} ms at the 99th percentile: ${met ? "met" : "MISSED"}`,
  );
  process.exitCode = met ? 0 : 1;
} finally {
  await program.close();
}

/** Checks the file and keeps its run, which waits for the program. */
async function begin(environment: Record<string, string>, folder: string): Promise<void> {
  const rooms = await openRooms({ ...partsOf(environment, folder), clock: systemClock });
  try {
    const referent = await rooms.directory.findByLogin(`org.odile.marchetti@${domain}`);
    if (!referent) throw new Error("no référent");
    const rows = Array.from(
      { length: people },
      (_, place) =>
        `Mme;Ana;Arrivée ${letters(place)};Infirmière;arrivee${place}@courriel.example;06 39 98 77 01;CNI;accueil.ime@${domain} : rédaction | foyer.saules@${domain} : lecture`,
    );
    const text = ["Civilité;Prénom;Nom;Fonction;Messagerie;Mobile;Identité vérifiée;Boîtes", ...rows].join(
      "\r\n",
    );
    const { arrivals } = rooms.administration;
    const from = performance.now();
    const checked = await arrivals.check(referent.id, text);
    if (isRefusal(checked) || checked.step !== "checked" || checked.counts.new !== people)
      throw new Error(JSON.stringify(checked).slice(0, 500));
    const begun = await arrivals.begin(referent.id, { text, digest: checked.digest });
    if (isRefusal(begun)) throw new Error(begun.refusal.code);
    checkMs = performance.now() - from;
  } finally {
    await rooms.close();
  }
}

/** Opens a folder again and again until it is over; milliseconds each. */
async function read({ ask, mailboxes, browser }: Session, isOver: () => boolean): Promise<number[]> {
  const [{ accountId, inboxId } = { accountId: "", inboxId: "" }] = mailboxes;
  const times: number[] = [];
  while (!isOver()) {
    const before = performance.now();
    await ask([askFolders(accountId), ...askRows(accountId, inboxId, 0, 20)]);
    times.push(performance.now() - before);
    await pause(readingMs);
  }
  browser.close();
  return times;
}
