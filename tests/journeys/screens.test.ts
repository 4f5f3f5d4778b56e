import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { openScene } from "./browser.ts";
import { type Dress, dresses, putOn, walk } from "./walk.ts";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];

const pictures = fileURLToPath(new URL("../.out/", import.meta.url));

test("no screen breaks WCAG 2.1 A or AA, nor best practice, and none scrolls sideways at 320 px", async (t) => {
  const scene = await openScene();
  t.after(() => scene.close());
  const { page } = await scene.visit();
  await mkdir(pictures, { recursive: true });
  const found: string[] = [];
  await walk(scene, page, async (screen) => {
    for (const dress of dresses) {
      await putOn(page, dress);
      found.push(...(await violations(page, dress)).map((one) => `${screen} ${dress.name}: ${one}`));
      // For people to look at.
      await page.screenshot({ path: `${pictures}${screen}-${dress.name}.png` });
    }
    await putOn(page, { width: 320, height: 640, colorScheme: "light" });
    found.push(...(await sideways(page)).map((one) => `${screen} at 320 px scrolls sideways: ${one}`));
  });
  assert.deepEqual(found, []);
});

/**
 * In the dark only colours differ. The frame of an HTML message is left out: what is in it is its sender's, and no
 * script may look at it.
 */
async function violations(page: Page, { colorScheme }: Dress): Promise<string[]> {
  const axe = new AxeBuilder({ page }).exclude(".msg-frame");
  const asked = colorScheme === "dark" ? axe.withRules(["color-contrast"]) : axe.withTags(tags);
  const results = await asked.analyze();
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(" ")}: ${failureSummary ?? ""}`),
  );
}

/** What is wider than its place and can be, or has to be, pushed aside. */
function sideways(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("html, body, body *")]
      .filter((one) => one.scrollWidth > one.clientWidth && one.clientWidth > 0)
      .filter(
        (one) => one === document.documentElement || /auto|scroll/.test(getComputedStyle(one).overflowX),
      )
      .map((one) => `${one.tagName} ${one.className} ${one.scrollWidth} > ${one.clientWidth}`),
  );
}
