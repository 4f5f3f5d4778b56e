import { type ReadonlySignal, signal } from "@preact/signals";
import { refusals } from "../../contracts/refusals.ts";
import { addresses } from "../addresses.ts";

/** [name, arguments, call id] (RFC 8620 §3.2). */
export type Call = [name: string, args: Record<string, unknown>, id: string];

/** The arguments of each response, by call id; a method that failed is under its id as a `MethodError`. */
export type Responses = Map<string, Record<string, unknown>>;

/** The request did not reach the server, or its answer did not reach us. */
export class NetworkLost extends Error {
  override name = "NetworkLost";
}

/** The session is locked or no longer; it may open again, as the network may come back. */
export class SignedOut extends NetworkLost {
  override name = "SignedOut";
}

/** The server refused or failed the whole request, or one method of it. */
export class RequestFailed extends Error {
  override name = "RequestFailed";
}

/** What the rest of the page needs of JMAP. */
export interface Jmap {
  /** Sends calls in one request (RFC 8620 §3.3). Throws `NetworkLost`, `SignedOut` and `RequestFailed`. */
  send(calls: Call[], options?: SendOptions): Promise<Responses>;
  /** Reads the Session object (RFC 8620 §2): what the server offers. */
  readSession(): Promise<SessionObject>;
  /** Fetches one part of a message, decoded. */
  download(address: string): Promise<Blob>;
  /** Since when the network has been gone, milliseconds since 1970; null while it is there. */
  readonly lostSince: ReadonlySignal<number | null>;
  /** Calls back each time the network returns, or the session; the answer takes the listener off. */
  onBack(listener: () => void): () => void;
  /** Calls back before the session is locked, to store what is not stored yet; the answer takes the listener off. */
  onKeep(listener: () => Promise<unknown>): () => void;
  keep(): Promise<void>;
  /** Nothing is sent any more, until the same person has opened her session again. */
  shut(): void;
  reopen(): void;
  close(): void;
}

export interface SendOptions {
  /** Nobody asked: the idle end of the session stays where it is. */
  unattended?: boolean;
  /** A capability that these calls use, beyond mail (RFC 8620 §3.3). */
  capability?: string;
  /** The page may be closing: the request goes on without it, where it is short enough. */
  outlives?: boolean;
}

/** The parts of the Session object that the page reads (RFC 8620 §2). */
export interface SessionObject {
  capabilities: { "urn:ietf:params:jmap:core": { maxSizeUpload: number } };
  accounts: Record<string, { isReadOnly: boolean; accountCapabilities: Record<string, Record<string, unknown>> }>;
  uploadUrl: string;
}

const using = ["urn:ietf:params:jmap:core", "urn:ietf:params:jmap:mail", "urn:caducee:params:jmap:team"];

/** Octets of a request that may outlive its page (Fetch standard: 64 KiB for all of them together). */
const mostOutliving = 60_000;

/** Milliseconds between tries while the network is gone: doubled each time, up to the second. */
const firstTry = 2_000;
const slowestTry = 30_000;

/** The JMAP client of a person's page. `onShut` is called at the first answer that says her session is locked or over. */
export function createJmap(personId: string, onShut: () => void): Jmap {
  const lostSince = signal<number | null>(null);
  const listeners = new Set<() => void>();
  const keepers = new Set<() => Promise<unknown>>();
  const closing = new AbortController();
  let isShut = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function request(address: string, init: RequestInit): Promise<Response> {
    if (isShut) throw new SignedOut();
    let response: Response;
    try {
      // Should somebody else have signed in in this browser since, the server takes nothing from this page.
      const headers = { ...init.headers, "Caducee-Person": personId };
      response = await fetch(address, { ...init, headers, signal: closing.signal });
    } catch {
      if (!closing.signal.aborted) lose();
      throw new NetworkLost();
    }
    find();
    if (response.status === 401 || response.status === refusals.locked.status) {
      if (!closing.signal.aborted && !isShut) onShut();
      isShut = true;
      throw new SignedOut();
    }
    if (!response.ok) throw new RequestFailed(String(response.status));
    return response;
  }

  async function send(
    calls: Call[],
    { unattended = false, capability, outlives = false }: SendOptions = {},
  ): Promise<Responses> {
    const body = JSON.stringify({ using: capability ? [...using, capability] : using, methodCalls: calls });
    const response = await request(addresses.jmap, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...(unattended && { "Caducee-Unattended": "1" }) },
      body,
      keepalive: outlives && body.length < mostOutliving,
    });
    return readResponses(await response.json().catch(() => lostMidway()));
  }

  function lostMidway(): never {
    lose();
    throw new NetworkLost();
  }

  function lose(): void {
    if (lostSince.value !== null) return;
    lostSince.value = Date.now();
    tryAgain(firstTry);
  }

  function tryAgain(delay: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void probe(delay), delay);
  }

  async function probe(delay: number): Promise<void> {
    try {
      await send([["Core/echo", {}, "echo"]], { unattended: true });
    } catch (error) {
      if (error instanceof NetworkLost && !closing.signal.aborted) tryAgain(Math.min(slowestTry, delay * 2));
    }
  }

  function find(): void {
    if (lostSince.value === null) return;
    clearTimeout(timer);
    lostSince.value = null;
    for (const listener of listeners) listener();
  }

  function hurry(): void {
    if (lostSince.value !== null) tryAgain(0);
  }

  window.addEventListener("online", hurry);
  return {
    send,
    // The shape is promised by RFC 8620 §2; the server is ours.
    readSession: async () => (await (await request(addresses.session, {})).json()) as SessionObject,
    download: async (address) => (await request(address, {})).blob(),
    lostSince,
    onBack(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onKeep(listener) {
      keepers.add(listener);
      return () => keepers.delete(listener);
    },
    keep: async () => void (await Promise.allSettled(Array.from(keepers, (keep) => keep()))),
    shut: () => void (isShut = true),
    reopen() {
      isShut = false;
      for (const listener of listeners) listener();
    },
    close() {
      window.removeEventListener("online", hurry);
      clearTimeout(timer);
      closing.abort();
    },
  };
}

/**
 * Reads the Response object (RFC 8620 §3.4). Our own server is trusted to follow the protocol's types. A call may be
 * followed by what it brought about, under its own id (RFC 8621 §7.5): its own answer is the first.
 */
function readResponses(body: { methodResponses: [string, Record<string, unknown>, string][] }): Responses {
  return new Map(
    [...body.methodResponses]
      .reverse()
      .map(([name, args, id]) => [id, name === "error" ? { error: args["type"] } : args]),
  );
}

/** One method's answer. The type is what the protocol promises for that method. Throws `RequestFailed`. */
export function answerOf<T>(responses: Responses, id: string): T {
  const answer = responses.get(id);
  if (!answer || "error" in answer) throw new RequestFailed(String(answer?.["error"] ?? "no answer"));
  // The server is ours, and its answers follow RFC 8621: the shape is promised, not checked.
  return answer as T;
}
