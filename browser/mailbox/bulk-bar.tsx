import type { Mail } from "../data/mail.ts";
import { isSeen } from "../data/shapes.ts";
import { deedsIn, moveRows } from "./deeds.ts";
import { Icon } from "./icons.tsx";
import { MoveMenu } from "./move-menu.tsx";
import { Deed } from "./talk-deeds.tsx";
import { words } from "./words.ts";
import type { Folder } from "../data/shapes.ts";

/** What can be done with several conversations at once, above the list, while some are chosen. */
export function BulkBar({ mail }: { mail: Mail }) {
  const rows = [...mail.chosen.rows.value.values()];
  const { archive, bin, targets } = deedsIn(mail, mail.folder.value);
  if (rows.length === 0) return null;
  const unseen = rows.flatMap((row) => row.members).filter((member) => !isSeen(member));
  const move = (target: Folder) => void moveChosen(mail, target);
  return (
    <div class="bulk" role="toolbar" aria-label={words.deedsOnChosen}>
      <b role="status">{words.chosen(rows.length)}</b>
      {archive && <Deed icon="archive" name={words.archive} onClick={() => move(archive)} />}
      <MoveMenu targets={targets} onChosen={move} />
      {bin && <Deed icon="trash" name={words.toBin} onClick={() => move(bin)} />}
      {unseen.length > 0 && (
        <Deed
          icon="check"
          name={words.markRead}
          onClick={() => {
            const ids = unseen.map((member) => member.id);
            mail.setSeen(ids, true);
            mail.chosen.clear();
          }}
        />
      )}
      <button
        class="btn btn-icon btn-s"
        type="button"
        aria-label={words.chooseNone}
        title={words.chooseNone}
        onClick={mail.chosen.clear}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}

/** Takes the chosen conversations elsewhere; they stay chosen when nothing could be moved. */
export async function moveChosen(mail: Mail, target: Folder): Promise<void> {
  const rows = [...mail.chosen.rows.peek().values()];
  if (await moveRows(mail, rows, target)) mail.chosen.clear();
}
