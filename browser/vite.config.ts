import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

/** Builds the pages into dist/browser/: the door first and alone, the mailbox in a part that loads later. */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "/",
  build: {
    outDir: fileURLToPath(new URL("../dist/browser", import.meta.url)),
    emptyOutDir: true,
    target: ["chrome109", "firefox115"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssCodeSplit: true,
    rolldownOptions: {
      output: {
        // What the door is made of is in one file, whoever else uses some of it.
        codeSplitting: {
          groups: [
            { name: "door", tags: ["$initial"] },
            // What the mailbox shares with what is opened later comes in one file: each is a request of the first list.
            { name: "shared", test: /\/browser\/(data|mailbox|controls|session)\//, minShareCount: 2 },
          ],
        },
      },
    },
  },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
});
