import { type ReadonlySignal, signal } from "@preact/signals";
import type { Attached } from "../data/drafts.ts";
import { type Upload, upload, type UploadFault } from "../data/upload.ts";

/** A file of the message being written: on its way, held by the server, or not taken. Sizes in octets. */
export interface JoinedFile {
  readonly key: number;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly sent: number;
  readonly attached: Attached | null;
  readonly fault: UploadFault | null;
}

export interface JoinedFiles {
  readonly list: ReadonlySignal<readonly JoinedFile[]>;
  add(files: Iterable<File>): void;
  remove(key: number): void;
  again(key: number): void;
  /** The files that the server holds. */
  attached(): Attached[];
  /** The stored message holds them now, in the same order. */
  replace(attached: readonly Attached[]): void;
  close(): void;
}

interface FilesParts {
  address: string;
  /** Octets of the largest file that the server takes. */
  most: number;
  held: readonly Attached[];
  onChange: () => void;
}

/** The files of a message. They leave one after the other: an old line carries one well, four badly. */
export function createFiles({ address, most, held, onChange }: FilesParts): JoinedFiles {
  let lastKey = 0;
  const list = signal<readonly JoinedFile[]>(held.map(fromHeld));
  const waiting: { key: number; file: File }[] = [];
  const failed = new Map<number, File>();
  let running: { key: number; upload: Upload } | null = null;

  function fromHeld(attached: Attached): JoinedFile {
    const { name, type, size } = attached;
    return { key: ++lastKey, name, type, size, sent: size, attached, fault: null };
  }

  function change(key: number, some: Partial<JoinedFile>): void {
    list.value = list.value.map((one) => (one.key === key ? { ...one, ...some } : one));
  }

  async function run(): Promise<void> {
    const next = running ? undefined : waiting.shift();
    if (!next) return;
    const { key, file } = next;
    running = { key, upload: upload(address, file, (sent) => change(key, { sent })) };
    const done = await running.upload.done;
    running = null;
    if (typeof done === "string") {
      failed.set(key, file);
      change(key, { fault: done });
    } else {
      change(key, { attached: done, sent: done.size, size: done.size });
      onChange();
    }
    void run();
  }

  function start(key: number, file: File): void {
    if (most > 0 && file.size > most) return change(key, { fault: "too-large" });
    waiting.push({ key, file });
    void run();
  }

  return {
    list,
    add(files) {
      for (const file of files) {
        const key = ++lastKey;
        const { name, type, size } = file;
        list.value = [...list.value, { key, name, type, size, sent: 0, attached: null, fault: null }];
        start(key, file);
      }
    },
    remove(key) {
      const at = waiting.findIndex((one) => one.key === key);
      if (at >= 0) waiting.splice(at, 1);
      const wasHeld = list.value.some((one) => one.key === key && one.attached);
      list.value = list.value.filter((one) => one.key !== key);
      if (running?.key === key) running.upload.stop();
      if (wasHeld) onChange();
    },
    again(key) {
      const file = failed.get(key);
      if (!file) return;
      failed.delete(key);
      change(key, { fault: null, sent: 0 });
      start(key, file);
    },
    attached: () => list.value.flatMap((one) => one.attached ?? []),
    replace(attached) {
      let at = 0;
      list.value = list.value.map((one) =>
        one.attached ? { ...one, attached: attached[at++] ?? one.attached } : one,
      );
    },
    close() {
      waiting.length = 0;
      running?.upload.stop();
    },
  };
}
