import { useState } from "preact/hooks";
import type { RefObject } from "preact";
import type { Mail } from "../data/mail.ts";
import { deedsIn } from "./deeds.ts";
import { hasLetterKeys, setLetterKeys } from "./keys.ts";
import { words } from "./words.ts";

/** The sheet of the keys: those that do something here, for this person. */
export function HelpSheet({ mail, sheet }: { mail: Mail; sheet: RefObject<HTMLDialogElement | null> }) {
  const [isOn, setOn] = useState(hasLetterKeys);
  return (
    <dialog
      class="dialog help-sheet"
      ref={sheet}
      aria-labelledby="help-title"
      onClick={(event) => event.target === sheet.current && sheet.current?.close()}
    >
      <h2 id="help-title">{words.help}</h2>
      <dl class="keys">
        {keysOf(mail).map(([name, ...keys]) => (
          <div key={name}>
            <dt>
              {keys.map((key) => (
                <kbd key={key} class="kbd">
                  {key}
                </kbd>
              ))}
            </dt>
            <dd>{words.helpKeys[name]}</dd>
          </div>
        ))}
      </dl>
      <label class="keys-switch">
        <input
          type="checkbox"
          checked={isOn}
          onChange={({ currentTarget }) => {
            setLetterKeys(currentTarget.checked);
            setOn(currentTarget.checked);
          }}
        />
        {words.helpLetters}
      </label>
      <p class="hint">{words.helpNote}</p>
      <div class="dialog-acts">
        <button class="btn" type="button" onClick={() => sheet.current?.close()}>
          {words.close}
        </button>
      </div>
    </dialog>
  );
}

type KeyLine = [name: keyof typeof words.helpKeys, ...keys: string[]];

function keysOf(mail: Mail): KeyLine[] {
  const { keyNames: key } = words;
  const accountId = mail.place.value?.accountId ?? "";
  const { archive, bin, targets } = deedsIn(mail, mail.folder.value);
  const canMove = targets.length > 0;
  const canWrite = mail.canWrite(accountId);
  const lines: [boolean, ...KeyLine][] = [
    [true, "moves", key.up, key.down],
    [true, "open", key.enter],
    [canMove, "choose", key.space],
    [canMove, "chooseMore", key.shift, key.up, key.down],
    [true, "back", key.escape],
    [true, "unread", "U"],
    [archive !== null, "archive", "E"],
    [bin !== null, "bin", key.delete],
    [canMove, "move", "V"],
    [canWrite, "reply", "R"],
    [canWrite, "replyAll", "A"],
    [canWrite, "forward", "F"],
    [canWrite, "write", "N"],
    [canWrite, "send", key.control, key.enter],
    [mail.canSearch(), "search", "/"],
    [true, "lock", "L"],
    [true, "help", "?"],
  ];
  return lines.filter(([isOffered]) => isOffered).map(([, ...line]) => line);
}
