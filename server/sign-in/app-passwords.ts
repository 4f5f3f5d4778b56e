import { mayEnter } from "./rules/may-enter.ts";
import { createHmac, createSecretKey } from "node:crypto";
import type { Refusal } from "../../contracts/refusals.ts";
import type { DirectoryDoor, Person } from "../directory/door.ts";
import type { Chance } from "../foundations/chance.ts";
import type { Clock } from "../foundations/clock.ts";
import type { Remote } from "../foundations/database/operation.ts";
import { newId } from "../foundations/ids.ts";
import type { Log } from "../foundations/log.ts";
import type { Notices } from "./notices.ts";
import {
  appSecretBytes,
  findAppPasswordEnd,
  isUseDue,
  readAppSecret,
  writeAppSecret,
} from "./rules/app-password.ts";
import type { Holder } from "./security.ts";
import type { SignInChanges, SignInReads } from "./store.ts";
import type { AppPasswordFault, NewAppPassword } from "./store/app-passwords.ts";
import type { AppPasswordRow } from "./store/tables.ts";

/** What a program shows instead of a session. */
export interface AppCredentials {
  /** As it was sent. */
  secret: string;
  /** The name beside it (HTTP Basic): the person's login or the mailbox's address; null when there is none (Bearer). */
  user: string | null;
  /** The address that it comes from: what is refused without a name is counted under it. */
  network: string;
  /** Whether that is no network of those listed: nothing is opened, and a right secret, which has leaked, leaves its trace. */
  isElsewhere: boolean;
}

/** Whose program it is, and the one mailbox that it is for. The right on that mailbox is not looked at here. */
export interface Entered {
  /** Of the password. */
  id: string;
  person: Person;
  mailboxId: string;
  /** Milliseconds since 1970. */
  endsAt: number;
}

/** A mailbox for which a password is made. */
export interface Scope {
  id: string;
  address: string;
}

/** One of a person's list. Times are milliseconds since 1970. */
export interface AppPasswordView {
  id: string;
  name: string;
  mailboxId: string;
  address: string;
  madeAt: number;
  expiresAt: number;
  usedAt: number | null;
}

/** Passwords of programs: each opens one mailbox by one protocol, and never a session. */
export interface AppPasswords {
  /**
   * The program of a secret; `refused` when it opens nothing, `too-many` when there were so many today that the next are
   * not even written down. A right one always enters.
   */
  enter(given: AppCredentials): Promise<Entered | "refused" | "too-many">;
  list(person: Person): Promise<AppPasswordView[]>;
  /** Makes one after a fresh second factor; its secret is told here and never again. */
  make(
    holder: Holder,
    wanted: { mailbox: Scope; name: string; days: number },
  ): Promise<{ id: string; secret: string; expiresAt: number } | Refusal>;
  remove(holder: Holder, id: string): Promise<Refusal | null>;
  /** For `provision`: one whose secret comes from elsewhere. One that was removed does not come back. */
  put(
    person: Person,
    given: { mailbox: Scope; name: string; secret: string },
    actor: string,
  ): Promise<"set" | "unchanged" | "malformed">;
}

export interface AppPasswordParts {
  changes: Remote<SignInChanges>;
  reads: Remote<SignInReads>;
  directory: Pick<DirectoryDoor, "normaliseLogin">;
  notices: Pick<Notices, "draft" | "wake">;
  clock: Clock;
  chance: Chance;
  log: Log;
  settings: { appPasswordDays: number };
  loginKey(login: string): string;
  /** 32 bytes that are not in the store. */
  key: Buffer;
  tellEnded(ids: readonly string[]): void;
}

const dayMs = 86_400_000;

