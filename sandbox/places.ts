/** Where the files stand that run in a process of their own: among the sources, or built into `dist/`. */
const fromSource = import.meta.url.endsWith(".ts");
const at = (source: string, built: string) => new URL(fromSource ? source : built, import.meta.url);

/** The program's command line. */
export const commandFile = at("../server/command.ts", "../server/command.js");
export const prepareFile = at("prepare.ts", "prepare.js");
export const mailFile = at("mail/maildirs.ts", "maildirs.js");

/** Whether this process was started for one of these files. */
export function isStartedAs(file: URL): boolean {
  return new URL(`file://${process.argv[1] ?? ""}`).href === file.href;
}
