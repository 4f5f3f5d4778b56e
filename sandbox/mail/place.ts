import { mailboxKeys, type MailboxKey } from "../people.ts";
import { correspondents } from "./correspondents.ts";
import { isReceived, type Placed } from "./compose.ts";
import { fillDates, findDay, findInstant, leaveWeekend } from "./dates.ts";
import type { FolderKey, Scene, SceneMessage } from "./scene.ts";
import { foyer } from "./scenes-foyer.ts";
import { imeFamilies } from "./scenes-ime-families.ts";
import { imeHealthEarlier } from "./scenes-ime-health-earlier.ts";
import { imeHealth } from "./scenes-ime-health.ts";
import { imeRightsEarlier } from "./scenes-ime-rights-earlier.ts";
import { imeRights } from "./scenes-ime-rights.ts";
import { imeTeamEarlier } from "./scenes-ime-team-earlier.ts";
import { imeTeam } from "./scenes-ime-team.ts";
import { sessad } from "./scenes-sessad.ts";

/** A message with its folder and its flags, as the mailbox keeps it. */
export interface Kept extends Placed {
  folder: FolderKey;
  seen: boolean;
  answered: boolean;
  flagged: boolean;
}

const day = 86_400_000;
const minute = 60_000;

const scenes: Record<MailboxKey, Scene[]> = {
  ime: [
    ...imeHealth,
    ...imeHealthEarlier,
    ...imeRights,
    ...imeRightsEarlier,
    ...imeFamilies,
    ...imeTeam,
    ...imeTeamEarlier,
  ],
  foyer,
  sessad,
};

/** All the messages of the sandbox, placed in the 90 days before `now` (ms), in the order of their scenes. */
export function placeMessages(now: number): Kept[] {
  return mailboxKeys().flatMap((mailbox) =>
    scenes[mailbox].flatMap((scene) => placeScene(mailbox, scene, now)),
  );
}

/** Places a scene as near as it can to its day: none of its messages is to come, and services rest on weekends. */
function placeScene(mailbox: MailboxKey, scene: Scene, now: number): Kept[] {
  for (let back = 0; ; back += 1) {
    const placed = placeFrom(findDay(now) - (scene.day + back) * day, mailbox, scene);
    if (placed.at(-1)!.at <= now - 5 * minute)
      return placed.map((one, index) => keep(one, scene, placed[index + 1]));
  }
}

function placeFrom(wanted: number, mailbox: MailboxKey, scene: Scene): Placed[] {
  const start = wanted + (isFamily(scene.messages[0]!) ? 0 : leaveWeekend(wanted, "back") * day);
  const subject = fillDates(scene.subject, start);
  const placed: Placed[] = [];
  for (const message of scene.messages) {
    const written = start + message.after * day;
    const rest = isFamily(message) ? 0 : leaveWeekend(written, "forward");
    const at = findInstant(start, message.after + rest, message.hour);
    const last = placed.at(-1);
    placed.push({
      mailbox,
      message,
      subject: last && subject !== "" ? `Re: ${subject}` : subject,
      start,
      // A weekend left behind must not put an answer before its question.
      at: last ? Math.max(at, last.at + 7 * minute) : at,
      previous: [...placed],
    });
  }
  return placed;
}

function isFamily({ author }: SceneMessage): boolean {
  return "correspondent" in author && correspondents[author.correspondent].address.includes("@patient.");
}

function keep(placed: Placed, scene: Scene, next: Placed | undefined): Kept {
  const { traits } = placed.message;
  const received = isReceived(placed);
  return {
    ...placed,
    folder: received ? (scene.folder ?? "inbox") : "sent",
    seen: !traits.unread,
    answered: received && next !== undefined && !isReceived(next),
    flagged: traits.flagged === true,
  };
}
