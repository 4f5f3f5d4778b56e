import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { after, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const folder = await mkdtemp(join(tmpdir(), "caducee-sandbox-"));
after(() => rm(folder, { recursive: true }));

test("the sandbox opens before the program, says it is not ready, and closes on a signal", async () => {
  const { page, ...others } = await findPorts();
  const sandbox = start({ page, ...others });
  const health = await waitFor(`http://127.0.0.1:${page}/health`);
  assert.equal(health.status, 503);
  assert.equal((await fetch(`http://127.0.0.1:${page}/api/people`)).status, 200);
  sandbox.kill("SIGTERM");
  assert.deepEqual(await once(sandbox, "exit"), [0, null]);
});

test("a port that is taken is told in one sentence", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const address = taken.address();
  assert.ok(address !== null && typeof address === "object");
  const sandbox = start({ ...(await findPorts()), page: address.port });
  assert.ok(sandbox.stderr);
  const [said, [code]] = await Promise.all([text(sandbox.stderr), once(sandbox, "exit")]);
  taken.close();
  assert.equal(code, 1);
  assert.match(said, new RegExp(`^Le port ${address.port} est déjà pris : .*CADUCEE_SANDBOX_PORT.*\\n$`));
});

test("the sandbox closes when the process that started it is gone", async () => {
  const { page, ...others } = await findPorts();
  // A parent that starts the sandbox and leaves at once.
  const script = `const { spawn } = require("node:child_process");
    spawn(process.execPath, [${JSON.stringify(mainFile)}], { stdio: ["ignore", "inherit", "ignore"] }).unref();
    setTimeout(() => process.exit(), 1500);`;
  const parent = spawn(process.execPath, ["-e", script], {
    env: makeEnv({ page, ...others }),
    stdio: ["ignore", "pipe", "ignore"],
  });
  assert.ok(parent.stdout);
  // The pipe ends once the last process that holds it has left.
  assert.equal(await text(parent.stdout), "");
  await assert.rejects(fetch(`http://127.0.0.1:${page}/health`));
});

const mainFile = fileURLToPath(new URL("main.ts", import.meta.url));

interface Ports {
  page: number;
  relay: number;
  peer: number;
  psc: number;
}

async function findPorts(): Promise<Ports> {
  const [page, relay, peer, psc] = [
    await findFreePort(),
    await findFreePort(),
    await findFreePort(),
    await findFreePort(),
  ];
  return { page, relay, peer, psc };
}

function start(ports: Ports): ChildProcess {
  return spawn(process.execPath, [mainFile], { env: makeEnv(ports), stdio: ["ignore", "ignore", "pipe"] });
}

function makeEnv({ page, relay, peer, psc }: Ports): NodeJS.ProcessEnv {
  return {
    ...process.env,
    CADUCEE_SANDBOX_DATA: join(folder, "sandbox-data"),
    CADUCEE_DATA: join(folder, "data"),
    CADUCEE_SANDBOX_PORT: String(page),
    CADUCEE_SANDBOX_RELAY_PORT: String(relay),
    CADUCEE_SANDBOX_PEER_PORT: String(peer),
    CADUCEE_SANDBOX_PSC_PORT: String(psc),
    // Nobody listens there: the program never comes.
    CADUCEE_WEB_PORT: "1",
  };
}

async function waitFor(url: string): Promise<Response> {
  for (;;) {
    const response = await fetch(url).catch(() => undefined);
    if (response) return response;
    await wait(50);
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  assert.ok(address !== null && typeof address === "object");
  return address.port;
}
