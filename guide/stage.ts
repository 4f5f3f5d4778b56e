import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { takeSms } from "../sandbox/gateway.ts";
import { writeMaildirs } from "../sandbox/mail/maildirs.ts";
import type { Post } from "../sandbox/outbox.ts";
import { mailboxes, mailboxKeys } from "../sandbox/people.ts";
import { makePki, readIdentity } from "../sandbox/pki.ts";
import { prepareSandbox } from "../sandbox/prepare.ts";
import { makeProvision } from "../sandbox/provision.ts";
import { startRelay } from "../sandbox/relay.ts";
import type { GuideMethod, GuideSubject } from "../server/administration/door.ts";
import { importMail } from "../server/commands/import.ts";
import { provision } from "../server/commands/provision.ts";
import { type Configuration, readConfiguration } from "../server/configuration/configuration.ts";
import { readSecrets, type Secrets } from "../server/configuration/secrets.ts";
import type { Values } from "../server/configuration/settings.ts";
import { createSeededChance } from "../server/foundations/chance.ts";
import { createStillClock } from "../server/foundations/clock.ts";
import { silentLog } from "../server/foundations/log.ts";
import { type HouseParts, openHouse } from "../server/house.ts";

/**
 * A house dressed as the operator's, on this machine alone, with the sandbox's people in it: nobody of the operator's, and
 * none of its keys. Its clock stands still and its chance is drawn from a seed, so that the same settings give the same
 * pictures; nothing that is worth a secret is in it.
 */
export interface Stage {
  publicUrl: string;
  /** The instant at which its clock stands: a Tuesday, 9 h 02 in Paris. */
  at: number;
  /** What was sent so far by e-mail and by SMS, in order. */
  posts: readonly Post[];
  /** Opens the same house again with other methods. */
  accept(methods: readonly GuideMethod[]): Promise<void>;
  close(): Promise<void>;
}

const at = Date.UTC(2026, 10, 24, 8, 2);

/** Opens it with the operator's own methods. Throws when this machine has no room or no port for it. */
export async function openStage(operator: HouseParts, subject: GuideSubject): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), "caducee-guide-"));
  const closing: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true })];
  const close = async () => {
    for (const one of closing.splice(0).toReversed()) await one();
  };
  try {
    const own = join(folder, "sandbox-data");
    await makePki(join(own, "pki"));
    const posts: Post[] = [];
    const onPost = async (post: Post) => void posts.push(post);
    const identity = await readIdentity(join(own, "pki"), "relay");
    const relay = await startRelay({ port: 0, identity, onPost });
    closing.push(() => relay.close());
    const gateway = await startGateway(onPost);
    closing.push(() => gateway.close());
    const webPort = await findPort();
    const publicUrl = `http://localhost:${webPort}`;
    const ports = { sandboxPort: gateway.port, relayPort: relay.port, peerPort: 1, pscPort: 1 };
    await prepareSandbox({ folder: own, publicUrl, ...ports });
    const given = { CADUCEE_MODE: "sandbox", CADUCEE_SANDBOX_DATA: own, CADUCEE_DATA: join(folder, "data") };
    const plain = readConfiguration(given, folder);
    const secrets = { ...readSecrets(plain, given), marks: operator.secrets.marks };
    gateway.expect(secrets.sms.headers);
    const dress = (methods: readonly GuideMethod[]) =>
      partsOf(dressAs(operator, plain, subject, { methods, webPort }), secrets);
    let house = await openHouse(dress(subject.methods));
    closing.push(() => house.close());
    await people(house.rooms, folder);
    return {
      publicUrl,
      at,
      posts,
      async accept(methods) {
        await house.close();
        house = await openHouse(dress(methods));
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What the operator's people would see is the operator's; where it leads is the stage's own. */
function dressAs(
  operator: HouseParts,
  plain: Configuration,
  subject: GuideSubject,
  { methods, webPort }: { methods: readonly GuideMethod[]; webPort: number },
): Configuration {
  const shown = Object.entries(operator.configuration.values).filter(
    ([name]) => /^(operator|session|codes)\.|^sign_in\.trust/.test(name) && name !== "operator.domains",
  );
  const values = {
    ...plain.values,
    ...Object.fromEntries(shown),
    "sign_in.methods": methods,
    "sign_in.email_until": subject.emailUntil ?? 0,
    "sms.url": methods.includes("sms") ? plain.values["sms.url"] : "",
    "app_passwords.enabled": false,
    "sandbox.page": "",
    "web.port": webPort,
    "smtp.port": 0,
  };
  // The values of both were read under the same names; those written here are of the same types.
  return { ...plain, mode: "production", values: values as Values };
}

function partsOf(configuration: Configuration, secrets: Secrets): HouseParts {
  const psc = configuration.values["sign_in.methods"].includes("psc") ? secrets.psc : null;
  return {
    configuration,
    secrets: { ...secrets, psc },
    clock: createStillClock(at),
    chance: createSeededChance("guide"),
    log: silentLog,
  };
}

/** The sandbox's association, with its mail of the last 90 days. */
async function people(rooms: Parameters<typeof provision.run>[0], folder: string): Promise<void> {
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  const file = join(folder, "provision.json");
  await writeFile(file, JSON.stringify(makeProvision(at)));
  let done = await provision.run(rooms, [file], say);
  await writeMaildirs(join(folder, "maildirs"), at);
  for (const key of mailboxKeys())
    done ||= await importMail.run(rooms, [mailboxes[key].address, join(folder, "maildirs", key)], say);
  if (done !== 0) throw new Error(said.join("\n"));
}

/** The sandbox's SMS gateway, alone. */
async function startGateway(onPost: (post: Post) => Promise<void>) {
  let header = "";
  const server = createServer(async (request, response) => {
    const { status, body } = await takeSms(request, header, onPost);
    response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  return {
    // A TCP listener's address is an object.
    port: (server.address() as AddressInfo).port,
    expect: (headers: Record<string, string>) => void (header = `Authorization: ${headers["Authorization"]}`),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A port that is free at this instant: the address of the pages is known before they are. */
async function findPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
