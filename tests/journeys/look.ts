import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { type Dress, dresses, putOn } from "./walk.ts";

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
 * out: what is in it is its sender's, and no script may look at it. Axe stays in the page (`legacy`): in its newer way it
 * opens one more page for each look, which takes longer than the look.
 */
export async function findViolations(
  page: Page,
  { colorScheme }: Pick<Dress, "colorScheme"> = { colorScheme: "light" },
): Promise<string[]> {
  const axe = new AxeBuilder({ page })
    .setLegacyMode(true)
    .exclude(".msg-frame")
    .options({ resultTypes: ["violations"] });
  const asked = colorScheme === "dark" ? axe.withRules(["color-contrast"]) : axe.withTags(tags);
  const { violations } = await asked.analyze();
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