export function openAppPasswords(parts: AppPasswordParts): AppPasswords {
  const { changes, reads, directory, notices, clock, chance, log, settings } = parts;
  const key = createSecretKey(parts.key);
  const hashOf = (letters: string) => createHmac("sha256", key).update(letters).digest();

  function findFault(
    found: { row: AppPasswordRow; person: Person } | null,
    user: string | null,
    now: number,
  ): AppPasswordFault | null {
    if (!found) return "unknown";
    const name = user === null ? null : directory.normaliseLogin(user);
    if (name !== null && name !== found.person.login && name !== found.row.mailbox_address)
      return "other-login";
    // A closed access is as if it had never been.
    return mayEnter(found.person, now) ? findAppPasswordEnd(found.row, now) : "unknown";
  }

  /** The last use is only for the person's eyes: a program does not wait for it, nor fail by it. */
  function noteUse(row: AppPasswordRow, at: number): void {
    if (!isUseDue(row, at)) return;
    changes
      .useAppPassword({ id: row.id, at })
      .catch((error: unknown) => log.defect("sign-in.app-password", error));
  }

  function newRow(person: Person, { mailbox, name, letters, days }: Wanted): NewAppPassword {
    const at = clock.now();
    return {
      id: newId(chance, "w"),
      secret_hash: hashOf(letters),
      person_id: person.id,
      structure_id: person.structureId,
      mailbox_id: mailbox.id,
      mailbox_address: mailbox.address,
      protocol: "jmap",
      name,
      made_at: at,
      expires_at: at + Math.min(days, settings.appPasswordDays) * dayMs,
    };
  }

  return {
    async enter({ secret, user, network, isElsewhere }) {
      const at = clock.now();
      const letters = readAppSecret(secret);
      // Not one of ours, a person's own password perhaps: it is compared with nothing.
      if (letters === null) return "refused";
      const found = await reads.appPassword({ secretHash: hashOf(letters) });
      // A stranger somewhere on the Internet writes nothing here.
      if (!found && isElsewhere) return "refused";
      const reason = findFault(found, user, at) ?? (isElsewhere ? "elsewhere" : null);
      if (found && reason === null) {
        noteUse(found.row, at);
        const { id, mailbox_id: mailboxId, expires_at: endsAt } = found.row;
        return { id, person: found.person, mailboxId, endsAt };
      }
      const isWritten = await changes.refuseAppPassword({
        key: parts.loginKey(`app password\0${found?.row.id ?? user ?? network}`),
        tryId: newId(chance, "t"),
        person: found?.person ?? null,
        id: found?.row.id ?? "",
        reason: reason ?? "unknown",
        at,
      });
      return isWritten ? "refused" : "too-many";
    },

    async list(person) {
      const rows = await reads.appPasswords({ personId: person.id });
      return rows.map((row) => ({
        id: row.id,
        name: row.name,
        mailboxId: row.mailbox_id,
        address: row.mailbox_address,
        madeAt: row.made_at,
        expiresAt: row.expires_at,
        usedAt: row.used_at,
      }));
    },

    async make({ id: sessionId, person }, { mailbox, name, days }) {
      const secret = writeAppSecret(chance.bytes(appSecretBytes));
      const row = newRow(person, { mailbox, name, days, letters: readAppSecret(secret) ?? "" });
      const notice = notices.draft({ kind: "app-password-made", name });
      const refused = await changes.makeAppPassword({ person, sessionId, row, notice });
      if (refused) return refused;
      notices.wake();
      return { id: row.id, secret, expiresAt: row.expires_at };
    },

    async remove({ id: sessionId, person }, id) {
      const name =
        (await reads.appPasswords({ personId: person.id })).find((one) => one.id === id)?.name ?? "";
      const notice = notices.draft({ kind: "app-password-removed", name });
      const refused = await changes.removeAppPassword({ person, sessionId, id, notice, at: clock.now() });
      if (refused) return refused;
      parts.tellEnded([id]);
      notices.wake();
      return null;
    },

    async put(person, { mailbox, name, secret }, actor) {
      const letters = readAppSecret(secret);
      if (letters === null) return "malformed";
      const row = newRow(person, { mailbox, name, letters, days: settings.appPasswordDays });
      return (await changes.putAppPassword({ person, actor, row })) ? "set" : "unchanged";
    },
  };
}

interface Wanted {
  mailbox: Scope;
  name: string;
  days: number;
  letters: string;
}
