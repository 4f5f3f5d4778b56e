import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkMessage } from "./mime-checks.ts";

/**
 * Changes messages at random and holds the parser's promises against each: `node tests/fuzz/mime.ts`, for
 * CADUCEE_FUZZ_SECONDS (60) from the seed CADUCEE_FUZZ_SEED (1). The messages it starts from are the fixtures and
 * those of the folder CADUCEE_CORPUS. An input that breaks a promise is kept as a fixture.
 */

const fixtures = join(import.meta.dirname, "../fixtures/mime");
/** No input may take longer, whatever it holds: they are a few hundred kilobytes at most. */
const longestMs = 2000;
const longestInput = 256 * 1024;

/** What makes mail mail: thrown into messages where it hurts. */
const tokens = [
  "\r\n",
  "\n",
  "\r",
  "\r\n\r\n",
  "\n\n",
  "--",
  "\r\n--",
  "--\r\n",
  "\0",
  "\xff",
  "\xc3",
  "\xe2\x80",
  " ",
  "\t",
  "=",
  "=\r\n",
  "=C3",
  "=?utf-8?B?",
  "=?utf-8?Q?=C3?=",
  "?=",
  "=?iso-2022-jp?B?GyRC?=",
  '"',
  "\\",
  "(",
  ")",
  "<",
  ">",
  ":",
  ";",
  ",",
  "@",
  "'",
  "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n",
  "\r\n--b--\r\n",
  'Content-Type: multipart/digest; boundary="b"\r\n',
  "Content-Type: text/html; charset=utf-16\r\n",
  "Content-Transfer-Encoding: base64\r\n",
  "Content-Transfer-Encoding: quoted-printable\r\n",
  "Content-Transfer-Encoding: x-uuencode\r\n",
  "begin 644 a\n",
  "Content-Disposition: attachment; filename*0*=utf-8''%C3; filename*1=%A9\r\n",
  "; charset=",
  "; charset=gb18030",
  "; charset=utf-32",
  "; charset=utf-7",
  "; charset=iso-2022-jp",
  "; charset=cp850",
  "; boundary=",
  "; name*=",
  '; boundary=""',
  "<style>",
  "<!--",
  "</",
  "&#x1f600;",
  "&#99999999;",
  "> ",
  "From ",
  "Subject: ",
].map((token) => Buffer.from(token, "latin1"));

/** mulberry32: the same seed gives the same inputs everywhere. */
function createRandom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % Math.max(below, 1);
  };
}

type Random = (below: number) => number;

function readSeeds(): Buffer[] {
  const corpus = process.env["CADUCEE_CORPUS"];
  const folders = corpus ? [fixtures, corpus] : [fixtures];
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".eml"))
      .toSorted()
      .map((name) => readFileSync(join(folder, name)).subarray(0, longestInput)),
  );
}

function splice(bytes: Buffer, start: number, end: number, insert: Uint8Array): Buffer {
  return Buffer.concat([bytes.subarray(0, start), insert, bytes.subarray(end)]);
}

function mutate(bytes: Buffer, seeds: Buffer[], random: Random): Buffer {
  const start = random(bytes.length + 1);
  const end = Math.min(bytes.length, start + random(1 << random(10)));
  const kind = random(8);
  if (kind === 0) return splice(bytes, start, start + 1, Buffer.from([random(256)]));
  if (kind === 1) return splice(bytes, start, end, Buffer.alloc(0));
  if (kind === 2) return splice(bytes, start, start, bytes.subarray(start, end));
  if (kind === 3) {
    const other = seeds[random(seeds.length)]!;
    const from = random(other.length);
    return splice(bytes, start, end, other.subarray(from, from + random(2000)));
  }
  if (kind === 4) {
    const times = Math.min(1 << random(11), 65536 / Math.max(end - start, 1));
    return splice(
      bytes,
      start,
      end,
      Buffer.concat(Array.from({ length: times }, () => bytes.subarray(start, end))),
    );
  }
  if (kind === 5) return bytes.subarray(0, start);
  return splice(bytes, start, start, tokens[random(tokens.length)]!);
}

function makeInput(seeds: Buffer[], random: Random): Buffer {
  let bytes = seeds[random(seeds.length)]!;
  for (let turns = random(8); turns >= 0; turns--)
    bytes = mutate(bytes, seeds, random).subarray(0, longestInput);
  return bytes;
}

/** Runs for that long and answers how many inputs held; throws at the first that does not, once it is kept. */
export function fuzzMime(seconds: number, seed: number): number {
  const random = createRandom(seed);
  const seeds = readSeeds();
  const until = performance.now() + seconds * 1000;
  let count = 0;
  for (; performance.now() < until; count++) {
    const bytes = makeInput(seeds, random);
    const sizes = Array.from({ length: 5 }, () => 1 + random(1 << random(14)));
    const began = performance.now();
    try {
      checkMessage(bytes, sizes);
      const took = performance.now() - began;
      if (took > longestMs) throw new Error(`took ${Math.round(took)} ms`);
    } catch (error) {
      throw new Error(`input ${count} of seed ${seed}, kept as ${keep(bytes, seed, count)}`, {
        cause: error,
      });
    }
  }
  return count;
}

function keep(bytes: Buffer, seed: number, count: number): string {
  const name = `crash-${seed}-${count}.eml`;
  if (!existsSync(join(fixtures, name))) writeFileSync(join(fixtures, name), bytes);
  return name;
}

/** The length and seed of a run, from the environment. */
export function fuzzSettings(): { seconds: number; seed: number } {
  return {
    seconds: Number(process.env["CADUCEE_FUZZ_SECONDS"] ?? 60),
    seed: Number(process.env["CADUCEE_FUZZ_SEED"] ?? 1),
  };
}

if (import.meta.main) {
  const { seconds, seed } = fuzzSettings();
  console.log(`${fuzzMime(seconds, seed)} inputs of seed ${seed} held`);
}
