import { render } from "preact";
import type { Open } from "../../contracts/sign-in.ts";
import "../look/security.css";
import { listenForEnd } from "../session/listen-for-end.ts";
import { idleView, type Leaving, type View } from "../session/view.ts";
import { SecurityPage } from "./page.tsx";
import { chooseWords } from "./words.ts";

/** Opens « Ma sécurité » in `root`; `leave` is called when the session is locked or over. */
export function mountMailbox(root: HTMLElement, open: Open, leave: (why: Leaving) => void): View {
  let isClosed = false;
  async function draw(): Promise<void> {
    await chooseWords();
    if (!isClosed) render(<SecurityPage person={open.person} onSignedOut={() => leave("shut")} />, root);
  }
  void draw();
  const stop = listenForEnd(open.person.id, leave);
  return {
    ...idleView,
    close() {
      isClosed = true;
      stop();
      render(null, root);
    },
  };
}
