import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { addresses } from "../../browser/addresses.ts";
import { createSeededChance } from "../../server/foundations/chance.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { compareRanks } from "./rank.ts";

// Whoever times the answers learns nothing of who has an account. Each try is a day after the one before, so that
// regulation stands in nobody's way; known and unknown logins take turns, so that both meet the machine in the same mood.

const tries = 80;
const hourMs = 3_600_000;

let house: TestHouse;
before(async () => (house = await openTestHouse()));
after(() => house.close());

test("the statistic sees a tenth of a hash, and nothing where there is nothing", () => {
  const chance = createSeededChance("enumeration");
  // Milliseconds of a hash, most near 22, some late ones.
  const sample = (more: number) =>
    Array.from({ length: tries }, () => {
      const noise = (chance.bytes(1)[0] ?? 0) / 64;
      return 22 + more + noise + (noise > 3.8 ? 30 : 0);
    });
  assert.ok(compareRanks(sample(2.2), sample(0)) > 4);
  assert.ok(Math.abs(compareRanks(sample(0), sample(0))) < 4);
});

test("a wrong password takes as long whether the account exists", async () => {
  await looksAlike((login) =>
    post(addresses.signIn("begin"), { login, password: "pas-celui-la", method: "email" }),
  );
});

test("a forgotten password is answered as fast whether the account exists", async () => {
  await looksAlike((login) => post(addresses.signIn("forgotten"), { login }));
});

/**
 * Somebody else's work on the machine may fall upon one of two such samples once: only what shows three times in a row is
 * the program's.
 */
async function looksAlike(ask: (login: string) => Promise<string>): Promise<void> {
  const found: number[] = [];
  for (let turn = 0; turn < 3 && (found.length === 0 || Math.abs(found.at(-1) ?? 0) >= 4); turn++)
    found.push(await compareTimes(ask));
  assert.ok(Math.abs(found.at(-1) ?? 0) < 4, `apart by ${found.map((one) => one.toFixed(1)).join(", ")}`);
}

async function compareTimes(ask: (login: string) => Promise<string>): Promise<number> {
  const known = house.people.map(({ login }) => login);
  const times: Record<"known" | "unknown", number[]> = { known: [], unknown: [] };
  const answers = new Set<string>();
  for (let count = 0; count < tries; count++) {
    const login = known[count % known.length] ?? "";
    const asked = { known: login, unknown: login.replace("@", `${count}@`) };
    for (const who of count % 2 === 0 ? (["known", "unknown"] as const) : (["unknown", "known"] as const)) {
      const before = performance.now();
      answers.add(await ask(asked[who]));
      times[who].push(performance.now() - before);
    }
    house.clock.advance(25 * hourMs);
  }
  assert.equal(answers.size, 1, "and in the same words");
  // The first ones meet code that was never run.
  return compareRanks(times.known.slice(8), times.unknown.slice(8));
}

async function post(path: string, body: object): Promise<string> {
  const response = await fetch(`${house.publicUrl}${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Origin: house.publicUrl },
    body: JSON.stringify(body),
  });
  return `${response.status} ${await response.text()}`;
}
