import assert from "node:assert/strict";
import { test } from "node:test";
import { openScene } from "./browser.ts";
import { findViolations, lookAt } from "./look.ts";
import { walk } from "./walk.ts";

test("no screen breaks WCAG 2.1 A or AA, nor best practice, and none scrolls sideways at 320 px", async (t) => {
  const scene = await openScene();
  t.after(() => scene.close());
  const { page } = await scene.visit();
  const found: string[] = [];
  await walk(scene, page, async (screen) => void found.push(...(await lookAt(page, screen))));
  assert.deepEqual(found, []);
});

test("what breaks them is found: in the light a picture without words, in the dark grey on black", async (t) => {
  const scene = await openScene();
  t.after(() => scene.close());
  const { page } = await scene.visit();
  await page.evaluate(() => {
    const grey = document.createElement("p");
    grey.style.cssText = "color: #333; background: #000";
    grey.textContent = "À peine lisible";
    document.querySelector("main")?.append(document.createElement("img"), grey);
  });
  assert.match((await findViolations(page)).join("\n"), /image-alt/);
  assert.match((await findViolations(page, { colorScheme: "dark" })).join("\n"), /color-contrast/);
});
