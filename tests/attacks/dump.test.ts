import assert from "node:assert/strict";
import { createDecipheriv, createHash, createHmac } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { people } from "../../sandbox/people.ts";
import { openConnection } from "../../server/foundations/database/sqlite-connection.ts";
import { truncate } from "../../server/sign-in/one-time-code.ts";
import { readAppSecret } from "../../server/sign-in/rules/app-password.ts";
import { readBase32 } from "../../server/sign-in/totp.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { codeSentTo, openVisitor, type Visitor } from "./visitor.ts";

/**
 * Somebody has the whole store, opened, while people sign in: every row of every table, and no sealing key. Whatever he
 * makes of it, by the derivations that the program itself uses and by those that anybody would try, is none of the
 * secrets that open something.
 */

const [nadege, , yanis, , odile] = people;
assert.ok(nadege && yanis && odile?.totp);

let house: TestHouse;
let dump: Cell[];
/** Two challenges that wait for their code: a wrong key gives one code by chance in a million, not two. */
let waiting: { challenge: string; code: string }[];
/** What opens something, by its name, as bytes. */
let secrets: Map<string, Buffer>;

interface Cell {
  table: string;
  column: string;
  row: Record<string, unknown>;
  bytes: Buffer;
}

before(async () => {
  house = await openTestHouse();
  const session = openVisitor(house);
  await session.signIn("Nadège");
  waiting = [await begin(yanis), await begin(odile)];
  await openVisitor(house).ask("/api/sign-in/forgotten", { body: { login: nadege.login } });
  secrets = new Map([
    ["session", fromText(session.cookies.get("__Host-session"))],
    ["door of a browser", fromText(session.cookies.get("__Host-door"))],
    ["link to a new password", fromText(await linkSecret())],
    ["what a passkey is to sign", fromText(await passkeyChallenge())],
    ["authenticator app", readBase32(odile.totp ?? "") ?? assert.fail()],
    ["application password", fromText(readAppSecret(nadege.program.secret))],
  ]);
  for (const [name, bytes] of secrets) assert.ok(bytes.length >= 16, name);
  dump = await dumpStore();
});
after(() => house.close());

async function begin({ login, password, email }: typeof nadege & object) {
  const visitor: Visitor = openVisitor(house);
  const begun = await visitor.ask("/api/sign-in/begin", { body: { login, password, method: "email" } });
  const { challenge } = await begun.json();
  return { challenge, code: codeSentTo(house, email) };
}

async function passkeyChallenge(): Promise<string | undefined> {
  const asked = await openVisitor(house).ask("/api/sign-in/passkey", { body: {} });
  return (await asked.json()).question.challenge;
}

