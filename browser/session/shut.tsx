import { render } from "preact";
import type { Open, Operator } from "../../contracts/sign-in.ts";
import "../look/shut.css";
import { Band, type BandParts } from "./band.tsx";
import { Lock, type LockParts } from "./lock.tsx";
import { SignInAgain } from "./sign-in-again.tsx";

export { chooseShutWords } from "./words.ts";

/** What stands over a page, each in a place of its own; the answer takes it down. */
export function mountBand(parts: BandParts): () => void {
  return mount("band-place", <Band {...parts} />);
}

export function mountLock(parts: LockParts): () => void {
  return mount("shut-place", <Lock {...parts} />);
}

export function mountSignIn(parts: {
  login: string;
  operator: Operator;
  onOpen(open: Open): void;
}): () => void {
  return mount("shut-place", <SignInAgain {...parts} />);
}

function mount(name: string, what: preact.JSX.Element): () => void {
  const place = document.createElement("div");
  place.className = name;
  document.body.append(place);
  render(what, place);
  return () => {
    render(null, place);
    place.remove();
  };
}
