import type { ReadonlySignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { clockTime } from "../controls/clock-time.ts";
import { Icon } from "../mailbox/icons.tsx";
import { language } from "../mailbox/words.ts";
import type { SaveState } from "./saver.ts";
import { words } from "./words.ts";

/** Where the draft stands: its last certain state, with its time. */
export function SaveLine({ saved }: { saved: ReadonlySignal<SaveState> }) {
  const last = useRef<SaveState>(saved.value);
  // What is stored each second would be told each second: meanwhile the last certain state stays.
  if (saved.value.kind !== "waiting" && saved.value.kind !== "saving") last.current = saved.value;
  const state = last.current;
  const isIll = state.kind === "lost" || state.kind === "failed" || state.kind === "full";
  return (
    <span class={isIll ? "small saved saved-ill" : "small muted saved"} role="status">
      {state.kind === "saved" && <Icon name="check" small />}
      {isIll && <Icon name="late" small />}
      <span class="saved-long">{sentenceFor(state, words.saved, words.savedApart)}</span>
      <span class="saved-short" aria-hidden="true">
        {sentenceFor(state, words.savedShort, words.savedApartShort)}
      </span>
    </span>
  );
}

type AtTime = (time: string) => string;

function sentenceFor(state: SaveState, saved: AtTime, apart: AtTime): string {
  switch (state.kind) {
    case "untouched":
    case "waiting":
    case "saving":
      return "";
    case "saved":
      return (state.isApart ? apart : saved)(clockTime(state.at, language));
    case "lost":
      return words.saveLost;
    case "failed":
      return words.saveFailed;
    case "full":
      return words.saveFull;
  }
}
