import { type ReadonlySignal, signal } from "@preact/signals";
import {
  askAttached,
  askSave,
  type Attached,
  type DraftContent,
  isRefused,
  isStillDraft,
  readAttached,
  readCreated,
} from "../data/drafts.ts";
import { type Jmap, NetworkLost } from "../data/jmap.ts";

/** Where a draft stands between the page and the server. `at` in milliseconds since 1970. */
export type SaveState =
  | { kind: "untouched" | "waiting" | "saving" | "lost" | "failed" | "full" }
  /** `isApart`: what was gone on with is no draft any more, this one stands beside it. */
  | { kind: "saved"; at: number; isApart: boolean };

export interface Saver {
  readonly state: ReadonlySignal<SaveState>;
  /** The stored draft; null before the first. */
  readonly draftId: () => string | null;
  /** Something has changed: stores it a second after the last change. */
  touch(): void;
  /** Stores what is not stored yet; false when it could not be. */
  flush(): Promise<boolean>;
  /** Waits for the store that is under way, if there is one. */
  settle(): Promise<void>;
  /** Lets go of the draft: nothing is stored any more. */
  close(): void;
}

interface SaverParts {
  jmap: Jmap;
  accountId: string;
  folderId: string;
  /** The stored draft that is gone on with; null when there is none yet. */
  draftId: string | null;
  content: () => DraftContent;
  /** The stored message holds the files now: where, in the order of `content`. */
  onAttached: (files: Attached[]) => void;
}

/** Milliseconds of silence before a draft is stored, and before a store that failed is tried again. */
const silenceMs = 1_000;
const againMs = 10_000;

/** Keeps a draft on the server as one types. Stores follow one another, never two at a time. */
export function createSaver(parts: SaverParts): Saver {
  const { jmap, accountId, folderId } = parts;
  const state = signal<SaveState>({ kind: "untouched" });
  let draftId = parts.draftId;
  let isApart = false;
  let isDirty = false;
  let running: Promise<boolean> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isClosed = false;
  let attachedKey = keyOf(parts.content());

  function later(ms: number): void {
    clearTimeout(timer);
    if (!isClosed) timer = setTimeout(() => void flush(), ms);
  }

  async function flush(): Promise<boolean> {
    clearTimeout(timer);
    if (running) await running;
    if (isClosed) return false;
    if (!isDirty) return draftId !== null || state.peek().kind === "untouched";
    running = store();
    const isDone = await running;
    running = null;
    return isDone && isDirty && !isClosed ? flush() : isDone;
  }

  async function store(): Promise<boolean> {
    isDirty = false;
    state.value = { kind: "saving" };
    const content = parts.content();
    try {
      const outlives = document.visibilityState === "hidden";
      await leaveWhatIsNoDraft();
      const responses = await jmap.send([askSave(accountId, folderId, content, draftId)], { outlives });
      const created = readCreated<{ id: string }>(responses, "save", "draft");
      if (isRefused(created)) return fail(created.refused.type === "overQuota" ? "full" : "failed");
      draftId = created.id;
      state.value = { kind: "saved", at: Date.now(), isApart };
      await keepFiles(content);
      return true;
    } catch (error) {
      return fail(error instanceof NetworkLost ? "lost" : "failed");
    }
  }

  /** A colleague, or another tab, may have sent it or gone on with it: what she has made of it must stay. */
  async function leaveWhatIsNoDraft(): Promise<void> {
    if (draftId === null || (await isStillDraft(jmap, accountId, draftId))) return;
    draftId = null;
    isApart = true;
  }

  /** An upload lives for an hour: from the first store on, the files are those of the stored message. */
  async function keepFiles(content: DraftContent): Promise<void> {
    const key = keyOf(content);
    if (draftId === null || key === attachedKey) return;
    const files = readAttached(await jmap.send([askAttached(accountId, draftId)], { unattended: true }));
    if (files.length !== content.attachments.length) return;
    if (keyOf(parts.content()) === key) parts.onAttached(files);
    attachedKey = keyOf(parts.content());
  }

  function fail(kind: "lost" | "failed" | "full"): false {
    isDirty = true;
    state.value = { kind };
    if (kind === "failed") later(againMs);
    return false;
  }

  const stopListening = jmap.onBack(() => {
    if (isDirty) void flush();
  });
  const stopKeeping = jmap.onKeep(async () => isDirty && (await flush()));
  const onHidden = () => {
    if (document.visibilityState === "hidden" && isDirty) void flush();
  };
  document.addEventListener("visibilitychange", onHidden);

  return {
    state,
    draftId: () => draftId,
    touch() {
      isDirty = true;
      if (state.peek().kind !== "lost") state.value = { kind: "waiting" };
      later(silenceMs);
    },
    flush,
    async settle() {
      await running;
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
      stopListening();
      stopKeeping();
      document.removeEventListener("visibilitychange", onHidden);
    },
  };
}

function keyOf({ attachments }: DraftContent): string {
  return attachments.map(({ blobId }) => blobId).join(" ");
}
