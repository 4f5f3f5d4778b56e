import { render } from "preact";
import type { Open } from "../../contracts/sign-in.ts";
import { type Leaving, openMail } from "../data/mail.ts";
import "../look/house-marks.css";
import "../look/house.css";
import "../look/house-rail.css";
import "../look/house-list.css";
import "../look/house-talk.css";
import "../look/house-deeds.css";
import { House } from "./house.tsx";
import { chooseWords } from "./words.ts";

/**
 * Opens the mailboxes of a session in `root`. `leave` is called once, when the session is over: closed by the person
 * here or in another tab, ended, or idle too long. The answer takes everything down.
 */
export function mountMailbox(root: HTMLElement, open: Open, leave: (why: Leaving) => void): () => void {
  const mail = openMail(open, leave);
  let isClosed = false;
  async function draw(): Promise<void> {
    await chooseWords();
    if (!isClosed) render(<House mail={mail} />, root);
  }
  void draw();
  return () => {
    isClosed = true;
    mail.close();
    render(null, root);
  };
}
