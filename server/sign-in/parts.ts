import type { DirectoryDoor } from "../directory/door.ts";
import type { Chance } from "../foundations/chance.ts";
import type { Clock } from "../foundations/clock.ts";
import type { Store } from "../foundations/database/operation.ts";
import type { Log } from "../foundations/log.ts";
import type { Sealing } from "../foundations/sealing.ts";
import type { NotificationsDoor } from "../notifications/door.ts";
import type { PscSettings } from "./psc/settings.ts";
import type { SignInSettings } from "./rules/settings.ts";

/** What the room is built from. */
export interface SignInParts {
  store: Store;
  directory: Pick<
    DirectoryDoor,
    "openContacts" | "sealContact" | "normaliseLogin" | "contacts" | "person" | "structure"
  >;
  notifications: Pick<NotificationsDoor, "sendCode" | "sendCodeBySms" | "sendNotice" | "sendNoticeBySms">;
  sealing: Sealing;
  clock: Clock;
  chance: Chance;
  log: Log;
  settings: SignInSettings;
  /** Where persons are bound to. */
  pscIssuer: string;
  /** Null where Pro Santé Connect is not offered. */
  psc: PscSettings | null;
}
