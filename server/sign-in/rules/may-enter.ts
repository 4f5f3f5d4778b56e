import type { Person } from "../../directory/door.ts";

/** Whether a person's access is open at this instant; whoever's is not has no session, by whichever method. */
export function mayEnter({ state, endsAt }: Pick<Person, "state" | "endsAt">, now: number): boolean {
  return state === "active" && (endsAt === null || now < endsAt);
}
