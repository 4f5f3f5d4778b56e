import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./free-port.ts";
import { startGateway } from "./gateway.ts";
import { makeProvision } from "../sandbox/provision.ts";
import { makePki, readAuthorities, readIdentity } from "../sandbox/pki.ts";
import { people } from "../sandbox/people.ts";
import { prepareSandbox } from "../sandbox/prepare.ts";
import { startPsc } from "../sandbox/psc/start.ts";
import { startRelay } from "../sandbox/relay.ts";
import { provision } from "../server/commands/provision.ts";
import { readConfiguration } from "../server/configuration/configuration.ts";
import { readSecrets } from "../server/configuration/secrets.ts";
import { createSeededChance } from "../server/foundations/chance.ts";
import { createStillClock } from "../server/foundations/clock.ts";
import { createLog } from "../server/foundations/log.ts";
import { type House, type HouseParts, openHouse } from "../server/house.ts";
import { writeFile } from "node:fs/promises";

/** The instant at which the clocks of tests stand at first: a Sunday morning, 9 h 02 in Paris. */
export const testStart = Date.UTC(2026, 10, 22, 8, 2);

/** What a test needs to send as a peer of the trust space. */
export interface TrustSpace {
  folder: string;
  authorities: string;
  peer: { key: string; cert: string };
}

/** A sandbox's files in a temporary folder: keys, PKI, configuration on free ports. */
export async function makeTrustSpace() {
  const folder = await mkdtemp(join(tmpdir(), "caducee-house-"));
  const [webPort, smtpPort, sandboxPort, relayPort, peerPort, pscPort] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  const pki = join(folder, "sandbox-data", "pki");
  await makePki(pki);
  const publicUrl = `http://localhost:${webPort}`;
  await prepareSandbox({
    folder: join(folder, "sandbox-data"),
    sandboxPort,
    relayPort,
    peerPort,
    pscPort,
    publicUrl,
  });
  const environment = {
    CADUCEE_MODE: "sandbox",
    CADUCEE_SANDBOX_DATA: join(folder, "sandbox-data"),
    CADUCEE_DATA: join(folder, "data"),
    CADUCEE_WEB_PORT: String(webPort),
    CADUCEE_SMTP_PORT: String(smtpPort),
    CADUCEE_PUBLIC_URL: publicUrl,
  };
  return {
    folder,
    pki,
    environment,
    ports: { webPort, smtpPort, sandboxPort, relayPort, peerPort, pscPort },
    publicUrl,
    authorities: await readAuthorities(pki),
    peer: await readIdentity(pki, "ch-portbrume"),
  };
}

/** What the house is built from, on a test's clock and chance. Lines of the log land in `lines`. */
export function partsOf(
  environment: Record<string, string>,
  folder: string,
  lines: string[] = [],
): HouseParts {
  const configuration = readConfiguration(environment, folder);
  const clock = createStillClock(testStart);
  return {
    configuration,
    secrets: readSecrets(configuration, environment),
    clock,
    chance: createSeededChance(configuration.data),
    log: createLog(clock, (line) => lines.push(line)),
  };
}

/**
 * The whole house in the test's own process, its clock and chance in the test's hand: a real store, real sockets, the
 * sandbox's relay and association; `settings` are environment variables besides. `close` removes everything.
 */
export async function openTestHouse(settings: Record<string, string> = {}) {
  const made = await makeTrustSpace();
  const space = { ...made, environment: { ...made.environment, ...settings } };
  const lines: string[] = [];
  const parts = partsOf(space.environment, space.folder, lines);
  const clock = parts.clock as ReturnType<typeof createStillClock>;
  const relay = await startRelay({
    port: space.ports.relayPort,
    identity: await readIdentity(space.pki, "relay"),
  });
  const gateway = await startGateway(
    space.ports.sandboxPort,
    await readFile(join(space.folder, "sandbox-data", "sms.headers"), "utf8"),
  );
  const psc = await startPsc(space.ports.pscPort, {
    secret: (await readFile(join(space.folder, "sandbox-data", "psc.secret"), "utf8")).trim(),
    publicUrl: space.publicUrl,
  });
  const house: House = await openHouse(parts);
  const file = join(space.folder, "provision.json");
  await writeFile(file, JSON.stringify(makeProvision(clock.now())));
  const said: string[] = [];
  if ((await provision.run(house.rooms, [file], (line) => said.push(line))) !== 0)
    throw new Error(said.join("\n"));
  return {
    ...space,
    house,
    clock,
    relay,
    gateway,
    psc,
    lines,
    people,
    async close() {
      await house.close();
      await relay.close();
      await gateway.close();
      await psc.close();
      await rm(space.folder, { recursive: true, force: true });
    },
  };
}

export type TestHouse = Awaited<ReturnType<typeof openTestHouse>>;
