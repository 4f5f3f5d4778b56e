import assert from "node:assert/strict";
import { copyFile, mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Locator, Page } from "playwright-core";
import { putOn } from "./walk.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const wide = { width: 1280, height: 720 };

/** What an empty date says in a French browser: the one of the tests speaks English there. */
const empty = `input[type="date"] { display: flex; align-items: center }
input[type="date"]::before { content: "jj/mm/aaaa"; flex: 1 }
input[type="date"]::-webkit-datetime-edit { display: none }`;

/** In the page, whose policy refuses a style element, and not this. */
function speakFrench(rules: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = [sheet];
}

/** The pictures of one guide, drawn by the journey that does as it says. */
export interface GuidePictures {
  /** Draws what a page shows in the light, or a dialog of it alone, from its top. */
  draw(what: Page | Locator, name: string, size?: { width: number; height: number }): Promise<void>;
  /** Fails unless the guide shows each picture that was drawn, and each of its folder was. */
  check(): Promise<void>;
}

/**
 * Pictures are drawn into tests/.out/; with CADUCEE_PICTURES=keep they become those of docs/images/`folder`, which
 * docs/`guide` shows.
 */
export function openPictures(guide: string, folder: string): GuidePictures {
  const drawn = join(root, "tests/.out", folder);
  const kept = join(root, "docs/images", folder);
  const names: string[] = [];
  return {
    async draw(what, name, size = wide) {
      const file = `${name}.png`;
      const page = "page" in what ? what.page() : what;
      await mkdir(drawn, { recursive: true });
      await page.mouse.move(0, 0);
      await putOn(page, { ...size, colorScheme: "light" });
      await page.evaluate(speakFrench, empty);
      if ("page" in what) await what.evaluate((dialog) => dialog.scrollTo(0, 0));
      await what.screenshot({ path: join(drawn, file) });
      names.push(file);
      if (process.env["CADUCEE_PICTURES"] !== "keep") return;
      await mkdir(kept, { recursive: true });
      await copyFile(join(drawn, file), join(kept, file));
    },

    async check() {
      const text = await readFile(join(root, "docs", guide), "utf8");
      const links = text.matchAll(/!\[[^\]]+\]\(images\/([^)]+)\)/g);
      const shown = [...links].map(([, name]) => name ?? "");
      assert.deepEqual(shown.toSorted(), names.map((name) => `${folder}/${name}`).toSorted());
      assert.deepEqual((await readdir(kept)).toSorted(), names.toSorted());
    },
  };
}
