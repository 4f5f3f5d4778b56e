import { render } from "preact";
import type { Open } from "../../contracts/sign-in.ts";
import { openMail } from "../data/mail.ts";
import type { Leaving, View } from "../session/view.ts";
import "../look/house-marks.css";
import "../look/house.css";
import "../look/house-rail.css";
import "../look/house-list.css";
import "../look/house-talk.css";
import "../look/house-deeds.css";
import { House } from "./house.tsx";
import { chooseWords } from "./words.ts";

/** Opens the mailboxes of a session in `root`. `leave` is called when the page can no longer show them. */
export function mountMailbox(root: HTMLElement, open: Open, leave: (why: Leaving) => void): View {
  const mail = openMail(open, leave);
  let isClosed = false;
  async function draw(): Promise<void> {
    await chooseWords();
    if (!isClosed) render(<House mail={mail} />, root);
  }
  void draw();
  return {
    ...mail.view,
    close() {
      isClosed = true;
      mail.view.close();
      render(null, root);
    },
  };
}
