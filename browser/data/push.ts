import { addresses } from "../addresses.ts";

/** The states that moved, by account and type (RFC 8620 §7.1 StateChange). */
export type StateChanges = Record<string, Record<string, string>>;

export interface PushListener {
  onChanges(changes: StateChanges): void;
  /** The stream begins, here or in the tab that takes it over: what happened before was told to nobody. */
  onOpen(): void;
  /** The stream is back after a cut: something may have been missed. */
  onReturn(): void;
  /** The stream was cut: the network may be gone, or the session over. */
  onCut(): void;
  /** Another tab asks to sign out, or was not heard. */
  onSigningOut(isAsked: boolean): void;
  /** Another tab has signed out. */
  onSignedOut(): void;
  /** Somebody else has signed in in another tab: the browser's session is no longer this page's. */
  onReplaced(): void;
}

export interface Push {
  /** Tells the other tabs why the session may end in a moment: the stream ends before this tab has its answer. */
  tellSigningOut(isAsked: boolean): void;
  /** Tells the other tabs that this browser's session is over. */
  tellSignedOut(): void;
  close(): void;
}

type Told =
  | { kind: "changes"; changes: StateChanges }
  | { kind: "signing-out"; isAsked: boolean }
  | { kind: "signed-in"; personId: string }
  | { kind: "open" | "return" | "cut" | "signed-out" };

const name = "caducee-push";

/** Milliseconds before a stream that was refused is asked for again. */
const again = 10_000;

/** Listens to the server, for this person. One tab of the browser holds the stream and tells the others; when it goes, another takes over. */
export function openPush(personId: string, listener: PushListener): Push {
  const channel = new BroadcastChannel(name);
  const closing = new AbortController();

  channel.onmessage = ({ data }: MessageEvent<Told>) => hear(data);

  function hear(told: Told): void {
    if (told.kind === "changes") listener.onChanges(told.changes);
    else if (told.kind === "open") listener.onOpen();
    else if (told.kind === "signed-in") {
      if (told.personId !== personId) listener.onReplaced();
    }
    else if (told.kind === "return") listener.onReturn();
    else if (told.kind === "cut") listener.onCut();
    else if (told.kind === "signing-out") listener.onSigningOut(told.isAsked);
    else listener.onSignedOut();
  }

  function tell(told: Told): void {
    channel.postMessage(told);
    hear(told);
  }

  channel.postMessage({ kind: "signed-in", personId } satisfies Told);
  // Locks exist in secure contexts only; without them each tab listens for itself.
  if (navigator.locks)
    navigator.locks
      .request(name, { signal: closing.signal }, () => listen(closing.signal, tell))
      .catch(() => undefined);
  else void listen(closing.signal, hear);

  return {
    tellSigningOut: (isAsked) => channel.postMessage({ kind: "signing-out", isAsked } satisfies Told),
    tellSignedOut: () => channel.postMessage({ kind: "signed-out" } satisfies Told),
    close() {
      closing.abort();
      channel.close();
    },
  };
}

/** Holds the stream until told to stop. */
function listen(stop: AbortSignal, tell: (told: Told) => void): Promise<void> {
  return new Promise((resolve) => {
    let source: EventSource;
    let timer: ReturnType<typeof setTimeout>;
    let wasCut = false;
    open();
    stop.addEventListener("abort", () => {
      clearTimeout(timer);
      source.close();
      resolve();
    });

    function open(): void {
      source = new EventSource(addresses.events);
      source.onopen = () => {
        tell({ kind: wasCut ? "return" : "open" });
        wasCut = false;
      };
      source.onerror = () => {
        if (!wasCut) tell({ kind: "cut" });
        wasCut = true;
        // The browser tries again by itself, but for a stream that was refused.
        if (source.readyState !== EventSource.CLOSED) return;
        timer = setTimeout(open, again);
      };
      source.addEventListener("state", ({ data }: MessageEvent<string>) => {
        // StateChange, of our own server (RFC 8620 §7.1).
        tell({ kind: "changes", changes: (JSON.parse(data) as { changed: StateChanges }).changed });
      });
    }
  });
}
