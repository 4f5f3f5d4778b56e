import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeProvision, type Provision } from "../../sandbox/provision.ts";
import { readIdentity } from "../../sandbox/pki.ts";
import { startRelay } from "../../sandbox/relay.ts";
import { runCommand, startProgram } from "../../tests/durability/program.ts";
import { makeTrustSpace } from "../../tests/house.ts";

export type BenchProgram = Awaited<ReturnType<typeof openProgram>>;

/** A mailbox with those who share it. */
export interface BenchMailbox {
  address: string;
  logins: string[];
}

export const password = "heron-maree-basse";
const domain = "valdebrume.mss.example";

type Space = Awaited<ReturnType<typeof makeTrustSpace>> & { mailboxes: BenchMailbox[] };

/**
 * The built program in a process of its own, with mailboxes of so many people each, a relay that takes their codes,
 * and a peer's key to send with. `fill` is called before it starts, when the mailboxes are there and empty;
 * `environment` sets what differs from the sandbox. `close` removes everything.
 */
export async function openProgram(
  counts: { mailboxes: number; people: number },
  environment: Record<string, string> = {},
  fill: (space: Space) => Promise<void> = async () => {},
) {
  const made = await makeTrustSpace();
  const relay = await startRelay({
    port: made.ports.relayPort,
    identity: await readIdentity(made.pki, "relay"),
  });
  const mailboxes = Array.from({ length: counts.mailboxes }, (_, place) => ({
    address: `accueil.${place}@${domain}`,
    logins: loginsOf(place, counts.people),
  }));
  const space = { ...made, environment: { ...made.environment, ...environment }, mailboxes };
  const file = join(space.folder, "provision.json");
  await writeFile(file, JSON.stringify(provisionOf(mailboxes)));
  const { code, printed } = await runCommand(space.environment, ["provision", file]);
  if (code !== 0) throw new Error(printed);
  await fill(space);
  const { child } = await startProgram(space.environment);
  if (child.pid === undefined) throw new Error("the program has no process");
  return {
    ...space,
    relay,
    pid: child.pid,
    async close() {
      child.kill("SIGTERM");
      await new Promise((resolve) => child.once("exit", resolve));
      await relay.close();
      await rm(space.folder, { recursive: true, force: true });
    },
  };
}

function loginsOf(place: number, people: number): string[] {
  return Array.from({ length: people }, (_, person) => `org.personne.n${place}x${person}@${domain}`);
}

/** Where the codes of a person go. */
export function emailOf(login: string): string {
  return `${login.split("@")[0]}@courriel.example`;
}

/** The sandbox's own association, its people and mailboxes exchanged for ours. */
function provisionOf(mailboxes: readonly BenchMailbox[]): Provision {
  const [structure] = makeProvision(Date.UTC(2026, 10, 22)).structures;
  const [person, mailbox] = [structure?.persons[0], structure?.mailboxes[0]];
  if (!structure || !person || !mailbox) throw new Error("the sandbox's association is empty");
  const persons = mailboxes.flatMap(({ logins }) =>
    logins.map((login) => ({ ...person, login, password, email: emailOf(login) })),
  );
  const shared = mailboxes.map(({ address, logins }) => ({
    ...mailbox,
    address,
    members: logins.map((login) => ({ login, right: "writer" as const, from: "2026-01-01" })),
  }));
  return { structures: [{ ...structure, persons, mailboxes: shared }] };
}
