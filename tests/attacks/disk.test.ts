import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { makeTrustSpace } from "../house.ts";

const command = new URL("../../server/command.ts", import.meta.url).pathname;

test("a command that makes the store in a folder that all can enter makes it its owner's alone", async (t) => {
  const space = await makeTrustSpace();
  t.after(() => rm(space.folder, { recursive: true }));
  const data = join(space.folder, "data");
  await mkdir(data, { mode: 0o755 });
  const env = { ...process.env, ...space.environment };
  await promisify(execFile)(process.execPath, [command, "audit", "verify"], { env, cwd: space.folder });
  const made = await readdir(data, { withFileTypes: true });
  assert.ok(made.some(({ name }) => name === "store.db"));
  for (const { name } of made) {
    const { mode } = await stat(join(data, name));
    assert.equal(mode & 0o077, 0, `${name} ${(mode & 0o777).toString(8)}`);
  }
});
