// What tests load again and again, each in few files: the stores of the rooms, which every thread of a store loads anew,
// and the query builder, of some 250 modules. `quick-imports.mjs` puts them in the place of the sources.
import { places } from "./quick-imports.mjs";

// oxlint-disable-next-line import/no-default-export -- the builder reads it so
export default {
  platform: "node",
  external: [/^better-sqlite3-multiple-ciphers/, /^@node-rs\//],
  input: places,
  output: {
    dir: "dist/quick",
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "[name]-[hash].js",
    cleanDir: true,
  },
};
