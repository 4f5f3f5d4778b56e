import { Icon } from "../../controls/icon.tsx";
import { Staff } from "../door.tsx";
import { words } from "./words.ts";

/** The staff as the steps of a first access. */
export function StepsPanel({ now }: { now: 1 | 2 | 3 }) {
  return (
    <aside class="door-panel door-panel-steps" aria-label={words.stepsName}>
      <Staff />
      <ol class="steps">
        {words.steps.map(([title, hint], place) => {
          const number = place + 1;
          const isDone = number < now;
          return (
            <li
              key={title}
              class={isDone ? "is-done" : number === now ? "is-now" : ""}
              {...(number === now && { "aria-current": "step" as const })}
            >
              <span class="node" aria-hidden="true">
                {isDone ? <Icon name="check" /> : number}
              </span>
              <span>
                <b>{title}</b>
                <small>{isDone ? words.done : hint}</small>
              </span>
            </li>
          );
        })}
      </ol>
    </aside>
  );
}
