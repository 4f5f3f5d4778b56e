import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import axe, { type RunOptions } from "axe-core";
import type { Page } from "playwright-core";
import { type Dress, dresses, putOn } from "./walk.ts";

declare global {
  interface Window {
    axe: typeof axe;
  }
}

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];

const pictures = fileURLToPath(new URL("../.out/", import.meta.url));

/**
 * Looks at a page in its dresses: what axe finds, what is pushed sideways at 320 px (WCAG 1.4.10), a sentence each; and
 * leaves pictures for people to look at.
 */
export async function lookAt(page: Page, name: string, worn: readonly Dress[] = dresses): Promise<string[]> {
  await mkdir(pictures, { recursive: true });
  const found: string[] = [];
  for (const dress of worn) {
    await putOn(page, dress);
    found.push(...(await findViolations(page, dress)).map((one) => `${name} ${dress.name}: ${one}`));
    await page.screenshot({ path: `${pictures}${name}-${dress.name}.png` });
  }
  await putOn(page, { width: 320, height: 640, colorScheme: "light" });
  found.push(...(await findSideways(page)).map((one) => `${name} at 320 px scrolls sideways: ${one}`));
  return found;
}

/**
 * What breaks WCAG 2.1 A or AA, or best practice; in the dark only colours differ. The frame of an HTML message is left
 * out: what is in it is its sender's, and no script may look at it. Axe is read by a page once, not for every look.
 */
export async function findViolations(
  page: Page,
  { colorScheme }: Pick<Dress, "colorScheme"> = { colorScheme: "light" },
): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const asked: RunOptions = {
    resultTypes: ["violations"],
    iframes: false,
    runOnly:
      colorScheme === "dark" ? { type: "rule", values: ["color-contrast"] } : { type: "tag", values: tags },
  };
  const violations = await page.evaluate(
    async (options) => (await window.axe.run({ exclude: [".msg-frame"] }, options)).violations,
    asked,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(" ")}: ${failureSummary ?? ""}`),
  );
}

/** What is wider than its place and can be, or has to be, pushed aside. */
function findSideways(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("html, body, body *")]
      .filter((one) => one.scrollWidth > one.clientWidth && one.clientWidth > 0)
      .filter(
        (one) => one === document.documentElement || /auto|scroll/.test(getComputedStyle(one).overflowX),
      )
      .map((one) => `${one.tagName} ${one.className} ${one.scrollWidth} > ${one.clientWidth}`),
  );
}
