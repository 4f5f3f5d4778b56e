import { rename } from "node:fs/promises";
import { now } from "./clock.ts";
import { explainFailure, type SystemFailure } from "./failures.ts";
import { openSandbox } from "./open.ts";
import { prepareSandbox } from "./prepare.ts";
import { readSettings, type Settings } from "./settings.ts";

/**
 * `node sandbox/main.ts` opens the sandbox. Two tasks that it gives to processes apart, for what they load is heavy:
 * `prepare` makes its folder ready, `mail FOLDER` writes 90 days of mail.
 */
async function run(settings: Settings, [task, folder = ""]: string[]): Promise<void> {
  switch (task) {
    case undefined:
      return openSandbox(settings);
    case "prepare":
      return prepareSandbox(settings);
    case "mail":
      return writeMail(folder);
    default:
      throw new Error(`unknown task ${task}`);
  }
}

// Written aside, then renamed: whoever finds the folder finds it whole.
async function writeMail(folder: string): Promise<void> {
  const { writeMaildirs } = await import("./mail/maildirs.ts");
  const draft = `${folder}.${process.pid}.tmp`;
  await writeMaildirs(draft, now());
  await rename(draft, folder);
}

const settings = readSettings(process.env);
if ("wrong" in settings) {
  console.error(settings.wrong);
  process.exit(1);
}
await run(settings, process.argv.slice(2)).catch((error: SystemFailure) => {
  console.error(explainFailure(error));
  process.exit(1);
});
