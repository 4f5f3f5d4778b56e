import type { CommandLine } from "../server/commands/door.ts";
import { keepLine } from "../server/commands/door.ts";
import type { HouseParts } from "../server/house.ts";
import { guideSubjectOf } from "../server/offered.ts";
import { digestOf } from "../server/administration/door.ts";
import { findChromium, startChromium } from "./chromium.ts";
import { takePictures } from "./pictures.ts";
import { printGuide } from "./print.ts";
import { openStage } from "./stage.ts";
import { words } from "./words.ts";

/**
 * Makes the operator's quick guide: a stage, pictures of it, and the pages around them. Answers the line that hands it over
 * to be kept; null when it cannot be made, and why was said.
 */
export async function makeGuide(parts: HouseParts, say: (line: string) => void): Promise<CommandLine | null> {
  const program = findChromium(process.env["PATH"] ?? "");
  if (program === null) {
    say(words.noChromium);
    return null;
  }
  const now = parts.clock.now();
  const subject = guideSubjectOf(parts, now);
  const browser = await startChromium(program).catch((error: unknown) => {
    say(words.chromiumFailed(program, error instanceof Error ? (error.message.split("\n")[0] ?? "") : ""));
    return null;
  });
  if (!browser) return null;
  try {
    say(words.taking);
    const stage = await openStage(parts, subject);
    try {
      const pictures = await takePictures(browser, stage, subject);
      const made = await printGuide(browser, { subject, pictures, marks: parts.secrets.marks, at: now });
      return keepLine({ ...made, digest: digestOf(subject) });
    } finally {
      await stage.close();
    }
  } finally {
    await browser.close();
  }
}
