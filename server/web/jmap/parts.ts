import type { Context } from "hono";
import type { Chance } from "../../foundations/chance.ts";
import type { Clock } from "../../foundations/clock.ts";
import type { Log } from "../../foundations/log.ts";
import type { MailboxesDoor } from "../../mailboxes/door.ts";
import type { Outbox } from "../../transport/door.ts";
import type { Who } from "../../mailboxes/views.ts";

/** Whoever asks: a person, by the cookie of her session, or a program of hers, by its password. */
export interface JmapSession {
  who: Who;
  login: string;
  name: string;
  /** Absolute end, milliseconds since 1970. */
  endsAt: number;
}

/** Nobody who may ask. */
export interface Stranger {
  why: "signed-out" | "locked" | "too-many" | "ambiguous";
  /** How one may say who one is (`WWW-Authenticate`); null when that is not told. */
  challenge: string | null;
}

/** How a request came. */
export interface Asking {
  /** Whether it is a deed of the person, which puts off the idle end of the session. */
  renew: boolean;
  /** Where from; null when it is not known. */
  address: string | null;
  /** What a proxy of ours says of the certificate it met (RFC 9440 §2.1); null when it says nothing. */
  certificate: string | null;
}

/** Something moved in a mailbox; with a `personId`, only for that person (what she has seen). */
export interface MailboxChange {
  mailboxId: string;
  personId?: string;
}

/** What the mail API asks of the mailboxes room: to read, to search, to mark and move, to write. */
export type JmapMailboxes = Pick<
  MailboxesDoor,
  | "listMailboxes"
  | "states"
  | "folders"
  | "query"
  | "search"
  | "snippets"
  | "messages"
  | "threads"
  | "changes"
  | "setKeywords"
  | "open"
  | "findBlob"
  | "make"
  | "destroy"
  | "upload"
  | "openUpload"
>;

/** What the mail API is built over. Both listeners' registrations answer how to be forgotten. */
export interface JmapParts {
  mailboxes: JmapMailboxes;
  outbox: Outbox;
  /** Where a request comes from. */
  fromOf(c: Context): Pick<Asking, "address" | "certificate">;
  sessionOf(request: Request, asking: Asking): Promise<JmapSession | Stranger>;
  /** `missed` is called when changes may have gone unheard: anything may have moved. */
  onChanged(listener: (changes: MailboxChange[]) => void, missed: () => void): () => void;
  onSessionEnded(listener: (sessionId: string) => void): () => void;
  clock: Clock;
  chance: Chance;
  log: Log;
  /** The one origin of pages and absolute URLs, without a path. */
  publicUrl: string;
}
