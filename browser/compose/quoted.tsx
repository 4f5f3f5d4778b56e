import { useState } from "preact/hooks";
import { Icon } from "../mailbox/icons.tsx";
import type { WrittenMessage } from "./message.ts";
import { words } from "./words.ts";

/** What the message answers or passes on, folded; it leaves with the message unless it is taken out. */
export function Quoted({ message }: { message: WrittenMessage }) {
  const [isShown, setShown] = useState(false);
  const quoted = message.quoted.value;
  if (quoted === "") return null;
  return (
    <div class="compose-quoted">
      <button class="quote-more" type="button" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
        <Icon name="more" small />
        {isShown ? words.hideQuoted : words.showQuoted}
      </button>
      {isShown && (
        <>
          <blockquote class="msg-text msg-quoted">{quoted}</blockquote>
          <button
            class="btn btn-s"
            type="button"
            onClick={() => {
              message.quoted.value = "";
              message.touch();
            }}
          >
            {words.dropQuoted}
          </button>
        </>
      )}
    </div>
  );
}
