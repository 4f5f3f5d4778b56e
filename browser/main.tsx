import { isRefusal, type RefusalCode, refusalParameter, refusals } from "../contracts/refusals.ts";
import type { Notice } from "../contracts/notices.ts";
import type { Open } from "../contracts/sign-in.ts";
import { render } from "preact";
import { addresses } from "./addresses.ts";
import "./look/reset.css";
import "./look/tokens.css";
import "./look/base.css";
import "./look/components.css";
import "./look/fields.css";
import "./look/door.css";
import { ask, isUnreachable } from "./sign-in/ask.ts";
import { operator } from "./operator.ts";
import { Door } from "./sign-in/door.tsx";
import type { Leaving, View } from "./session/view.ts";
import type { Watch } from "./session/watch.ts";
import { chosenLanguage, speak, words } from "./words/words.ts";

const root = document.getElementById("app") ?? document.body;
/** What the address bar asks for, once signed in. */
function loadMailbox() {
  const path = location.pathname;
  if (path === addresses.security) return import("./security/open.tsx");
  // « /acces », and each of its pages.
  if (`${path}/`.startsWith(`${addresses.accesses}/`)) return import("./administration/open.tsx");
  return import("./mailbox/mount.tsx");
}

async function start(): Promise<void> {
  // Whatever the network loses on the way, a page is drawn.
  if (chosenLanguage() !== "fr") await speak(chosenLanguage()).catch(() => undefined);
  if (location.pathname === addresses.forgotten) return showForgotten();
  if (location.pathname === addresses.sharedPost) return showSharedPost();
  if (location.pathname === addresses.firstAccess) return showFirstAccess();
  const notice = (Object.keys(addresses.notices) as Notice[]).find(
    (one) => addresses.notices[one] === location.pathname,
  );
  if (notice) return showNotice(notice);
  const isSecurity = location.pathname === addresses.security;
  const { open } = document.documentElement.dataset;
  // Inside a session, « Ma sécurité » says itself what became of its question.
  const refused = isSecurity && open !== "no" ? null : takeRefusal();
  if (open === "locked") return showLocked();
  if (open !== "yes") {
    if (refused !== "signed-out") return showDoor(null, refused);
    return showDoor(isSecurity ? words.door.ended : words.door.signedOut);
  }
  const loading = loadMailbox().catch(() => null);
  const answer = await ask<Open>("session", {});
  if (isRefusal(answer)) return showDoor(null);
  const mailbox = await loading;
  if (isUnreachable(answer) || !mailbox) return showDoor(words.offline);
  showMailbox(answer, mailbox);
}

async function showForgotten(): Promise<void> {
  const page = await import("./sign-in/forgotten/forgotten.tsx").catch(() => null);
  if (!page) return showDoor(words.offline);
  await page.mountForgotten(root, operator);
}

async function showSharedPost(): Promise<void> {
  const page = await import("./sign-in/post/shared-post.tsx").catch(() => null);
  if (!page) return showDoor(words.offline);
  await page.mountSharedPost(root, operator);
}

async function showNotice(notice: Notice): Promise<void> {
  const page = await import("./notices/open.tsx").catch(() => null);
  if (!page) return showDoor(words.offline);
  await page.mountNotice(root, operator, notice);
}

async function showFirstAccess(): Promise<void> {
  const page = await import("./sign-in/first-access/open.tsx").catch(() => null);
  if (!page) return showDoor(words.offline);
  await page.mountFirstAccess(root, operator);
}

/** What the server had to say when it sent the browser here; a reload says it no more. */
function takeRefusal(): RefusalCode | null {
  const code = new URLSearchParams(location.search).get(refusalParameter);
  if (code === null) return null;
  history.replaceState(null, "", location.pathname);
  // Its keys are the codes.
  return Object.hasOwn(refusals, code) ? (code as RefusalCode) : null;
}

function showDoor(notice: string | null, refused: RefusalCode | null = null): void {
  render(
    <Door
      operator={operator}
      notice={notice}
      refused={refused}
      // Should it be lost now, opening the mailbox tries again and says so.
      onWaiting={() => void loadMailbox().catch(() => undefined)}
      onOpen={async (open) => {
        // Whoever administers the operator has no mailbox to stand before.
        if (open.person.manages === "operator") history.replaceState(null, "", addresses.accesses);
        showMailbox(open, await loadMailbox());
      }}
    />,
    root,
  );
}

function showMailbox(open: Open, { mountMailbox }: Awaited<ReturnType<typeof loadMailbox>>): void {
  render(null, root);
  const view: View = mountMailbox(root, open, leave);
  /** What counts down, locks and opens again; it comes behind the page that it watches over. */
  let watch: Promise<Watch | null> | null = null;
  let isLeft = false;
  const timer = setTimeout(() => void watching(), 4_000);
  // Kept aside by the browser and shown again, it may be another person's by now: it is asked for anew.
  addEventListener("pageshow", (event) => event.persisted && location.reload());

  function watching(): Promise<Watch | null> {
    watch ??= import("./session/watch.ts").then(
      ({ watchSession }) => (isLeft ? null : watchSession({ root, open, operator, view, onLeft: leave })),
      () => (watch = null),
    );
    return watch;
  }

  async function leave(why: Leaving): Promise<void> {
    if (isLeft) return;
    if (why === "lock") return void (await (await watching())?.lock());
    const watched = why === "shut" || watch ? await watching() : null;
    // Without the code of the lock, nothing of the page may stay either.
    if (why === "shut" && watched) return watched.check();
    if (isLeft) return;
    isLeft = true;
    clearTimeout(timer);
    if (why === "signed-out") watched?.tellLeft();
    watched?.close();
    view.close();
    history.replaceState(null, "", addresses.door);
    showDoor(why === "signed-out" ? words.door.signedOut : words.door.ended);
  }
}

/** The session is locked, and this page was loaded since: one factor, then the mailbox. */
async function showLocked(): Promise<void> {
  const part = await import("./session/shut.tsx").catch(() => null);
  if (!part) return showDoor(words.offline);
  await part.chooseShutWords().catch(() => undefined);
  const takeDown = part.mountLock({
    locked: null,
    operator,
    isApart: false,
    async onOpen(open) {
      const mailbox = await loadMailbox().catch(() => null);
      takeDown();
      if (mailbox) showMailbox(open, mailbox);
      else showDoor(words.offline);
    },
    onOver: () => leaveLock(words.door.ended),
    onLeft: () => leaveLock(words.door.signedOut),
  });
  function leaveLock(notice: string): void {
    takeDown();
    showDoor(notice);
  }
}

void start();
