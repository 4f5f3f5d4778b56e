import { isRefusal, type RefusalCode, refusalParameter, refusals } from "../contracts/refusals.ts";
import type { Open, Operator } from "../contracts/sign-in.ts";
import { render } from "preact";
import { addresses } from "./addresses.ts";
import "./look/reset.css";
import "./look/tokens.css";
import "./look/base.css";
import "./look/components.css";
import "./look/door.css";
import { ask, isUnreachable } from "./sign-in/ask.ts";
import { Door } from "./sign-in/door.tsx";
import { chosenLanguage, speak, words } from "./words/words.ts";

/** Why the mailbox was left. */
type Leaving = "signed-out" | "ended" | "idle";

const root = document.getElementById("app") ?? document.body;
// The server writes this into the page, in the shape of its contract.
const operator = JSON.parse(document.getElementById("operator")?.textContent ?? "{}") as Operator;
// The page was written when the program started; the day may have come since.
if (operator.emailUntil !== null && Date.now() >= operator.emailUntil)
  operator.methods = operator.methods.filter((method) => method !== "email");
/** What the address bar asks for, once signed in. */
const loadMailbox = () =>
  location.pathname === addresses.security ? import("./security/open.tsx") : import("./mailbox/mount.tsx");

async function start(): Promise<void> {
  // Whatever the network loses on the way, a page is drawn.
  if (chosenLanguage() !== "fr") await speak(chosenLanguage()).catch(() => undefined);
  if (location.pathname === addresses.forgotten) return showForgotten();
  if (location.pathname === addresses.sharedPost) return showSharedPost();
  const refused = takeRefusal();
  if (document.documentElement.dataset["open"] !== "yes")
    return refused === "signed-out" ? showDoor(words.door.signedOut) : showDoor(null, refused);
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

/** What the server had to say when it sent the browser here; a reload says it no more. */
function takeRefusal(): RefusalCode | null {
  const code = new URLSearchParams(location.search).get(refusalParameter);
  if (code === null) return null;
  history.replaceState(null, "", addresses.door);
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
      onOpen={async (open) => showMailbox(open, await loadMailbox())}
    />,
    root,
  );
}

function showMailbox(open: Open, { mountMailbox }: Awaited<ReturnType<typeof loadMailbox>>): void {
  render(null, root);
  const unmount = mountMailbox(root, open, (why: Leaving) => {
    unmount();
    history.replaceState(null, "", addresses.door);
    const notices: Record<Leaving, string> = {
      "signed-out": words.door.signedOut,
      ended: words.door.ended,
      idle: words.door.idle(Math.round(open.idleMs / 60_000)),
    };
    showDoor(notices[why]);
  });
}

void start();
