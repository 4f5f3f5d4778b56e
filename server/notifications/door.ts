import { setTimeout as pause } from "node:timers/promises";
import type { Sending } from "../../contracts/sign-in.ts";
import type { Clock } from "../foundations/clock.ts";
import type { Log } from "../foundations/log.ts";
import type { AccessNews, ActivationNotice } from "./access-notices.ts";
import type { EndNews } from "./policy-notices.ts";
import { compose } from "./compose.ts";
import { connectGateway, type GatewaySettings } from "./gateway.ts";
import { connectRelay, type RelaySettings } from "./relay.ts";
import type { ReminderNews } from "./reminder-notices.ts";
import { isWorthRetrying } from "./rules/retry.ts";
import { writeNotice, writeShortNotice } from "./notices.ts";
import { words } from "./words.ts";

export type { AccessNews, ActivationNotice } from "./access-notices.ts";
export type { ReferentMatter, ReminderNews } from "./reminder-notices.ts";

/** A one-time code on its way to an ordinary mailbox or to a mobile. */
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

/** A kind of browser, as far as it says itself; never its own words. */
export interface BrowserKind {
  browser: "Firefox" | "Edge" | "Chrome" | "Safari" | null;
  system: "Windows" | "macOS" | "Linux" | "Android" | "iOS" | null;
}

/** What a person is told of by every channel she has. */
export type News =
  | AccessNews
  | ReminderNews
  | EndNews
  | {
      kind:
        | "app-added"
        | "app-removed"
        | "passkey-added"
        | "passkey-removed"
        | "app-password-made"
        | "app-password-removed";
      /** What it is about, as the person calls it. */
      name: string;
    }
  /** Her own change: the former contact is told too. */
  | { kind: "own-contact-changed"; contact: "email" | "mobile"; at: number }
  | { kind: "spares-made"; at: number }
  /** A code of twelve digits was used in the place of another; `left`: on paper, null for her référent's. */
  | { kind: "spare-used"; at: number; left: number | null }
  | { kind: "password-changed"; at: number; from: BrowserKind }
  /** A session was opened from where none was before; `network`: its name or address, when it is known. */
  | {
      kind: "new-place";
      at: number;
      from: BrowserKind;
      network: string | null;
      isNew: readonly ("browser" | "network")[];
    }
  /** Passwords were wrong five times; or codes, after the right password. */
  | { kind: "wrong-passwords" | "wrong-codes"; at: number };

/** What leaves for an ordinary mailbox: news, or a link. */
export type Notice = { to: string; account: string; reference: string } & (
  | News
  /** `secret` stands after the « # » of the link, where no server on the way sees it. */
  | { kind: "password-link"; secret: string; until: number }
  | ActivationNotice
);

/** What became of a notice. */
export type NoticeSending = Sending & {
  /** Refused for good: trying again would say the same. */ isFinal?: boolean;
};

/** The door of the notifications: what leaves for ordinary mailboxes and mobiles, through ways of its own. */
export interface NotificationsDoor {
  /** Settles when the relay has taken the mail or nothing more can be tried; never rejects for the relay's sake. */
  sendCode(mail: CodeMail): Promise<Sending>;
  /** The same to a mobile (E.164), through the gateway; `failed` when the operator has none. */
  sendCodeBySms(sms: CodeMail): Promise<Sending>;
  /** Tells a change or gives a link; settles as `sendCode` does. */
  sendNotice(notice: Notice): Promise<NoticeSending>;
  /** The same news in short, to a mobile (E.164); null when the operator has no gateway. */
  sendNoticeBySms(notice: { to: string } & News): Promise<NoticeSending | null>;
  close(): void;
}

/** The relay, and how the operator signs. */
export interface NotificationsSettings extends RelaySettings {
  /** Name of the sender. */
  operator: string;
  /** Ends each mail: « Le serveur Caducée ». */
  signature: string;
  supportPhone: string;
  /** The SMS gateway; null when the operator has none. */
  gateway: GatewaySettings | null;
  /** Where the pages are, without a final slash. */
  publicUrl: string;
}

export interface NotificationsParts {
  settings: NotificationsSettings;
  clock: Clock;
  log: Log;
  /** Waits before the second try and the next ones, in milliseconds. */
  retryAfterMs?: readonly number[];
  gatewayPatienceMs?: number;
}

/** How long a notice is worth sending. */
const noticeMs = 3_600_000;
/** Three more tries: a person waits in front of the dialog, and may ask again. */
const patience = [1000, 4000, 15_000];

export function openNotifications(parts: NotificationsParts): NotificationsDoor {
  const { settings, clock, log, retryAfterMs = patience } = parts;
  const relay = connectRelay(settings);
  const gateway = settings.gateway && connectGateway(settings.gateway, parts.gatewayPatienceMs);
  const closing = new AbortController();

  /** One try: null when the carrier took it, otherwise whether another may follow. */
  async function tryOnce(carry: () => Promise<void>, attempt: number): Promise<null | "again" | "never"> {
    try {
      await carry();
      return null;
    } catch (error) {
      const refusal = readRefusal(error);
      log.warn("notifications.refused", { attempt, ...refusal });
      return isWorthRetrying(refusal) ? "again" : "never";
    }
  }

  async function persist(carry: () => Promise<void>, until: number): Promise<NoticeSending> {
    for (let attempt = 0; ; attempt++) {
      const outcome = await tryOnce(carry, attempt + 1);
      if (outcome === null) return { state: "handed", at: clock.now() };
      const wait = retryAfterMs[attempt];
      const late = wait === undefined || clock.now() + wait >= until;
      if (outcome === "never") return { state: "failed", at: clock.now(), isFinal: true };
      if (late || closing.signal.aborted) return { state: "failed", at: clock.now() };
      await pause(wait, null, { signal: closing.signal, ref: false }).catch(() => null);
    }
  }

  function mail(to: string, reference: string, subject: string, text: string): Promise<void> {
    const { from, operator: name } = settings;
    return relay.send(to, compose({ from, name, to, subject, text, reference, at: clock.now() }));
  }

  return {
    sendCode: async (given) => {
      const text = words.code.text({ ...given, signature: settings.signature });
      return sendingOf(
        await persist(() => mail(given.to, given.reference, words.code.subject, text), given.until),
      );
    },
    async sendCodeBySms({ to, code, until }) {
      if (!gateway) return { state: "failed", at: clock.now() };
      const text = words.sms({ operator: settings.operator, code });
      return sendingOf(await persist(() => gateway.send(to, text), until));
    },
    sendNotice: (notice) => {
      const { subject, text } = writeNotice(notice, settings);
      const until = "until" in notice ? notice.until : clock.now() + noticeMs;
      return persist(() => mail(notice.to, notice.reference, subject, text), until);
    },
    async sendNoticeBySms(notice) {
      if (!gateway) return null;
      const text = writeShortNotice(notice, settings);
      return persist(() => gateway.send(notice.to, text), clock.now() + noticeMs);
    },
    close() {
      closing.abort();
      relay.close();
    },
  };
}

/** A person in front of a dialog may try again whatever the reason. */
function sendingOf({ state, at }: NoticeSending): Sending {
  return { state, at };
}

/** What the errors of relay, gateway and sockets carry beside their message, which may hold an address. */
function readRefusal(error: unknown): { reason: string; status: number } {
  // The relay, the gateway and sockets reject with these fields, and nothing else throws there.
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  return { reason: code ?? "unknown", status: responseCode ?? 0 };
}
