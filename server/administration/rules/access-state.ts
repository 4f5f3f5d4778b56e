import type { AccessView } from "../../../contracts/administration.ts";
import type { Person } from "../../directory/door.ts";
import type { SignInState } from "../../sign-in/door.ts";

/** How an access stands, in one word; the most pressing one. */
export function describeAccess(
  person: Pick<Person, "state" | "endsAt">,
  signIn: SignInState,
  now: number,
): AccessView["state"] {
  if (person.state === "left") return "left";
  if (person.state === "suspended") return "suspended";
  if (person.endsAt !== null && person.endsAt <= now) return "ended";
  if (!signIn.hasPassword && !signIn.psc) return "waiting";
  if (signIn.lastAt === null) return "never";
  return person.endsAt === null ? "active" : "ending";
}

/** Whether one lost phone or mailbox would leave somebody outside. */
export function isSingle(signIn: SignInState): boolean {
  return signIn.hasPassword && signIn.apps + signIn.passkeys === 0 && !signIn.psc;
}

/** Whether a person's name or identifier holds each word that was typed, in any case, without accents. */
export function matches(person: Pick<Person, "name" | "login" | "occupation">, typed: string): boolean {
  const words = plain(typed).split(/\s+/);
  const text = plain(`${person.name} ${person.login} ${person.occupation}`);
  return words.every((word) => text.includes(word));
}

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
