import { render } from "preact";
import type { Open } from "../../contracts/sign-in.ts";
import "../look/security.css";
import { SecurityPage } from "./page.tsx";
import { chooseWords } from "./words.ts";

/** Opens « Ma sécurité » in `root`; `leave` is called when the session is over. The answer takes everything down. */
export function mountMailbox(root: HTMLElement, open: Open, leave: (why: "ended") => void): () => void {
  let isClosed = false;
  async function draw(): Promise<void> {
    await chooseWords();
    if (!isClosed) render(<SecurityPage person={open.person} onSignedOut={() => leave("ended")} />, root);
  }
  void draw();
  return () => {
    isClosed = true;
    render(null, root);
  };
}
