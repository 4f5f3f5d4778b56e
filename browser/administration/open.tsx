import { render } from "preact";
import type { Open } from "../../contracts/sign-in.ts";
import "../look/security.css";
import "../look/accesses.css";
import "../look/accesses-matrix.css";
import { listenForEnd } from "../session/listen-for-end.ts";
import { idleView, type Leaving, type View } from "../session/view.ts";
import { Desk } from "./desk.tsx";
import { sectionsOf } from "./sections.ts";
import { chooseWords, words } from "./words.ts";

/** Opens « Accès » in `root`; `leave` is called when the session is locked or over. The answer takes everything down. */
export function mountMailbox(root: HTMLElement, open: Open, leave: (why: Leaving) => void): View {
  let isClosed = false;
  async function draw(): Promise<void> {
    await chooseWords().catch(() => undefined);
    const { person } = open;
    const sections = sectionsOf(person.manages);
    const section = sections.find(({ path }) => path === location.pathname) ?? sections[0] ?? null;
    const Page = await section?.load().catch(() => null);
    if (isClosed) return;
    document.title = words.pageTitle(section ? words.sections[section.name] : words.title);
    const body = Page ? (
      <Page person={person} onSignedOut={() => leave("shut")} />
    ) : (
      <p class="mt-4">{section ? words.notLoaded : words.notYours}</p>
    );
    render(
      <Desk person={person} sections={sections} section={section}>
        {body}
      </Desk>,
      root,
    );
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
