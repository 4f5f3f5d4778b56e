import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { environmentName, type SettingName, settings } from "./settings.ts";

test("the operators' page names every setting, its variable and its value when nothing is said, and no other", async () => {
  const page = await readFile(new URL("../../docs/operate/configuration.md", import.meta.url), "utf8");
  const rows = [...page.matchAll(/^\| `([a-z_.]+)` \| `([A-Z_]+)` \| (.+?) \| .+ \|$/gm)];
  const shown = (fallback: unknown) => {
    if (fallback === undefined) return "à indiquer";
    return fallback === "" || typeof fallback === "object" ? "vide" : `\`${String(fallback)}\``;
  };
  assert.deepEqual(
    rows.map(([, name, variable, value]) => [name, variable, value]),
    Object.entries(settings).map(([name, { fallback }]) => [
      name,
      // Object.entries forgets the keys' type; these are the table's own.
      environmentName(name as SettingName),
      shown(fallback),
    ]),
  );
});
