import { readFile } from "node:fs/promises";
import type { Browser } from "playwright-core";
import { composeGuide, type Material } from "./compose.ts";
import { pagesOf, planGuide } from "./plan.ts";

/** Prints the guide: a tagged PDF with its outline. Throws when something does not fit its page. */
export async function printGuide(
  browser: Browser,
  material: Material,
): Promise<{ pdf: Uint8Array; pages: number }> {
  const pages = pagesOf(planGuide(material.subject));
  const page = await browser.newPage();
  try {
    await page.emulateMedia({ media: "print" });
    await page.setContent(composeGuide(material, await readFaces()));
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    const outside = await page.evaluate(() =>
      [...document.querySelectorAll(".page, .body")].flatMap((one, place) =>
        one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1 ? [place] : [],
      ),
    );
    if (outside.length > 0) throw new Error(`the guide does not fit its pages (${outside.join(", ")})`);
    const pdf = await page.pdf({
      preferCSSPageSize: true,
      printBackground: true,
      tagged: true,
      outline: true,
    });
    const printed = countPages(pdf);
    if (printed !== pages) throw new Error(`the guide has ${printed} pages, and says ${pages}`);
    return { pdf, pages };
  } finally {
    await page.close();
  }
}

/** Page objects stand uncompressed in what Chromium prints (ISO 32000-2 §7.7.3.3). */
function countPages(pdf: Uint8Array): number {
  return (
    Buffer.from(pdf)
      .toString("latin1")
      .match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0
  );
}

/** Source Sans 3 (SIL Open Font License 1.1), as the other papers have it. */
async function readFaces(): Promise<string> {
  const faces: string[] = [];
  for (const weight of [400, 600])
    for (const [part, family] of [
      ["latin", "Guide"],
      ["latin-ext", "Guide ext"],
    ]) {
      const file = `@fontsource/source-sans-3/files/source-sans-3-${part}-${weight}-normal.woff`;
      const bytes = await readFile(new URL(import.meta.resolve(file)));
      const source = `url(data:font/woff;base64,${bytes.toString("base64")}) format("woff")`;
      faces.push(`@font-face{font-family:"${family}";font-weight:${weight};src:${source}}`);
    }
  return faces.join("");
}
