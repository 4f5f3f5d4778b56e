import type { Filter, PeopleView } from "../../contracts/administration.ts";
import { words } from "./words.ts";

/** The counts of the structure; each shows its persons. */
export function Figures(props: { view: PeopleView; filter: Filter; onFilter(filter: Filter): void }) {
  const { figures } = props.view;
  const shown = [
    ["all", figures.people],
    ["never", figures.never],
    ["single", figures.single],
    ["suspended", figures.suspended],
    // Only where there is somebody: each is a matter for once in a while.
    ...(["silent", "identity"] as const)
      .filter((filter) => figures[filter] > 0 || props.filter === filter)
      .map((filter) => [filter, figures[filter]] as const),
  ] as const;
  return (
    <>
      <div class="figures" role="group" aria-label={words.figuresName}>
        {shown.map(([filter, count]) => (
          <button
            key={filter}
            type="button"
            class={filter !== "all" && count > 0 ? "figure figure-warn" : "figure"}
            aria-pressed={props.filter === filter}
            onClick={() => props.onFilter(filter)}
          >
            <b>{count}</b>
            <span>{words.figures[filter](count)}</span>
          </button>
        ))}
      </div>
      <p class="mt-2 small">
        <button
          type="button"
          class="as-link"
          aria-pressed={props.filter === "left"}
          onClick={() => props.onFilter(props.filter === "left" ? "all" : "left")}
        >
          {words.gone}
        </button>
      </p>
    </>
  );
}
