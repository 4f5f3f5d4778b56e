import { useEffect } from "preact/hooks";
import type { Mail } from "../data/mail.ts";
import { moveChosen } from "./bulk-bar.tsx";
import { deedsIn, moveRows, openRow } from "./deeds.ts";
import { answered } from "./talk-deeds.tsx";

const kept = "caducee.letter-keys";

/** Whether keys of one letter act; the person can switch them off (WCAG 2.1.4). */
export function hasLetterKeys(): boolean {
  return localStorage.getItem(kept) !== "off";
}

export function setLetterKeys(isOn: boolean): void {
  localStorage.setItem(kept, isOn ? "on" : "off");
}

/** Whether a key was meant for what one types in, or for a dialog. */
export function isForAField({ target }: KeyboardEvent): boolean {
  return (
    target instanceof HTMLElement && target.closest("input, textarea, select, dialog, .compose-form") !== null
  );
}

/** The keys of the mailbox, wherever the focus is but in a field. */
export function useKeys(mail: Mail, onHelp: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isForAField(event))
        return;
      if (event.key.length === 1 && !hasLetterKeys()) return;
      const deed = deedOf(mail, event.key, onHelp);
      if (!deed) return;
      event.preventDefault();
      deed();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

function deedOf(mail: Mail, key: string, onHelp: () => void): (() => void) | null {
  const { archive, bin } = deedsIn(mail, mail.folder.peek());
  switch (key) {
    case "?":
      return onHelp;
    case "/":
      return () => mail.searchPlace.open();
    case "n":
      return writeKey(mail);
    case "r":
      return answerKey(mail, "reply");
    case "a":
      return answerKey(mail, "reply-all");
    case "f":
      return answerKey(mail, "forward");
    case "e":
      return archive && (() => moveWhatIsMeant(mail, archive));
    case "Delete":
      return bin && (() => moveWhatIsMeant(mail, bin));
    case "l":
      return () => mail.lock();
    case "v":
      return moveKey();
    default:
      return null;
  }
}

/** The chosen conversations, or else the open one. */
function moveWhatIsMeant(mail: Mail, target: Parameters<typeof moveChosen>[1]): void {
  if (mail.chosen.rows.peek().size > 0) return void moveChosen(mail, target);
  const row = openRow(mail);
  if (row) void moveRows(mail, [row], target);
}

function writeKey(mail: Mail): (() => void) | null {
  const accountId = mail.place.peek()?.accountId;
  return accountId && mail.canWrite(accountId) ? () => mail.write({ kind: "new", accountId }) : null;
}

function answerKey(mail: Mail, kind: "reply" | "reply-all" | "forward"): (() => void) | null {
  const conversation = mail.conversation.peek();
  const message = conversation && answered(conversation);
  if (!message || !mail.canWrite(conversation.accountId)) return null;
  return () => mail.write({ kind, accountId: conversation.accountId, messageId: message.id });
}

function moveKey(): (() => void) | null {
  const button =
    document.querySelector<HTMLElement>(".bulk .move-open") ??
    document.querySelector<HTMLElement>(".talk .move-open");
  return button && (() => button.click());
}
