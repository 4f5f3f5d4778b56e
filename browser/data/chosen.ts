import { type ReadonlySignal, signal } from "@preact/signals";
import type { Row } from "./shapes.ts";

/** The conversations that were chosen together, by thread. */
export interface Chosen {
  readonly rows: ReadonlySignal<ReadonlyMap<string, Row>>;
  toggle(row: Row): void;
  add(rows: readonly Row[]): void;
  clear(): void;
}

export function createChosen(): Chosen {
  const rows = signal<ReadonlyMap<string, Row>>(new Map());
  return {
    rows,
    toggle(row) {
      const now = new Map(rows.value);
      if (!now.delete(row.newest.threadId)) now.set(row.newest.threadId, row);
      rows.value = now;
    },
    add(more) {
      rows.value = new Map([...rows.value, ...more.map((row) => [row.newest.threadId, row] as const)]);
    },
    clear() {
      if (rows.value.size > 0) rows.value = new Map();
    },
  };
}
