import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { openScene } from "./browser.ts";
import { dresses, putOn, walk } from "./walk.ts";

const folder = fileURLToPath(new URL("../.out/", import.meta.url));

test("every screen is drawn for people to look at, in tests/.out/", async (t) => {
  const scene = await openScene();
  t.after(() => scene.close());
  await mkdir(folder, { recursive: true });
  const { page } = await scene.visit();
  const sizes: number[] = [];
  await walk(scene, page, async (screen) => {
    for (const dress of dresses) {
      await putOn(page, dress);
      const picture = await page.screenshot({ path: `${folder}${screen}-${dress.name}.png` });
      sizes.push(picture.length);
    }
  });
  // A page that draws nothing makes a picture of a few kilobytes.
  assert.ok(Math.min(...sizes) > 8_000);
});
