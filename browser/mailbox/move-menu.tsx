import { useRef } from "preact/hooks";
import type { Folder } from "../data/shapes.ts";
import { folderIcon, folderName } from "./folder-name.ts";
import { Icon } from "./icons.tsx";
import { words } from "./words.ts";

interface MoveProps {
  targets: readonly Folder[];
  onChosen: (target: Folder) => void;
  isQuiet?: boolean;
}

/** « Déplacer », and the folders where one can go. */
export function MoveMenu({ targets, onChosen }: MoveProps) {
  const sheet = useRef<HTMLDialogElement>(null);
  if (targets.length === 0) return null;
  return (
    <>
      <button
        class="btn btn-quiet btn-s move-open"
        type="button"
        aria-haspopup="dialog"
        title={words.moveTo}
        onClick={() => sheet.current?.showModal()}
      >
        <Icon name="move" />
        <span class="talk-word">{words.moveTo}</span>
      </button>
      <dialog
        class="dialog move-sheet"
        ref={sheet}
        aria-labelledby="move-title"
        onClick={(event) => event.target === sheet.current && sheet.current?.close()}
      >
        <h2 id="move-title">{words.chooseTarget}</h2>
        <ul class="move-list">
          {targets.map((folder) => (
            <li key={folder.id}>
              <button
                class="folder"
                type="button"
                onClick={() => {
                  sheet.current?.close();
                  onChosen(folder);
                }}
              >
                <Icon name={folderIcon(folder)} />
                <span class="clip">{folderName(folder)}</span>
              </button>
            </li>
          ))}
        </ul>
        <div class="dialog-acts">
          <button class="btn" type="button" onClick={() => sheet.current?.close()}>
            {words.close}
          </button>
        </div>
      </dialog>
    </>
  );
}
