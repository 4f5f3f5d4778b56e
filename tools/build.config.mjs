// The program and the sandbox, each in few files: a thread of the store opens ten times faster than from the sources,
// and nothing is kept in memory to strip types. Tests and tools run the sources themselves.
import { copyFileSync, mkdirSync, readdirSync } from "node:fs";

const common = {
  platform: "node",
  // Packages with native parts stay where npm put them; so does what is loaded when something is first printed.
  external: [/^better-sqlite3-multiple-ciphers/, /^@node-rs\//, "pdfkit", "playwright-core"],
};
const output = {
  format: "esm",
  entryFileNames: "[name].js",
  chunkFileNames: "[name]-[hash].js",
  cleanDir: true,
};

const copyPage = {
  name: "copy-page",
  writeBundle() {
    mkdirSync("dist/sandbox/page", { recursive: true });
    for (const file of readdirSync("sandbox/page"))
      if (/\.(js|css)$/.test(file)) copyFileSync(`sandbox/page/${file}`, `dist/sandbox/page/${file}`);
  },
};

// oxlint-disable-next-line import/no-default-export -- the builder reads it so
export default [
  {
    ...common,
    input: {
      main: "server/main.ts",
      command: "server/command.ts",
      rooms: "server/rooms.ts",
      guide: "guide/make.ts",
      "sqlite-thread": "server/foundations/database/sqlite-thread.ts",
    },
    output: { ...output, dir: "dist/server" },
  },
  {
    ...common,
    input: { main: "sandbox/main.ts" },
    // Loaded when somebody first needs it, and not made to be built into one file.
    external: [...common.external, "oidc-provider"],
    plugins: [copyPage],
    output: { ...output, dir: "dist/sandbox" },
  },
];