async function linkSecret(): Promise<string | undefined> {
  for (;;) {
    const text = house.relay.messages.map((mail) => mail.text).find((one) => one.includes("#"));
    if (text) return /#(\S+)/.exec(text)?.[1];
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function fromText(text: string | null | undefined): Buffer {
  return Buffer.from(text ?? assert.fail("no such secret"));
}

/** Every cell of every table, read by another connection under the store's own key. */
async function dumpStore(): Promise<Cell[]> {
  const data = join(house.folder, "data");
  const place = { table: "store", column: "key", row: "embedded" };
  const key = house.house.rooms.sealing.open(place, await readFile(join(data, "store.key")));
  const { database } = openConnection(join(data, "store.db"), key, "reader");
  const tables = database.prepare("select name from sqlite_schema where type = 'table'").all();
  const cells = tables.flatMap((one) => {
    const { name } = one as { name: string };
    const rows = database.prepare(`select * from "${name}"`).all() as Record<string, unknown>[];
    return rows.flatMap((row) =>
      Object.entries(row).map(([column, value]) => ({
        table: name,
        column,
        row,
        bytes: value instanceof Uint8Array ? Buffer.from(value) : Buffer.from(String(value)),
      })),
    );
  });
  database.close();
  return cells;
}

/** What a value may stand for: itself, its words, and what either is the text of. */
function readings(bytes: Buffer): Buffer[] {
  const text = bytes.toString();
  const words = [...new Set([text, ...text.split(/[^\w-]+/)])].filter((word) => word.length >= 6);
  return [
    bytes,
    ...words.flatMap((word) => [
      Buffer.from(word),
      Buffer.from(word, "base64url"),
      Buffer.from(word, "hex"),
      readBase32(word) ?? Buffer.alloc(0),
    ]),
  ].filter((one) => one.length > 0);
}

/** What somebody makes of values alone: their texts and digests. */
function* madeOf(value: Buffer): Generator<Buffer> {
  const digests = ["sha1", "sha256", "sha512"].map((name) => createHash(name).update(value).digest());
  for (const one of [value, ...digests]) {
    yield one;
    for (const encoding of ["hex", "base64url", "base64"] as const) yield Buffer.from(one.toString(encoding));
  }
}

/** The names of things, under which keys are used. */
function namesIn(cells: readonly Cell[]): Buffer[] {
  const own = cells.filter(({ table }) => table.startsWith("sign_in") || table.startsWith("directory"));
  return own.filter(({ column }) => /(^|_)(id|login|key)$/.test(column)).map(({ bytes }) => bytes);
}

/** Which of the secrets can be made from these cells, and with these keys besides. */
function attack(cells: readonly Cell[], keys: readonly Buffer[] = []): string[] {
  const own = cells.filter(({ table }) => /^(sign_in|directory|store|marks|foundations)/.test(table));
  const values = unique([...keys, ...cells.flatMap(({ bytes }) => readings(bytes))]);
  const likely = unique([...keys, ...own.flatMap(({ bytes }) => readings(bytes))]);
  const found = new Set<string>();
  const look = (candidate: Buffer) => {
    for (const [name, secret] of secrets) if (candidate.equals(secret)) found.add(name);
  };
  for (const value of values) for (const made of madeOf(value)) look(made);
  const names = unique(namesIn(cells));
  for (const key of likely) {
    for (const name of names) {
      const mac = createHmac("sha256", key).update(name).digest();
      look(mac);
      look(Buffer.from(mac.toString("base64url")));
    }
    if (findsCodes(key)) found.add("code");
    for (const secret of unsealed(own, key)) look(secret);
  }
  if (values.some((value) => waiting.some(({ code }) => value.equals(Buffer.from(code))))) found.add("code");
  return [...found].sort();
}

/** Codes as the program makes them, and as it might have: from the challenge and something in the store. */
function findsCodes(key: Buffer): boolean {
  const ways = [
    ({ challenge }: { challenge: string }) => createHmac("sha256", key).update(challenge).digest(),
    ({ challenge }: { challenge: string }) => createHmac("sha256", challenge).update(key).digest(),
    ({ challenge }: { challenge: string }) => createHash("sha256").update(key).update(challenge).digest(),
    ({ challenge }: { challenge: string }) => createHash("sha256").update(challenge).update(key).digest(),
  ];
  return ways.some((way) => waiting.every((one) => truncate(way(one)) === one.code));
}

/** What opens under a key, by the form of sealed cells: version, nonce, bytes, tag; the place is no secret. */
function* unsealed(cells: readonly Cell[], key: Buffer): Generator<Buffer> {
  if (key.length !== 32) return;
  for (const { table, column, row, bytes } of cells) {
    if (bytes.length < 29 || bytes[0] !== 1) continue;
    try {
      const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(1, 13), { authTagLength: 16 });
      decipher.setAAD(Buffer.from([table, column, String(row["id"])].join("\0")));
      decipher.setAuthTag(bytes.subarray(-16));
      yield Buffer.concat([decipher.update(bytes.subarray(13, -16)), decipher.final()]);
    } catch {
      // Not this key.
    }
  }
}

function unique(values: readonly Buffer[]): Buffer[] {
  return [...new Map(values.map((one) => [one.toString("hex"), one])).values()];
}

test("the dump holds what it is about: two challenges, a session, a link, an app, passwords of programs", () => {
  const rows = (table: string) =>
    new Set(dump.filter((one) => one.table === table).map(({ row }) => row)).size;
  assert.ok(rows("sign_in_challenges") >= 2);
  for (const table of ["sign_in_sessions", "sign_in_links", "sign_in_apps", "sign_in_app_passwords"])
    assert.ok(rows(table) >= 1, table);
  assert.ok(waiting.every(({ code }) => /^\d{6}$/.test(code)));
});

test("nothing that opens something can be made from it", () => {
  assert.deepEqual(attack(dump), []);
});

test("the same attack finds them when it is given what the store does not hold", () => {
  const { sealing } = house.house.rooms;
  assert.deepEqual(attack(dump, [sealing.derive("one-time code")]), ["code"]);
  assert.deepEqual(attack(dump, [sealing.derive("sealing")]), ["authenticator app"]);
  for (const [name, secret] of secrets) {
    const cell: Cell = { table: "sign_in_x", column: "x", row: {}, bytes: secret };
    assert.deepEqual(attack([cell]), [name]);
    const hidden = { ...cell, bytes: Buffer.from(JSON.stringify({ x: secret.toString("hex") })) };
    assert.deepEqual(attack([hidden]), [name]);
  }
});

test("without the store's key, the files say none of it, nor what is known of people", async () => {
  const folder = join(house.folder, "data");
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) =>
    one.isFile(),
  );
  const words = [...secrets.values(), Buffer.from(odile.totp ?? ""), Buffer.from(nadege.login)];
  for (const { parentPath, name } of files) {
    const bytes = await readFile(join(parentPath, name));
    for (const word of words) assert.equal(bytes.indexOf(word), -1, name);
  }
});
