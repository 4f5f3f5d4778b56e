// npm run caducee -- COMMAND: the command line of the program, under the Node that the project pins.
import { join } from "node:path";
import { build, install, root, run, spawned } from "./bootstrap.mjs";
import { place } from "./place.mjs";

run(async () => {
  const node = await install();
  await build(node);
  // Ctrl-C reaches the command itself, which knows how to close; this script waits for it.
  process.on("SIGINT", () => {});
  const command = [join(root, "dist/server/command.js"), ...process.argv.slice(2)];
  process.exit(await spawned(node, command, { env: place().environment }));
});
