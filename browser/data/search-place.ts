import { effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Place } from "../addresses.ts";
import type { Search } from "./search.ts";

/** The way into the search and out of it. */
export interface SearchPlace {
  /** Where there is no room for it, the field shows only when it is asked for. */
  readonly isOpen: ReadonlySignal<boolean>;
  open(): void;
  /** Back to where one was before. */
  leave(): void;
  /** Ends the search where one is. */
  close(): void;
  stop(): void;
}

export function createSearchPlace(
  search: Search,
  place: ReadonlySignal<Place | null>,
  goBack: (to: Place) => void,
): SearchPlace {
  const isOpen = signal(false);
  let before: Place | null = null;
  const stop = effect(() => {
    const isLooking = search.state.value !== null;
    before = isLooking ? (before ?? place.peek()) : null;
  });

  function close(): void {
    isOpen.value = false;
    search.stop();
  }

  return {
    isOpen,
    open() {
      isOpen.value = true;
      const focus = () => document.getElementById("search")?.focus();
      focus();
      // Where it is hidden it shows first.
      requestAnimationFrame(focus);
    },
    leave() {
      const back = before;
      close();
      if (back && back !== place.peek()) goBack(back);
    },
    close,
    stop,
  };
}
