import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { parse } from "smol-toml";
import { prepareSandbox } from "./prepare.ts";
import { makeProvision } from "./provision.ts";
import { readSettings } from "./settings.ts";

const folder = await mkdtemp(join(tmpdir(), "caducee-prepare-"));
after(() => rm(folder, { recursive: true }));

test("the sandbox is prepared once, but for the ports", async () => {
  await prepareSandbox({
    folder,
    sandboxPort: 8026,
    relayPort: 8027,
    peerPort: 8028,
    pscPort: 8030,
    publicUrl: "http://localhost:8025",
  });
  const key = await readFile(join(folder, "sealing.key"), "utf8");
  assert.equal(Buffer.from(key, "base64").length, 32);
  assert.equal((await stat(join(folder, "sealing.key"))).mode & 0o777, 0o600);

  await prepareSandbox({
    folder,
    sandboxPort: 9026,
    relayPort: 9027,
    peerPort: 9028,
    pscPort: 9030,
    publicUrl: "http://localhost:9025",
  });
  assert.equal(await readFile(join(folder, "sealing.key"), "utf8"), key);
  const text = await readFile(join(folder, "caducee.toml"), "utf8");
  const { web, sandbox, relay } = JSON.parse(JSON.stringify(parse(text)));
  assert.deepEqual(web, { public_url: "http://localhost:9025" });
  assert.deepEqual(sandbox, { page: "http://127.0.0.1:9026" });
  assert.equal(relay.port, 9027);
});

test("every file that the configuration names is there", async () => {
  const text = await readFile(join(folder, "caducee.toml"), "utf8");
  const names = [
    ...text.matchAll(/^(?:certificate|key|authorities|key_file|client_secret_file) = "(.+)"$/gm),
  ].map((match) => match[1]!);
  assert.equal(names.length, 6);
  for (const name of names) assert.ok((await stat(join(folder, name))).isFile(), name);
});

test("a port that is none is told in a sentence", () => {
  assert.deepEqual(readSettings({ CADUCEE_SMTP_PORT: "vingt-cinq" }), {
    wrong: "CADUCEE_SMTP_PORT vaut « vingt-cinq » : indiquez un port, de 1 à 65535.",
  });
});

test("the relay stands beside the page unless told otherwise", () => {
  const settings = readSettings({ CADUCEE_SANDBOX_PORT: "9100", CADUCEE_WEB_PORT: "9200" });
  assert.ok(!("wrong" in settings));
  assert.equal(settings.relayPort, 9101);
  assert.equal(settings.publicUrl, "http://localhost:9200");
});

test("the provision file gives each mailbox its people, rights beginning 90 days before", () => {
  const structure = makeProvision(Date.UTC(2026, 10, 22)).structures[0]!;
  assert.equal(structure.persons.length, 5);
  assert.deepEqual(
    structure.persons.filter(({ referent }) => referent).map(({ familyName }) => familyName),
    ["Marchetti"],
  );
  assert.equal(structure.persons[0]!.mobile, "+33639984107");
  const members = structure.mailboxes.map((mailbox) => mailbox.members.length);
  assert.deepEqual(members, [5, 3, 3]);
  assert.equal(structure.mailboxes[0]!.members[0]!.from, "2026-08-24");
});
