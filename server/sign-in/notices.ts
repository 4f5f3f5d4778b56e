import type { DirectoryDoor, Person } from "../directory/door.ts";
import type { Chance } from "../foundations/chance.ts";
import type { Clock } from "../foundations/clock.ts";
import type { Remote } from "../foundations/database/operation.ts";
import { newId } from "../foundations/ids.ts";
import type { Log } from "../foundations/log.ts";
import type { Sealing } from "../foundations/sealing.ts";
import type { News, NotificationsDoor } from "../notifications/door.ts";
import { findNextTry } from "./rules/notice-tries.ts";
import type { SignInSettings } from "./rules/settings.ts";
import type { SignInChanges, SignInReads } from "./store.ts";
import type { NewNotice } from "./store/notices.ts";
import type { NoticeRow } from "./store/tables.ts";

/**
 * What a person is told of by every channel she has (RIE-PS 08). A notice is kept in the transaction of what it tells
 * of, leaves after the answer, and is tried again for a day.
 */
export interface Notices {
  /** A notice for a change to keep. */
  draft(news: News): NewNotice;
  /** Keeps one where no change of the room does, and sends it. */
  tell(person: Person, news: News): Promise<void>;
  /** Sends what was kept, soon, while whoever asked gets the answer. */
  wake(): void;
  /** Sends what is due, and settles when it was tried. */
  deliver(): Promise<void>;
  close(): void;
}

export interface NoticesParts {
  changes: Remote<SignInChanges>;
  reads: Remote<SignInReads>;
  directory: Pick<DirectoryDoor, "contacts" | "openContacts" | "person">;
  notifications: Pick<NotificationsDoor, "sendNotice" | "sendNoticeBySms">;
  sealing: Sealing;
  clock: Clock;
  chance: Chance;
  log: Log;
  settings: Pick<SignInSettings, "afterAnswerMs">;
}

/** Longer than one try takes. */
const leaseMs = 2 * 60_000;

export function openNotices(parts: NoticesParts): Notices {
  const { changes, reads, directory, notifications, sealing, clock, chance, log, settings } = parts;
  const place = (row: string) => ({ table: "sign_in_notices", column: "news", row });
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let delivering = Promise.resolve();

  function draft(news: News): NewNotice {
    const id = newId(chance, "n");
    return { id, news: sealing.seal(place(id), Buffer.from(JSON.stringify(news))) };
  }

  /** What became of one try; null when the person has no such way. */
  async function send({ id, channel, person_id: personId, contact, news: sealed }: NoticeRow) {
    const [person, contacts] = await Promise.all([
      directory.person(personId),
      contact ? openFormer(personId, contact, channel) : directory.contacts(personId),
    ]);
    const to = channel === "email" ? contacts?.email : contacts?.mobile;
    // RIE-PS 07: verified, or none.
    if (!person || !to || to.verifiedAt === null) return null;
    // Written by `draft` and sealed since.
    const news = JSON.parse(sealing.open(place(id), sealed).toString()) as News;
    return channel === "email"
      ? notifications.sendNotice({ to: to.address, account: person.login, reference: id, ...news })
      : notifications.sendNoticeBySms({ to: to.address, ...news });
  }

  /** It was verified when it was replaced; its channel says which it is. */
  function openFormer(personId: string, sealed: Uint8Array, channel: NoticeRow["channel"]) {
    const contact = { sealed, verifiedAt: clock.now() };
    return directory.openContacts({
      personId,
      email: channel === "email" ? contact : null,
      mobile: channel === "sms" ? contact : null,
    });
  }

  async function tryOne(row: NoticeRow): Promise<void> {
    const sent = await send(row);
    const { id, channel } = row;
    const at = clock.now();
    if (sent === null) return changes.endNotice({ id, channel, isHanded: null, at });
    const nextAt = sent.isFinal ? null : findNextTry(row, at);
    if (sent.state === "handed" || nextAt === null)
      return changes.endNotice({ id, channel, isHanded: sent.state === "handed", at });
    return changes.putOffNotice({ id, channel, nextAt });
  }

  async function round(): Promise<void> {
    for (let isMore = true; isMore;) {
      const at = clock.now();
      if (isClosed || !(await reads.isNoticeDue({ at }))) return;
      const taken = await changes.claimNotices({ at, until: at + leaseMs });
      const tried = await Promise.allSettled(taken.map(tryOne));
      for (const one of tried) if (one.status === "rejected") log.defect("sign-in.notice", one.reason);
      isMore = taken.length > 0;
    }
  }

  /** After the round under way: what that one has taken was tried as well when this settles. */
  function deliver(): Promise<void> {
    const mine = delivering.then(round);
    delivering = mine.catch(() => undefined);
    return mine;
  }

  function wake(): void {
    if (isClosed) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      deliver().catch((error: unknown) => log.defect("sign-in.notices", error));
    }, settings.afterAnswerMs).unref();
  }

  return {
    draft,
    async tell(person, news) {
      await changes.keepNotice({ person, notice: draft(news), at: clock.now() });
      wake();
    },
    wake,
    deliver,
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}
