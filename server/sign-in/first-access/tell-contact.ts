import type { Contact, Person } from "../../directory/door.ts";
import type { Chance } from "../../foundations/chance.ts";
import { newId } from "../../foundations/ids.ts";
import type { Log } from "../../foundations/log.ts";
import type { News, NotificationsDoor } from "../../notifications/door.ts";

interface TellParts {
  notifications: Pick<NotificationsDoor, "sendNotice" | "sendNoticeBySms">;
  chance: Chance;
  log: Log;
}

/**
 * Tells a contact that is a person's no more, and that the queue of notices would not find: whoever reads there learns
 * that it was replaced. Tried while the process runs; never rejects.
 */
export function createTellContact({ notifications, chance, log }: TellParts) {
  return async (person: Person, kind: "email" | "mobile", contact: Contact, news: News): Promise<void> => {
    if (contact.verifiedAt === null) return;
    try {
      const to = contact.address;
      if (kind === "mobile") await notifications.sendNoticeBySms({ to, ...news });
      else
        await notifications.sendNotice({ to, account: person.login, reference: newId(chance, "n"), ...news });
    } catch (error) {
      log.defect("sign-in.contact-notice", error, { person: person.id });
    }
  };
}
