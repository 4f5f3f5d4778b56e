// A message of 4 kB from a peer, over a mutual-TLS connection that is kept: from MAIL to the 250, when its bytes and its
// row are on disk. What counts is the program's processor time; beside it, how often the disk is waited for, where strace
// can count that.
import { availableParallelism } from "node:os";
import { connectPeer } from "../tests/durability/peer.ts";
import { cpuOf, rest, writtenBy, yardstick } from "./parts/cpu.ts";
import { message, sender } from "./parts/mail.ts";
import { openProgram } from "./parts/program.ts";
import { report } from "./parts/report.ts";
import { inRounds } from "./parts/rounds.ts";
import { countSyncs } from "./parts/syncs.ts";

const warmUp = 2000;
const rounds = { rounds: 12, each: 200 };
const inParallel = 1600;
const counted = 200;

const program = await openProgram({ mailboxes: 8, people: 5 });
const peers = await Promise.all(
  program.mailboxes.map(async ({ address }) => ({
    address,
    ...(await connectPeer(program, program.ports.smtpPort)),
  })),
);
let sent = 0;
try {
  await deliver(warmUp, 1);
  const written = writtenBy(program.pid);
  const found = await inRounds(program.pid, rounds, () => deliver(1, 1));
  const kilobytes = (writtenBy(program.pid) - written) / 1000 / (rounds.rounds * rounds.each);
  const alone = await throughput(inParallel / 4, 1);
  const before = await rest(spent);
  const [ownBefore, startedAt] = [process.cpuUsage(), performance.now()];
  const together = await throughput(inParallel, peers.length);
  // The peers run in this process, and take their share of the same processors.
  const own = process.cpuUsage(ownBefore);
  const busy = (spent() - before + (own.user + own.system) / 1000) / (performance.now() - startedAt);
  // Words are indexed after the 250: that counts.
  const shared = ((await rest(spent)) - before) / inParallel;
  report({
    bench: "delivery",
    goal: 0.2,
    ...found,
    facts: {
      "the same with 8 peers at once, in hashes": shared / (await yardstick(20)),
      "kB to the disk each": kilobytes,
      "messages a second, 1 peer": alone,
      "messages a second, 8 peers": together,
      "8 peers against 1 (goal at least 2)": together / alone,
      [`processors busy with 8 peers, theirs included, of ${availableParallelism()}`]: busy,
      ...(await syncs(1)),
      ...(await syncs(peers.length)),
    },
  });
} finally {
  for (const peer of peers) peer.close();
  await program.close();
}

/** Sends `count` messages by the first `several` peers, each to a mailbox of its own, one after the other. */
async function deliver(count: number, several: number): Promise<void> {
  const until = sent + count;
  const sendOn = async ({ address, send }: (typeof peers)[number]) => {
    while (sent < until) {
      const fate = await send(sender, address, message(sent++, address));
      if (fate !== "acknowledged") throw new Error(fate);
    }
  };
  await Promise.all(peers.slice(0, several).map(sendOn));
}

function spent(): number {
  return cpuOf(program.pid);
}

async function throughput(count: number, several: number): Promise<number> {
  const before = performance.now();
  await deliver(count, several);
  return count / ((performance.now() - before) / 1000);
}

async function syncs(several: number): Promise<Record<string, number>> {
  const count = await countSyncs(program.pid, () => deliver(counted, several));
  return count === null ? {} : { [`fsyncs a message, ${several} at once`]: count / counted };
}
