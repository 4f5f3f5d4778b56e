// For `node --import`, in tests: modules that are loaded by hundreds of threads and processes come from one built file
// each, as in the program itself, instead of some hundred sources. `npm test` builds them; without them, or without this,
// the sources serve.
import { existsSync } from "node:fs";
import { registerHooks } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isMainThread } from "node:worker_threads";

const root = fileURLToPath(new URL("..", import.meta.url));
const built = join(root, "dist/quick");

/** Name of the built file, and what it is built from. */
export const places = {
  kysely: "kysely",
  "sqlite-thread": "server/foundations/database/sqlite-thread.ts",
  rooms: "server/rooms.ts",
  "sign-in-rooms": "server/sign-in/test-rooms.ts",
  "word-rooms": "server/foundations/database/test-words.ts",
};

// A thread of a store loads nothing else; a test's own thread has the sources in hand already, and compares classes.
const replaced = new Map(
  Object.entries(places)
    .filter(([name]) => name === "kysely" || !isMainThread)
    .filter(([name]) => existsSync(join(built, `${name}.js`)))
    .map(([name, from]) => [
      from === name ? name : pathToFileURL(join(root, from)).href,
      pathToFileURL(join(built, `${name}.js`)).href,
    ]),
);

registerHooks({
  resolve(specifier, context, next) {
    const instead = replaced.get(specifier);
    return instead ? { url: instead, format: "module", shortCircuit: true } : next(specifier, context);
  },
});
