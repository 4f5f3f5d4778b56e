import type { Locked, Stayed } from "../../contracts/lock.ts";
import { isRefusal } from "../../contracts/refusals.ts";
import type { Open, Operator } from "../../contracts/sign-in.ts";
import { addresses } from "../addresses.ts";
import { ask, isUnreachable } from "../sign-in/ask.ts";
import { watchActivity } from "./activity.ts";
import { createStand } from "./stand.ts";
import { openTabs, type Told } from "./tabs.ts";
import type { View } from "./view.ts";

/** The session of a page, watched until the page is left. */
export interface Watch {
  /** Stores what is being written, and locks the session. */
  lock(): Promise<void>;
  /** The server refuses: finds out why, and covers the page. */
  check(): Promise<void>;
  /** The person has signed out: the other tabs leave too. */
  tellLeft(): void;
  close(): void;
}

export interface WatchParts {
  root: HTMLElement;
  open: Open;
  operator: Operator;
  view: View;
  onLeft(why: "signed-out" | "replaced"): void;
}

/** Milliseconds: how often the clock is looked at, and how often the server is told of deeds or asked how long is left. */
const tickMs = 1_000;
const tellEveryMs = 60_000;
/** How long before the lock the countdown shows, and before that its code is fetched. */
const warnMs = 2 * 60_000;
const loadMs = 5 * 60_000;
/** How long a text may take to be stored before a lock that is asked for. */
const keepMs = 3_000;

/** Watches over the session of a page: counts down, covers the page when it is locked or over, has it opened again. */
export function watchSession({ root, open, operator, view, onLeft }: WatchParts): Watch {
  const personId = open.person.id;
  let idleAt = Date.now() + open.idleMs;
  let endsAt = open.endsAt;
  let activeAt = Date.now();
  /** When the server was last told of a deed, and last said how long is left. */
  let renewedAt = Date.now();
  let askedAt = 0;
  let isLost = false;
  let isAsking = false;

  const stand = createStand({ root, open, operator, view, onOpen: reopen, onLeft: left });
  const tabs = openTabs(hear);
  const stopActivity = watchActivity(() => {
    activeAt = Date.now();
    const isWarned = shutAt() - activeAt <= warnMs;
    if (!stand.isCovered && (isWarned || activeAt >= renewedAt + tellEveryMs)) void renew();
  });
  const timer = setInterval(tick, tickMs);
  document.addEventListener("visibilitychange", tick);
  tell("open");

  function tell(kind: "open" | "renewed" | "asked"): void {
    tabs.tell({ kind, personId, idleAt, endsAt });
  }

  function hear(told: Told): void {
    if (told.personId !== personId) return told.kind === "open" ? onLeft("replaced") : undefined;
    if (told.kind === "left") return onLeft("signed-out");
    if (told.kind === "shut") return stand.isCovered ? undefined : void check();
    ({ idleAt, endsAt } = told);
    askedAt = Date.now();
    if (told.kind !== "asked") renewedAt = askedAt;
    if (shutAt() - Date.now() > warnMs) stand.hideBand();
    if (stand.isCovered && told.kind === "open") void resume();
  }

  /** When the page must be covered, as far as this tab knows. */
  function shutAt(): number {
    // Nobody can tell a server that is out of reach what was done: whoever is at work sees her page.
    return Math.min(isLost ? Math.max(idleAt, activeAt + open.idleMs) : idleAt, endsAt);
  }

  function tick(): void {
    if (stand.isCovered) return;
    const now = Date.now();
    const leftMs = shutAt() - now;
    if (leftMs <= loadMs) stand.load();
    if (leftMs <= 0) return void check();
    const isDue = now >= askedAt + tellEveryMs;
    if (isDue && (leftMs <= warnMs || isPending(now))) return void renew();
    if (leftMs > warnMs) return stand.hideBand();
    // Nothing can be stored once the session is over.
    if (endsAt <= idleAt) void view.keep();
    stand.showBand({ left: () => shutAt() - Date.now(), isEnd: endsAt <= idleAt, onStay: stay });
  }

  /** Whether something was done that the server was not told of; not what was done before the computer slept. */
  function isPending(now: number): boolean {
    return activeAt > renewedAt && now < activeAt + 2 * tellEveryMs;
  }

  function stay(): void {
    activeAt = Date.now();
    void renew();
  }

  /** Tells the server of what was done, and hears how long is left. */
  async function renew(): Promise<void> {
    if (isAsking) return;
    isAsking = true;
    askedAt = Date.now();
    const active = isPending(askedAt);
    const answer = await ask<Stayed>("stay", { active });
    isAsking = false;
    isLost = isUnreachable(answer);
    if (stand.isCovered || isUnreachable(answer)) return;
    if (isRefusal(answer)) return check();
    if (active) renewedAt = askedAt;
    if (take(answer)) tell(active ? "renewed" : "asked");
  }

  /** False when the browser's session is somebody else's by now. */
  function take({ personId: whose, idleInMs, endsInMs }: Stayed): boolean {
    if (whose !== personId) {
      onLeft("replaced");
      return false;
    }
    idleAt = Date.now() + idleInMs;
    endsAt = Date.now() + endsInMs;
    if (shutAt() - Date.now() > warnMs) stand.hideBand();
    return true;
  }

  async function check(): Promise<void> {
    // What is past its time is covered before anything is asked.
    if (shutAt() <= Date.now()) stand.cover();
    if (isAsking) return;
    isAsking = true;
    const answer = await ask<Stayed>("stay", { active: false });
    isAsking = false;
    if (isUnreachable(answer)) return stand.isCovered ? stand.showLock(null) : undefined;
    if (!isRefusal(answer)) return take(answer) ? stand.uncover() : undefined;
    return answer.refusal.code === "signed-out" ? stand.showSignIn() : stand.showLock(null);
  }

  async function lock(): Promise<void> {
    await Promise.race([view.keep(), new Promise((resolve) => setTimeout(resolve, keepMs))]);
    stand.cover();
    const answer = await ask<Locked>("lock", {});
    tabs.tell({ kind: "shut", personId });
    if (!isUnreachable(answer) && isRefusal(answer)) return stand.showSignIn();
    return stand.showLock(isUnreachable(answer) ? null : answer);
  }

  /** Another tab has opened the session. */
  async function resume(): Promise<void> {
    const answer = await ask<Open>("session", {});
    if (!isUnreachable(answer) && !isRefusal(answer)) reopen(answer);
  }

  function reopen(now: Open): void {
    // Whoever it is, the page that was covered is not hers: hers begins anew, and what was typed here goes nowhere.
    if (now.person.id !== personId) return location.replace(addresses.door);
    const wasCovered = stand.isCovered;
    idleAt = Date.now() + now.idleMs;
    endsAt = now.endsAt;
    activeAt = renewedAt = Date.now();
    if (!wasCovered) return;
    stand.uncover();
    tell("open");
  }

  function left(): void {
    tabs.tell({ kind: "left", personId });
    onLeft("signed-out");
  }

  return {
    lock,
    check,
    tellLeft: () => tabs.tell({ kind: "left", personId }),
    close() {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", tick);
      stopActivity();
      tabs.close();
      stand.close();
    },
  };
}
