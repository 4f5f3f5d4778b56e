import type { ReadTx } from "../../foundations/database/operation.ts";
import type { MailboxKind } from "../../mailboxes/views.ts";
import type { SignInState } from "../../sign-in/door.ts";
import { describeAccess, isSingle } from "../rules/access-state.ts";
import type { AdministrationStoreParts } from "../store.ts";

/** What is counted in the trace itself, by its name there. */
export const deeds = ["password.refused", "code.refused", "rescue-code.made"] as const;

/** What is counted, under the name that evidence gives it. */
export type FigureName =
  | "structures"
  | "people"
  | "referents"
  | "suspended"
  | "left"
  | "never"
  | "password"
  | "app"
  | "passkey"
  | "psc"
  | "single"
  | `mailboxes-${Lowercase<MailboxKind>}`
  | `opened-${string}`
  | (typeof deeds)[number];

/** The store's operation that each figure comes from: what an auditor runs again. */
export interface Figure {
  name: FigureName;
  value: number;
  query: string;
}

/** Ids asked for at once: an engine takes so many, and not many more. */
const idsAtOnce = 500;

export function createEvidenceReads({ directory, mailboxes, signIn }: AdministrationStoreParts) {
  return {
    /** Every figure at `at`; sign-ins from `from` on, before `at`. */
    async evidenceFigures(tx: ReadTx, { from, at }: { from: number; at: number }): Promise<Figure[]> {
      const counts = new Map<FigureName, Omit<Figure, "name">>();
      const add = (name: FigureName, more: number, query: string): void => {
        counts.set(name, { value: (counts.get(name)?.value ?? 0) + more, query });
      };
      const structureIds = await directory.reads.structureIds(tx);
      add("structures", structureIds.length, "directory.structureIds");
      for (const kind of ["per", "org", "app", "cab"] as const)
        add(`mailboxes-${kind}`, 0, "mailboxes.structureMailboxes");
      for (const structureId of structureIds) {
        const people = await directory.reads.people(tx, { structureId });
        const states = new Map<string, SignInState>();
        for (let start = 0; start < people.length; start += idsAtOnce) {
          const personIds = people.slice(start, start + idsAtOnce).map(({ id }) => id);
          for (const one of await signIn.reads.signInStates(tx, { personIds })) states.set(one.personId, one);
        }
        const present = people.filter(({ state }) => state !== "left");
        const count = (name: FigureName, query: string, isSo: (one: (typeof people)[number]) => boolean) =>
          add(name, present.filter(isSo).length, query);
        add("people", present.length, "directory.people");
        add("left", people.length - present.length, "directory.people");
        count("referents", "directory.people", ({ referent }) => referent);
        count("suspended", "directory.people", ({ state }) => state === "suspended");
        const has = (name: FigureName, isSo: (state: SignInState) => boolean) =>
          count(name, "sign-in.signInStates", ({ id }) => {
            const state = states.get(id);
            return state !== undefined && isSo(state);
          });
        count("never", "sign-in.signInStates", (person) => {
          const state = states.get(person.id);
          return !!state && ["waiting", "never"].includes(describeAccess(person, state, at));
        });
        has("password", ({ hasPassword }) => hasPassword);
        has("app", ({ apps }) => apps > 0);
        has("passkey", ({ passkeys }) => passkeys > 0);
        has("psc", ({ psc }) => psc);
        has("single", isSingle);
        for (const { kind } of await mailboxes.reads.structureMailboxes(tx, { structureId, now: at }))
          // The four kinds, in lower case.
          add(`mailboxes-${kind.toLowerCase() as Lowercase<MailboxKind>}`, 1, "mailboxes.structureMailboxes");
      }
      const query = "sign-in.countAttempts";
      for (const { outcome, method, count } of await signIn.reads.countAttempts(tx, { from, until: at }))
        if (outcome === "opened") add(`opened-${method ?? "unknown"}`, count, query);
      return Array.from(counts, ([name, rest]) => ({ name, ...rest }));
    },
  };
}
