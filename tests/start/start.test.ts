import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { freePorts, hold, newMachine, processesOf, runOn, type Machine, type Running } from "./machine.ts";

let machine: Machine;
let ports: Record<string, string>;

before(async () => {
  machine = newMachine();
  ports = await freePorts();
});
after(() => {
  for (const { pid } of processesOf(machine)) process.kill(pid, "SIGKILL");
  rmSync(machine.folder, { recursive: true });
});

/** No command here may take longer: an install from the network, in milliseconds. */
const timeout = 120_000;
const open = "Ctrl-C pour arrêter.";
const health = (key: string): Promise<Response> => fetch(`http://127.0.0.1:${ports[key]}/health`);

function start(settings: Record<string, string> = {}): Running {
  return runOn(machine, ["npm", "start"], { ...ports, ...settings });
}

/** Nothing of the clone runs any more, and every port it had can be taken again. */
async function nothingIsLeft(): Promise<void> {
  assert.deepEqual(processesOf(machine), []);
  for (const port of Object.values(ports)) (await hold(Number(port))).release();
}

/** Ended by itself with an error, after one sentence that says all of `words`. */
async function endsWithOneSentence(running: Running, ...words: string[]): Promise<void> {
  assert.notEqual(await running.exit, 0, running.output());
  assert.equal(running.errors().length, 1, running.output());
  for (const word of words) assert.ok(running.errors()[0]!.includes(word), `${word}: ${running.output()}`);
  await nothingIsLeft();
}

test(
  "a fresh clone with node, npm and a shell opens the product and its sandbox, and Ctrl-C closes both",
  { timeout },
  async () => {
    const running = start();
    await running.prints(open);
    assert.match(running.output(), /Installation des paquets/);
    assert.match(running.output(), /Construction des pages/);
    assert.ok(running.output().includes(`http://localhost:${ports["CADUCEE_WEB_PORT"]}`));
    assert.ok(running.output().includes(`http://127.0.0.1:${ports["CADUCEE_SANDBOX_PORT"]}`));
    const people = await (await fetch(`http://127.0.0.1:${ports["CADUCEE_SANDBOX_PORT"]}/api/people`)).json();
    assert.ok(Array.isArray(people) && people.length > 0);
    for (const { login, password } of people) {
      assert.ok(running.output().includes(login) && running.output().includes(password));
    }
    assert.equal((await health("CADUCEE_WEB_PORT")).status, 200);
    assert.equal((await health("CADUCEE_SANDBOX_PORT")).status, 200);
    running.signalAll("SIGINT");
    assert.equal(await running.exit, 0, running.output());
    assert.deepEqual(running.errors(), []);
    await nothingIsLeft();
  },
);

test(
  "a second start installs and builds nothing, and a signal to npm alone closes everything",
  { timeout },
  async (t) => {
    const begun = performance.now();
    const running = start();
    await running.prints(open);
    t.diagnostic(`ready after ${Math.round(performance.now() - begun)} ms`);
    assert.doesNotMatch(running.output(), /Installation|Construction/);
    running.signal("SIGTERM");
    assert.equal(await running.exit, 0, running.output());
    await nothingIsLeft();
  },
);

test("npm killed closes everything", { timeout }, async () => {
  const running = start();
  await running.prints(open);
  running.signal("SIGKILL");
  await running.exit;
  await nothingIsLeft();
});

test("the end of the program ends the sandbox, and the start says so", { timeout }, async () => {
  const running = start();
  await running.prints(open);
  const program = processesOf(machine).find(({ command }) => command.includes("dist/server/main.js"));
  process.kill(program!.pid, "SIGKILL");
  await endsWithOneSentence(running, "dist/server/main.js", "SIGKILL");
});

for (const key of ["CADUCEE_WEB_PORT", "CADUCEE_SANDBOX_PORT", "CADUCEE_SMTP_PORT"]) {
  test(`${key} is taken: one sentence names the port and the key`, { timeout }, async () => {
    const { release } = await hold(Number(ports[key]));
    const running = start();
    await running.exit;
    release();
    await endsWithOneSentence(running, ports[key]!, key);
  });
}

test(
  "a wrong value in the configuration: one sentence names the key, the value and what is expected",
  { timeout },
  async () => {
    const port = ports["CADUCEE_SMTP_PORT"]!;
    await endsWithOneSentence(
      start({ CADUCEE_SMTP_PORT: `${port}x` }),
      "CADUCEE_SMTP_PORT",
      `${port}x`,
      "de 1 à 65535",
    );
  },
);

test("the data folder cannot be made: one sentence names it", { timeout }, async () => {
  const file = join(machine.folder, "a-file");
  writeFileSync(file, "");
  const data = join(file, "data");
  await endsWithOneSentence(start({ CADUCEE_DATA: data }), data);
});

for (const [access, what] of [
  ["ro", "read-only"],
  ["rw", "full"],
] as const) {
  test(
    `the data folder is on a ${what} disk: one sentence names it`,
    { timeout, skip: cannotMount() },
    async () => {
      const data = join(machine.folder, what);
      mkdirSync(data);
      execFileSync("mount", ["-t", "tmpfs", "-o", `size=16k,${access}`, "caducee-disk", data]);
      try {
        await endsWithOneSentence(start({ CADUCEE_DATA: data }), data);
      } finally {
        execFileSync("umount", [data]);
      }
    },
  );
}

test("a lockfile that is not what is installed is installed again, by npm ci", { timeout }, async () => {
  const path = join(machine.clone, "package-lock.json");
  const lockfile = readFileSync(path, "utf8");
  const stub = { ...machine, environment: { ...machine.environment, PATH: join(machine.folder, "stub") } };
  mkdirSync(stub.environment.PATH);
  writeFileSync(join(stub.environment.PATH, "npm"), `#!/bin/sh\necho "called $1" >&2\nexit 3\n`, {
    mode: 0o755,
  });
  writeFileSync(join(stub.environment.PATH, "node"), `#!/bin/sh\nexec "${process.execPath}" "$@"\n`, {
    mode: 0o755,
  });
  // Of a package that every machine has: npm leaves those of other platforms out.
  writeFileSync(
    path,
    lockfile.replace(/("node_modules\/hono": \{[^}]*?"integrity": "sha512-).{4}/, "$1AAAA"),
  );
  assert.notEqual(readFileSync(path, "utf8"), lockfile);
  try {
    const running = runOn(stub, ["node", "tools/start.mjs"], ports);
    assert.equal(await running.exit, 1, running.output());
    assert.equal(running.errors()[0], "called ci");
    assert.match(running.errors()[1]!, /L’installation n’a pas abouti/);
  } finally {
    writeFileSync(path, lockfile);
  }
});

function cannotMount(): string | false {
  return process.getuid?.() === 0 && process.platform === "linux"
    ? false
    : "only root can mount a small disk";
}
