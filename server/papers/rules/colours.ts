/** The light theme's tokens (browser/look/tokens.css), for paper. */
export const colours = {
  paper: "#ffffff",
  text: "#25202c",
  muted: "#5a5266",
  ink: "#4a2b70",
  soft: "#f4f0fa",
  line: "#b7a3d3",
  rule: "#ded9d0",
  notice: "#573f00",
  noticeSoft: "#fff5d0",
  noticeLine: "#a07509",
} as const;

/** What is read on what, and the least contrast that WCAG 2.1 asks for it (§1.4.3, §1.4.11). */
export const pairs: readonly (readonly [keyof typeof colours, keyof typeof colours, number])[] = [
  ["text", "paper", 4.5],
  ["text", "soft", 4.5],
  ["muted", "paper", 4.5],
  ["muted", "soft", 4.5],
  ["ink", "paper", 4.5],
  ["ink", "soft", 4.5],
  ["notice", "noticeSoft", 4.5],
  ["noticeLine", "noticeSoft", 3],
];

/** WCAG 2.1 contrast ratio of two `#rrggbb` colours. */
export function contrastOf(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
