import { randomInt } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { now } from "./clock.ts";
import type { Delivery, Reply } from "./peer.ts";

type Deliver = (mail: Pick<Delivery, "from" | "to" | "raw">) => Promise<Reply>;

const minute = 60_000;
const first = 20_000;

/**
 * Sends one message of the pool now and then, until the signal: the first after 20 s, then every 2 to 6 minutes.
 * Once all were sent they come round again, every 20 to 40 minutes.
 */
export async function scheduleLive(deliver: Deliver, signal: AbortSignal): Promise<void> {
  for (let turn = 0; ; turn += 1) {
    await wait(turn === 0 ? first : randomInt(...(await choosePace(turn))), undefined, {
      signal,
      ref: false,
    }).catch(() => {});
    if (signal.aborted) return;
    const { composeLive } = await import("./mail/live.ts");
    const { from, to, raw } = await composeLive(turn, now());
    const { code, reply } = await deliver({ from, to, raw });
    if (code !== 250) console.log(`Un message de ${from} n’est pas passé : ${reply}`);
  }
}

async function choosePace(turn: number): Promise<[number, number]> {
  const { liveCount } = await import("./mail/live.ts");
  return turn < liveCount ? [2 * minute, 6 * minute] : [20 * minute, 40 * minute];
}
