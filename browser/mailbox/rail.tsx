import type { OpenMailbox } from "../../contracts/sign-in.ts";
import { addresses } from "../addresses.ts";
import type { Mail } from "../data/mail.ts";
import type { Folder } from "../data/shapes.ts";
import { depthOf, folderIcon, folderName } from "./folder-name.ts";
import { Icon } from "./icons.tsx";
import { Tile } from "./marks.tsx";
import { formatCount, formatSize } from "./sizes.ts";
import { language, words } from "./words.ts";
import { WriteButton } from "./write-button.tsx";

/** The mailboxes as equals, the open one unfolded; at the side of the page, and in the sheet of small screens. */
export function Rail({ mail, onChosen }: { mail: Mail; onChosen?: () => void }) {
  const here = mail.mailbox.value;
  return (
    <>
      <WriteButton mail={mail} onChosen={onChosen} />
      <h2>{words.mailboxes}</h2>
      {mail.open.mailboxes.map((mailbox) =>
        mailbox === here ? (
          <div key={mailbox.accountId} class="box-open">
            <Box mail={mail} mailbox={mailbox} onChosen={onChosen} />
            <FolderLinks mail={mail} mailbox={mailbox} onChosen={onChosen} />
          </div>
        ) : (
          <Box key={mailbox.accountId} mail={mail} mailbox={mailbox} onChosen={onChosen} />
        ),
      )}
      {here && <Quota mailbox={here} />}
    </>
  );
}

interface BoxProps {
  mail: Mail;
  mailbox: OpenMailbox;
  onChosen: (() => void) | undefined;
}

function Box({ mail, mailbox, onChosen }: BoxProps) {
  const inbox = mail.folders.of(mailbox.accountId)?.find((folder) => folder.role === "inbox");
  const unread = inbox?.unreadThreads ?? 0;
  const go = () => {
    mail.go({ accountId: mailbox.accountId, folderId: inbox?.id ?? null, threadId: null });
    onChosen?.();
  };
  return (
    <a
      class="box"
      href={addresses.mailbox(mailbox.accountId)}
      title={mailbox.address}
      onClick={(event) => follow(event, go)}
    >
      <Tile mail={mail} mailbox={mailbox} />
      <span class="box-text">
        <span class="box-name">{mailbox.name}</span>
        <span class="box-sub">{describe(mailbox)}</span>
      </span>
      {unread > 0 && <Unread count={unread} />}
    </a>
  );
}

function FolderLinks({ mail, mailbox, onChosen }: BoxProps) {
  const folders = mail.folders.of(mailbox.accountId) ?? [];
  const here = mail.folder.value;
  return (
    <div class="folders">
      {folders.map((folder) => {
        const go = () => {
          mail.go({ accountId: mailbox.accountId, folderId: folder.id, threadId: null });
          onChosen?.();
        };
        const depth = depthOf(folder, folders);
        return (
          <a
            key={folder.id}
            class="folder"
            href={addresses.folder(mailbox.accountId, folder.id)}
            aria-current={folder.id === here?.id ? "page" : undefined}
            style={depth > 0 ? { marginLeft: `${depth}rem` } : {}}
            onClick={(event) => follow(event, go)}
          >
            <Icon name={folderIcon(folder)} />
            <span class="clip">{folderName(folder)}</span>
            <FolderCount folder={folder} />
          </a>
        );
      })}
    </div>
  );
}

/** What waits in a folder: what is unread, or the drafts. Nothing is said of what was thrown away. */
function FolderCount({ folder }: { folder: Folder }) {
  const { role, totalThreads, unreadThreads } = folder;
  if (role === "drafts" && totalThreads > 0)
    return <Count text={formatCount(totalThreads, language)} name={words.drafts} />;
  if (role === "drafts" || role === "sent" || role === "trash" || unreadThreads === 0) return null;
  return <Unread count={unreadThreads} />;
}

function Unread({ count }: { count: number }) {
  return <Count text={formatCount(count, language)} name={words.unread} isNew />;
}

function Count({
  text,
  name,
  isNew = false,
}: {
  text: string;
  name: (text: string) => string;
  isNew?: boolean;
}) {
  return (
    <span class={isNew ? "count count-new" : "count"}>
      <span class="sr">{name(text)}</span>
      <span aria-hidden="true">{text}</span>
    </span>
  );
}

function Quota({ mailbox: { usedBytes, quotaBytes } }: { mailbox: OpenMailbox }) {
  if (quotaBytes <= 0) return null;
  const percent = Math.min(100, Math.round((usedBytes / quotaBytes) * 100));
  const isNearlyFull = percent >= 90;
  return (
    <div class="rail-foot">
      {isNearlyFull && <strong>{words.quotaNearlyFull(percent)}</strong>}
      <span>{words.quota(formatSize(usedBytes, language), formatSize(quotaBytes, language))}</span>
      <div
        class={isNearlyFull ? "meter meter-late" : "meter"}
        role="img"
        aria-label={words.quotaUsed(percent)}
      >
        <i style={{ width: `${percent}%` }} />
      </div>
    </div>
  );
}

function describe(mailbox: OpenMailbox): string {
  if (mailbox.kind === "PER") return words.personal;
  return mailbox.kind === "APP" ? words.application : words.organisation(mailbox.people);
}

/** A plain click stays in the page; a new tab is the browser's business. */
export function follow(event: MouseEvent, go: () => void): void {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go();
}
