import { setTimeout as pause } from "node:timers/promises";
import type { Sending } from "../../contracts/sign-in.ts";
import type { Clock } from "../foundations/clock.ts";
import type { Log } from "../foundations/log.ts";
import { compose } from "./compose.ts";
import { connectRelay, type RelaySettings } from "./relay.ts";
import { isWorthRetrying } from "./rules/retry.ts";
import { words } from "./words.ts";

/** A one-time code on its way to an ordinary mailbox. */
export interface CodeMail {
  to: string;
  /** The MSSanté account it opens, as the mail names it: the person's login. */
  account: string;
  /** Six digits. */
  code: string;
  /** Names the mail, so that one sent twice is known to be one. */
  reference: string;
  /** When the code is worth nothing any more, in milliseconds since 1970. */
  until: number;
}

/** The door of the notifications: what leaves for ordinary mailboxes, through a relay of its own. */
export interface NotificationsDoor {
  /** Settles when the relay has taken the mail or nothing more can be tried; never rejects for the relay's sake. */
  sendCode(mail: CodeMail): Promise<Sending>;
  close(): void;
}

/** The relay, and how the operator signs. */
export interface NotificationsSettings extends RelaySettings {
  /** Name of the sender. */
  operator: string;
  /** Ends each mail: « Le serveur Caducée ». */
  signature: string;
}

export interface NotificationsParts {
  settings: NotificationsSettings;
  clock: Clock;
  log: Log;
  /** Waits before the second try and the next ones, in milliseconds. */
  retryAfterMs?: readonly number[];
}

/** Three more tries: a person waits in front of the dialog, and may ask again. */
const patience = [1000, 4000, 15_000];

export function openNotifications(parts: NotificationsParts): NotificationsDoor {
  const { settings, clock, log, retryAfterMs = patience } = parts;
  const relay = connectRelay(settings);
  const closing = new AbortController();

  /** One try: null when the relay took it, otherwise whether another may follow. */
  async function tryOnce(mail: CodeMail, attempt: number): Promise<null | "again" | "never"> {
    try {
      const written = compose({
        from: settings.from,
        name: settings.operator,
        to: mail.to,
        subject: words.code.subject,
        text: words.code.text({ ...mail, signature: settings.signature }),
        reference: mail.reference,
        at: clock.now(),
      });
      await relay.send(mail.to, written);
      return null;
    } catch (error) {
      const refusal = readRefusal(error);
      log.warn("notifications.refused", { attempt, ...refusal });
      return isWorthRetrying(refusal) ? "again" : "never";
    }
  }

  return {
    async sendCode(mail) {
      for (let attempt = 0; ; attempt++) {
        const outcome = await tryOnce(mail, attempt + 1);
        if (outcome === null) return { state: "handed", at: clock.now() };
        const wait = retryAfterMs[attempt];
        const late = wait === undefined || clock.now() + wait >= mail.until;
        if (outcome === "never" || late || closing.signal.aborted)
          return { state: "failed", at: clock.now() };
        await pause(wait, null, { signal: closing.signal, ref: false }).catch(() => null);
      }
    },
    close() {
      closing.abort();
      relay.close();
    },
  };
}

/** What nodemailer's errors carry beside their message, which may hold an address. */
function readRefusal(error: unknown): { reason: string; status: number } {
  // nodemailer rejects with these fields and nothing else of ours throws there.
  const { code, originalCode, responseCode } = error as {
    code?: string;
    originalCode?: string;
    responseCode?: number;
  };
  return { reason: originalCode ?? code ?? "unknown", status: responseCode ?? 0 };
}
