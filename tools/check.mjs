// npm run check: form, lint, types, the table of standards, and what the dialect asks beyond them.
import { join } from "node:path";
import { install, root, run, seconds, spawned } from "./bootstrap.mjs";

run(async () => {
  const node = await install();
  const packages = join(root, "node_modules");
  const steps = [
    ["oxfmt", [join(packages, "oxfmt/bin/oxfmt"), "--check", "."]],
    ["oxlint", [join(packages, "oxlint/bin/oxlint"), "--deny-warnings"]],
    ["tsc", [join(packages, "typescript/bin/tsc"), "--noEmit", "-p", "."]],
    ["standards", ["tools/check/standards.ts"]],
    ["dialect", ["tools/check/dialect.ts"]],
  ];
  const failed = [];
  for (const [name, args] of steps) {
    const start = performance.now();
    const code = await spawned(node, args, { cwd: root });
    if (code !== 0) failed.push(name);
    console.log(`${code === 0 ? "✔" : "✖"} ${name}, ${seconds(performance.now() - start)}`);
  }
  if (failed.length > 0) console.error(`À reprendre\u00a0: ${failed.join(", ")}`);
  process.exit(failed.length > 0 ? 1 : 0);
});
