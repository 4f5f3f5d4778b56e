/** The few lines that exist of a list that may have a million: heights are fixed, so places are arithmetic. */

/** The tallest a scrolled box may be, px: Firefox stops at 17.9 million, Chromium at 33. */
export const tallest = 12_000_000;

export interface Viewport {
  /** Px from the top of the scrolled box. */
  scrollTop: number;
  /** Px that show. */
  height: number;
}

/** What to draw: lines `first` to `last` (excluded), the first of them `top` px from the top of a box of `full` px. */
export interface Window {
  first: number;
  last: number;
  top: number;
  full: number;
}

/** Lines drawn before and after those that show, so that a scroll finds them there. */
const spare = 6;

/**
 * The window on `total` lines of `rowHeight` px. Where all of them would be taller than a box can be, the scroll is
 * stretched: its end is still the last line.
 */
export function windowOf(total: number, rowHeight: number, { scrollTop, height }: Viewport): Window {
  const natural = total * rowHeight;
  const full = Math.min(natural, tallest);
  const stretch = stretchOf(natural, full, height);
  const at = clamp(scrollTop, 0, Math.max(0, full - height)) * stretch;
  const first = Math.max(0, Math.floor(at / rowHeight) - spare);
  const last = Math.min(total, Math.ceil((at + height) / rowHeight) + spare);
  return { first, last, top: scrollTop + (first * rowHeight - at), full };
}

/** Where to scroll so that a line shows whole, moving as little as possible; null when it does already. */
export function scrollFor(index: number, total: number, rowHeight: number, view: Viewport): number | null {
  const natural = total * rowHeight;
  const full = Math.min(natural, tallest);
  const stretch = stretchOf(natural, full, view.height);
  const at = view.scrollTop * stretch;
  const top = index * rowHeight;
  if (top < at) return top / stretch;
  if (top + rowHeight > at + view.height) return Math.ceil((top + rowHeight - view.height) / stretch);
  return null;
}

function stretchOf(natural: number, full: number, height: number): number {
  return full > height && natural > full ? (natural - height) / (full - height) : 1;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
