import { randomInt } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { now } from "./clock.ts";
import type { Delivery, Reply } from "./peer.ts";

type Deliver = (mail: Pick<Delivery, "from" | "to" | "raw">) => Promise<Reply>;

const minute = 60_000;
const first = 20_000;

/**
 * Sends a message of the live pool now and then, until the signal: the first after 20 s, then every 2 to 6
 * minutes. Once all were sent they come round again, every 20 to 60 minutes.
 */
export async function sendLive(deliver: Deliver, signal: AbortSignal): Promise<void> {
  if (!(await pause(first, signal))) return;
  const { composeLive, liveCount } = await import("./mail/live.ts");
  for (let turn = 0; ; turn += 1) {
    const mail = await composeLive(turn, now());
    const { code, reply } = await deliver(mail);
    if (code !== 250) console.log(`Un message de ${mail.from} n’est pas passé : ${reply}`);
    const slower = turn + 1 < liveCount ? 1 : 10;
    if (!(await pause(randomInt(2 * minute, 6 * minute) * slower, signal))) return;
  }
}

/** Waits, without holding the process; false when the signal came first. */
function pause(time: number, signal: AbortSignal): Promise<boolean> {
  return wait(time, true, { signal, ref: false }).catch(() => false);
}
