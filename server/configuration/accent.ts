type Colour = readonly [red: number, green: number, blue: number];

const white: Colour = [255, 255, 255];
/** Grounds and inks of `browser/look/tokens.css`: the page in light, the raised surface and its text on ink in dark. */
const page: Colour = [244, 242, 238];
const darkSurface: Colour = [28, 24, 34];
const onDarkInk: Colour = [35, 17, 63];
const black: Colour = [0, 0, 0];

/** WCAG 2.1, 1.4.3: text against its ground. */
const least = 4.5;

/** The operator's colour, as a setting: `#rrggbb`, dark enough for white text and to be read on the page. */
export function readAccent(value: unknown): { value: string } | string {
  if (value === "") return { value };
  const colour = typeof value === "string" ? parseColour(value) : null;
  if (!colour || typeof value !== "string") return "indiquez une couleur comme #4a2b70";
  const found = Math.min(contrast(white, colour), contrast(page, colour));
  return found >= least
    ? { value: value.toLowerCase() }
    : `le texte blanc n’y a qu’un contraste de ${round(found)} pour 1 : il en faut ${String(least).replace(".", ",")}, choisissez une couleur plus foncée`;
}

/**
 * The style sheet of an accent: what our own ink is replaced by, in light and in dark. Whoever asks for more contrast
 * keeps our colours, which were measured for it.
 */
export function styleOfAccent(accent: string): string {
  const colour = parseColour(accent) ?? black;
  const light = write({
    ink: colour,
    "ink-hover": mix(colour, black, 0.25),
    "ink-soft": mix(colour, white, 0.9),
    "ink-line": mix(colour, white, 0.55),
    link: colour,
    panel: mix(colour, black, 0.15),
    "panel-2": mix(colour, white, 0.5),
    "tile-1": colour,
  });
  const pale = lighten(colour);
  const dark = write({
    ink: pale,
    "ink-hover": mix(pale, white, 0.3),
    "ink-soft": mix(darkSurface, pale, 0.15),
    "ink-line": mix(darkSurface, pale, 0.45),
    link: pale,
    panel: mix(colour, black, 0.55),
    "panel-2": mix(colour, white, 0.35),
    "tile-1": pale,
  });
  return [
    `:root:not([data-contrast]){${light}}`,
    `@media (prefers-color-scheme:dark){:root:not([data-theme],[data-contrast]){${dark}}}`,
    `:root[data-theme="dark"]:not([data-contrast]){${dark}}`,
  ]
    .map((rule) => `@media not (prefers-contrast:more){${rule}}`)
    .join("\n");
}

/** The palest need: readable on dark surfaces, and dark text readable on it. */
function lighten(colour: Colour): Colour {
  for (let part = 0; part < 1; part += 0.05) {
    const pale = mix(colour, white, part);
    if (contrast(pale, mix(darkSurface, pale, 0.15)) >= least + 1 && contrast(pale, onDarkInk) >= least)
      return pale;
  }
  return white;
}

function write(colours: Record<string, Colour>): string {
  return Object.entries(colours)
    .map(([name, colour]) => `--${name}:#${colour.map((one) => one.toString(16).padStart(2, "0")).join("")}`)
    .join(";");
}

/** `#rrggbb`, or null for what is none. */
export function parseColour(text: string): Colour | null {
  const [, red, green, blue] = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(text) ?? [];
  return red && green && blue
    ? [Number.parseInt(red, 16), Number.parseInt(green, 16), Number.parseInt(blue, 16)]
    : null;
}

/** `part` of the second colour in the first. */
function mix([r1, g1, b1]: Colour, [r2, g2, b2]: Colour, part: number): Colour {
  const one = (from: number, to: number) => Math.round(from + (to - from) * part);
  return [one(r1, r2), one(g1, g2), one(b1, b2)];
}

/** WCAG 2.1: contrast ratio of two colours. */
export function contrast(one: Colour, other: Colour): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function round(ratio: number): string {
  return (Math.floor(ratio * 10) / 10).toFixed(1).replace(".", ",");
}
