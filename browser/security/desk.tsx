import type { ComponentChildren } from "preact";
import type { Open } from "../../contracts/sign-in.ts";
import { addresses } from "../addresses.ts";
import { Icon, Logo } from "../controls/icon.tsx";
import { NoticeLinks } from "../controls/notice-links.tsx";
import { words as shell } from "../words/words.ts";
import { words } from "./words.ts";

/** The frame of a page about oneself: a bar with the way back to the messages, one column below. */
export function Desk({ person, children }: { person: Open["person"]; children: ComponentChildren }) {
  return (
    <div class="desk">
      <a class="skip" href="#main">
        {shell.skip}
      </a>
      <header class="desk-top">
        <a class="brand" href={addresses.door}>
          <Logo />
          <span>{shell.brand}</span>
        </a>
        <a class="btn btn-quiet btn-s" href={addresses.door}>
          <Icon name="left" small />
          {words.back}
        </a>
        <span class="desk-me">{person.name}</span>
      </header>
      <main class="desk-body" id="main">
        <div class="desk-measure">{children}</div>
      </main>
      <footer class="desk-foot">
        <NoticeLinks isApart />
      </footer>
    </div>
  );
}
