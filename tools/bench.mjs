// npm run bench -- NAME: runs benches/NAME.ts; without a name, says which there are.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { build, install, root, run, spawned, Stop } from "./bootstrap.mjs";

run(async () => {
  const [name, ...args] = process.argv.slice(2);
  const folder = join(root, "benches");
  const file = join(folder, `${name}.ts`);
  if (!name || !existsSync(file)) {
    const files = existsSync(folder)
      ? readdirSync(folder).filter((entry) => /^[a-z-]+\.ts$/.test(entry))
      : [];
    throw new Stop(
      `npm run bench -- NOM, où NOM est l’un de\u00a0: ${files.map((entry) => entry.slice(0, -3)).join(", ")}`,
    );
  }
  const node = await install();
  await build(node);
  process.exit(await spawned(node, [file, ...args]));
});
