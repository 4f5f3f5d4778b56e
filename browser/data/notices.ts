import { type ReadonlySignal, signal } from "@preact/signals";

/** What was just done, and the way back. */
export interface Notice {
  readonly text: string;
  readonly undo: { readonly label: string; act(): void } | null;
}

export interface Notices {
  readonly shown: ReadonlySignal<Notice | null>;
  show(notice: Notice): void;
  dismiss(): void;
  /** Time stands still while the person is on it. */
  hold(): void;
  release(): void;
}

/** Milliseconds for which a notice stays. */
const stayMs = 10_000;

export function createNotices(): Notices {
  const shown = signal<Notice | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let leftMs = stayMs;
  let since = 0;

  function run(): void {
    clearTimeout(timer);
    since = performance.now();
    timer = setTimeout(dismiss, leftMs);
  }

  function dismiss(): void {
    clearTimeout(timer);
    shown.value = null;
  }

  return {
    shown,
    show(notice) {
      shown.value = notice;
      leftMs = stayMs;
      run();
    },
    dismiss,
    hold() {
      clearTimeout(timer);
      leftMs = Math.max(1_000, leftMs - (performance.now() - since));
    },
    release() {
      if (shown.value) run();
    },
  };
}
