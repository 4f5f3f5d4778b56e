import { readFile } from "node:fs/promises";
import type { Run } from "./rules/setting.ts";

/** The two weights of what is printed. */
export const weights = { text: 400, strong: 600 } as const;
export type Weight = keyof typeof weights;

/** The name under which a file of the font is known to a document. */
export function fontName(weight: Weight, part: Run["part"]): string {
  return `${weight} ${part}`;
}

export type Fonts = ReadonlyMap<string, Buffer>;

/** Source Sans 3 (SIL Open Font License 1.1), embedded in each document as far as it is used. */
export async function readFonts(): Promise<Fonts> {
  const fonts = new Map<string, Buffer>();
  for (const [weight, number] of Object.entries(weights))
    for (const part of ["latin", "latin-ext"] as const) {
      const file = `@fontsource/source-sans-3/files/source-sans-3-${part}-${number}-normal.woff`;
      const bytes = await readFile(new URL(import.meta.resolve(file)));
      // `weights` has these keys and no others.
      fonts.set(fontName(weight as Weight, part), bytes);
    }
  return fonts;
}
