import { useEffect, useState } from "preact/hooks";
import { Icon } from "../controls/icon.tsx";
import { words } from "./words.ts";

export interface BandParts {
  /** Milliseconds before the page is covered. */
  left(): number;
  /** Whether it is the session's absolute end, which nothing puts off. */
  isEnd: boolean;
  onStay(): void;
}

/** The countdown of the last two minutes: seen at each second, said once. */
export function Band({ left, isEnd, onStay }: BandParts) {
  const [leftMs, setLeft] = useState(left());
  const [said, say] = useState("");
  useEffect(() => {
    // A live region tells of what changes in it, not of what it is born with.
    say(isEnd ? words.endSaid : words.idleSaid);
    const timer = setInterval(() => setLeft(left()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  const time = words.minutes(Math.floor(seconds / 60), seconds % 60);
  return (
    <div class="band">
      <p class="sr" role="status">
        {said}
      </p>
      <Icon name="wait" />
      <p class="band-time" aria-hidden="true">
        {isEnd ? words.endIn(time) : words.idleIn(time)}
        {isEnd && <span class="band-note"> {words.endNote}</span>}
      </p>
      {!isEnd && (
        <button type="button" class="btn btn-s" onClick={onStay}>
          {words.stay}
        </button>
      )}
    </div>
  );
}
