import type { SignInsView } from "../../../contracts/administration-health.ts";
import { tellDay } from "../days.ts";
import { roundUp } from "./scale.ts";
import { words } from "./words.ts";

type Day = SignInsView["days"][number];

/** Heights in the drawing's own units; it is stretched to the width of its place, and only bars are in it. */
const height = 120;
const barWidth = 0.72;

/**
 * A bar a day: sign-ins above the line, refusals below, so that no colour is needed to tell them apart. Words stand
 * beside the drawing, at the size of the other words, whatever its width.
 */
export function DayPlot({ days }: { days: readonly Day[] }) {
  const up = roundUp(Math.max(1, ...days.map(({ opened }) => opened)));
  const mostRefused = Math.max(0, ...days.map(({ refused }) => refused));
  const down = mostRefused === 0 ? 0 : Math.max(roundUp(mostRefused), up / 4);
  const unit = height / (up + down);
  const line = up * unit;
  const total = (of: (day: Day) => number) => days.reduce((all, day) => all + of(day), 0);
  const busiest = days.reduce((best, day) => (day.opened > best.opened ? day : best));
  return (
    <div class="plot">
      <div class="plot-scale" aria-hidden="true">
        <span>{up}</span>
        <span class="plot-zero" style={{ top: `${(100 * line) / height}%` }}>
          0
        </span>
        {down > 0 && <span class="plot-low">{down}</span>}
      </div>
      <svg
        class="plot-bars"
        viewBox={`0 0 ${days.length} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-labelledby="day-plot-title day-plot-desc"
      >
        <title id="day-plot-title">{words.plotTitle}</title>
        <desc id="day-plot-desc">
          {words.plotDesc(
            total(({ opened }) => opened),
            total(({ refused }) => refused),
            tellOne(busiest),
          )}
        </desc>
        <path class="plot-grid" d={`M0 .5H${days.length}M0 ${line / 2}H${days.length}`} />
        {days.map((day, place) => (
          <g key={day.day} class="plot-day">
            <title>{tellOne(day)}</title>
            <rect class="plot-hit" x={place} width="1" height={height} />
            {day.opened > 0 && (
              <Bar kind="opened" x={place} y={line - day.opened * unit} tall={day.opened * unit} />
            )}
            {day.refused > 0 && <Bar kind="refused" x={place} y={line} tall={day.refused * unit} />}
          </g>
        ))}
        <path class="plot-line" d={`M0 ${line}H${days.length}`} />
      </svg>
      <div class="plot-days" aria-hidden="true">
        {[0, Math.floor(days.length / 2), days.length - 1].map((place) => (
          <span key={place}>{tellDay(days[place]?.day ?? "")}</span>
        ))}
      </div>
      <p class="plot-key">
        <span class="plot-key-opened">{words.opened}</span>
        <span class="plot-key-refused">{words.refused}</span>
      </p>
    </div>
  );
}

function Bar({ kind, x, y, tall }: { kind: "opened" | "refused"; x: number; y: number; tall: number }) {
  return (
    <rect
      class={`plot-${kind}`}
      x={x + (1 - barWidth) / 2}
      y={y}
      width={barWidth}
      height={Math.max(tall, 1)}
    />
  );
}

function tellOne({ day, opened, refused }: Day): string {
  return words.dayTold(tellDay(day), opened, refused);
}
