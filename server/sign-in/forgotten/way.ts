import { createHmac, createSecretKey } from "node:crypto";
import { linkSecret, type LinkAsked, type PasswordSet } from "../../../contracts/forgotten-password.ts";
import { refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { DirectoryDoor } from "../../directory/door.ts";
import type { Chance } from "../../foundations/chance.ts";
import type { Clock } from "../../foundations/clock.ts";
import type { Remote } from "../../foundations/database/operation.ts";
import { newId } from "../../foundations/ids.ts";
import type { Log } from "../../foundations/log.ts";
import type { BrowserKind, NotificationsDoor } from "../../notifications/door.ts";
import type { Notices } from "../notices.ts";
import type { Passwords } from "../passwords.ts";
import { linkRules } from "../rules/link-life.ts";
import { findPasswordFault } from "../rules/new-password.ts";
import type { SignInSettings } from "../rules/settings.ts";
import type { SignInChanges, SignInReads } from "../store.ts";
import type { Addressee } from "../store/links.ts";
import { newToken } from "../tokens.ts";

/** The way of a forgotten password. It ends at the door, never behind it: no session is opened here. */
export interface ForgottenWay {
  /** The same answer for whichever login; the mail, when there is one, leaves after it. */
  askLink(login: string): Promise<LinkAsked>;
  /** `from`: the kind of browser, for the notice. */
  useLink(secret: string, password: string, from: BrowserKind): Promise<PasswordSet | Refusal>;
  close(): void;
}

export interface ForgottenParts {
  changes: Remote<SignInChanges>;
  reads: Remote<SignInReads>;
  directory: Pick<DirectoryDoor, "openContacts" | "normaliseLogin">;
  notifications: Pick<NotificationsDoor, "sendNotice">;
  notices: Pick<Notices, "draft" | "wake">;
  passwords: Passwords;
  clock: Clock;
  chance: Chance;
  log: Log;
  settings: Pick<SignInSettings, "passwordLength" | "afterAnswerMs">;
  loginKey(login: string): string;
  /** 32 bytes that are not in the store. */
  key: Buffer;
  tellEnded(sessions: readonly string[]): void;
}

export function openForgottenWay(parts: ForgottenParts): ForgottenWay {
  const { changes, reads, directory, passwords, clock, chance, settings } = parts;
  const key = createSecretKey(parts.key);
  const hashOf = (secret: string) => createHmac("sha256", key).update(secret).digest();
  const waiting = new Set<NodeJS.Timeout>();

  /** Nothing of a mail is done before the answer has left: how long that took would say that there is a mail. */
  function afterAnswer(deed: () => Promise<void>): void {
    const timer = setTimeout(() => {
      waiting.delete(timer);
      deed().catch((error: unknown) => parts.log.defect("sign-in.forgotten", error));
    }, settings.afterAnswerMs).unref();
    waiting.add(timer);
  }

  /** RIE-PS 07: to a verified address, or to none. */
  async function sendLink({ person, contacts }: Addressee, secret: string, until: number): Promise<void> {
    const { email } = directory.openContacts(contacts);
    if (!email || email.verifiedAt === null) return;
    const reference = newId(chance, "n");
    const link = { to: email.address, account: person.login, reference, secret, until };
    const { state, at } = await parts.notifications.sendNotice({ ...link, kind: "password-link" });
    await changes.traceMail({ person, isHanded: state === "handed", at });
  }

  return {
    async askLink(given) {
      const login = directory.normaliseLogin(given);
      const at = clock.now();
      const secret = newToken(chance);
      const addressee = await changes.askLink({
        linkId: newId(chance, "l"),
        secretHash: hashOf(secret),
        login,
        loginKey: parts.loginKey(login),
        at,
        rules: linkRules,
      });
      const until = at + linkRules.lifeMs;
      afterAnswer(async () => {
        if (addressee) await sendLink(addressee, secret, until);
      });
      return { step: "link-asked" };
    },

    async useLink(secret, password, from) {
      if (!linkSecret.test(secret)) return refuse("link-over");
      const secretHash = hashOf(secret);
      // Looked at before the hash, which costs: strangers without a link are sent away cheaply.
      const person = await reads.linkPerson({ secretHash, at: clock.now() });
      if (!person) {
        await changes.refuseLink({ secretHash, at: clock.now() });
        return refuse("link-over");
      }
      const fault = findPasswordFault(password, person, settings.passwordLength);
      if (fault) return refuse(fault);
      const hash = await passwords.make(password);
      if (hash === "busy") return refuse("busy");
      const at = clock.now();
      const notice = parts.notices.draft({ kind: "password-changed", at, from });
      const used = await changes.useLink({ secretHash, hash, notice, at });
      if (!used) return refuse("link-over");
      parts.tellEnded(used.ended);
      parts.notices.wake();
      return { step: "password-set" };
    },

    close() {
      for (const timer of waiting) clearTimeout(timer);
    },
  };
}
