import type { Job } from "./foundations/jobs.ts";
import type { HouseParts, Rooms } from "./house.ts";
import { forgetSubmissions } from "./transport/door.ts";

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** What the house does by itself, each on one node at a time. */
export function nightly(rooms: Rooms, { configuration, clock }: HouseParts): Job[] {
  const retentionMs = configuration.values["audit.retention_months"] * 30.5 * dayMs;
  return [
    {
      name: "audit.anchor",
      everyMs: dayMs,
      run: async () => void (await rooms.audit.anchorHeads(clock.now())),
    },
    {
      name: "audit.expire",
      everyMs: dayMs,
      run: async () => void (await rooms.audit.expire(clock.now() - retentionMs)),
    },
    {
      name: "transport.forget",
      everyMs: dayMs,
      // What became of a message is known as long as its trace.
      run: () => forgetSubmissions(rooms.store, clock.now() - retentionMs),
    },
    { name: "administration.reminders", everyMs: hourMs, run: () => rooms.administration.reminders.sweep() },
    { name: "sign-in.tell-ends", everyMs: hourMs, run: () => rooms.signIn.policies.tellEnds() },
    { name: "administration.forget", everyMs: dayMs, run: () => rooms.administration.arrivals.forget() },
    { name: "mailboxes.forget", everyMs: hourMs, run: () => rooms.mailboxes.forget() },
    { name: "mailboxes.sweep", everyMs: hourMs, run: () => rooms.mailboxes.sweep() },
  ];
}
