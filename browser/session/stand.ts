import type { Locked } from "../../contracts/lock.ts";
import type { Open, Operator } from "../../contracts/sign-in.ts";
import { cover } from "./cover.ts";
import type { BandParts } from "./band.tsx";
import type { View } from "./view.ts";

/** What stands over a page: the countdown, the lock, a whole sign-in. */
export interface Stand {
  readonly isCovered: boolean;
  /** Has the code of it ready, for the network may be gone when it is needed. */
  load(): void;
  showBand(parts: BandParts): void;
  hideBand(): void;
  /** Takes the page out of sight, and keeps it from asking anything. */
  cover(): void;
  /** `locked` is null while the server has not said what opens it. */
  showLock(locked: Locked | null): Promise<void>;
  showSignIn(): Promise<void>;
  uncover(): void;
  close(): void;
}

export interface StandParts {
  root: HTMLElement;
  open: Open;
  operator: Operator;
  view: View;
  onOpen(open: Open): void;
  /** Signed out on the lock. */
  onLeft(): void;
}

type Part = typeof import("./shut.tsx");

export function createStand({ root, open, operator, view, onOpen, onLeft }: StandParts): Stand {
  let uncoverRoot: (() => void) | null = null;
  let takeDown: (() => void) | null = null;
  let band: (() => void) | null = null;
  let isBandWanted = false;
  let loading: Promise<Part | null> | null = null;

  function load(): Promise<Part | null> {
    loading ??= import("./shut.tsx").then(
      async (part) => {
        // French is there; English may be lost on the way.
        await part.chooseShutWords().catch(() => undefined);
        return part;
      },
      () => (loading = null),
    );
    return loading;
  }

  function hideBand(): void {
    isBandWanted = false;
    band?.();
    band = null;
  }

  function coverPage(): void {
    hideBand();
    view.shut();
    uncoverRoot ??= cover(root);
  }

  /** Draws one of the two over the covered page, in place of what stood there. */
  async function show(mount: (part: Part) => () => void): Promise<void> {
    coverPage();
    const part = await load();
    if (!uncoverRoot) return;
    takeDown?.();
    takeDown = part ? mount(part) : mountPlain(() => void show(mount));
  }

  const showSignIn = () => show((part) => part.mountSignIn({ login: open.person.login, operator, onOpen }));

  return {
    get isCovered() {
      return uncoverRoot !== null;
    },
    load: () => void load(),
    async showBand(parts) {
      if (isBandWanted) return;
      isBandWanted = true;
      const part = await load();
      if (part && isBandWanted && !band) band = part.mountBand(parts);
    },
    hideBand,
    cover: coverPage,
    showLock: (locked) =>
      show((part) => part.mountLock({ locked, operator, onOpen, onOver: () => void showSignIn(), onLeft })),
    showSignIn,
    uncover() {
      takeDown?.();
      takeDown = null;
      uncoverRoot?.();
      uncoverRoot = null;
      view.reopen();
    },
    close() {
      hideBand();
      takeDown?.();
      uncoverRoot?.();
      takeDown = uncoverRoot = null;
    },
  };
}

/** What stands over the page when even the lock could not be fetched. */
function mountPlain(onAgain: () => void): () => void {
  const place = document.createElement("main");
  const button = document.createElement("button");
  button.className = "btn shut-again";
  button.textContent = document.documentElement.lang === "en" ? "Locked. Try again" : "Verrouillé. Réessayer";
  button.addEventListener("click", onAgain);
  place.append(button);
  document.body.append(place);
  document.title = "Caducée";
  return () => place.remove();
}
