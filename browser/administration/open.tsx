import { render } from "preact";
import type { Open } from "../../contracts/sign-in.ts";
import "../look/security.css";
import "../look/accesses.css";
import { idleView, type Leaving, type View } from "../session/view.ts";
import { AccessesPage } from "./page.tsx";
import { chooseWords } from "./words.ts";

/** Opens « Accès » in `root`; `leave` is called when the session is locked or over. The answer takes everything down. */
export function mountMailbox(root: HTMLElement, open: Open, leave: (why: Leaving) => void): View {
  let isClosed = false;
  async function draw(): Promise<void> {
    await chooseWords().catch(() => undefined);
    if (!isClosed) render(<AccessesPage person={open.person} onSignedOut={() => leave("shut")} />, root);
  }
  void draw();
  return {
    ...idleView,
    close() {
      isClosed = true;
      render(null, root);
    },
  };
}
