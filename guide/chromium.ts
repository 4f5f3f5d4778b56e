import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import type { Browser } from "playwright-core";

/** As Debian, Fedora, Alpine and Google name it. */
const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The first Chromium of the PATH; null when there is none. */
export function findChromium(path: string): string | null {
  for (const folder of path.split(delimiter))
    for (const name of names) {
      const file = join(folder, name);
      if (folder !== "" && isProgram(file)) return file;
    }
  return null;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Starts it without a window. It opens the stage's pages and the guide, and reaches nothing beyond this machine. */
export async function startChromium(executablePath: string): Promise<Browser> {
  const { chromium } = await import("playwright-core");
  return chromium.launch({
    executablePath,
    // Containers and root have no namespaces for its own sandbox; what it shows is ours.
    chromiumSandbox: false,
    args: [
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--no-first-run",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
      // The same letters whatever the machine's screen.
      "--font-render-hinting=none",
    ],
  });
}
