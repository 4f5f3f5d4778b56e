import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { OpenMailbox } from "../../contracts/sign-in.ts";
import type { DraftContent } from "../data/drafts.ts";
import type { Jmap } from "../data/jmap.ts";
import type { Offer } from "../data/offer.ts";
import type { EmailAddress } from "../data/shapes.ts";
import type { Beginning } from "./begin.ts";
import { createFiles, type JoinedFiles } from "./files.ts";
import { joinTexts } from "./quote.ts";
import { type Recipient, toRecipient } from "./recipients.ts";
import { createSaver, type SaveState, type Saver } from "./saver.ts";

export type RecipientField = "to" | "cc" | "bcc";

/** A message being written, kept on the server as it grows. */
export interface WrittenMessage {
  readonly mailbox: OpenMailbox;
  readonly recipients: Record<RecipientField, Signal<readonly Recipient[]>>;
  readonly subject: Signal<string>;
  readonly text: Signal<string>;
  readonly quoted: Signal<string>;
  readonly files: JoinedFiles;
  readonly saved: ReadonlySignal<SaveState>;
  readonly saver: Saver;
  readonly beginning: Beginning;
  /** Tells that the person has changed something. */
  touch(): void;
  close(): void;
}

export function createMessage(
  jmap: Jmap,
  offer: Offer,
  mailbox: OpenMailbox,
  draftsId: string,
  beginning: Beginning,
): WrittenMessage {
  const { accountId } = mailbox;
  const recipients = {
    to: signal<readonly Recipient[]>(beginning.to.map(toRecipient)),
    cc: signal<readonly Recipient[]>(beginning.cc.map(toRecipient)),
    bcc: signal<readonly Recipient[]>(beginning.bcc.map(toRecipient)),
  };
  const subject = signal(beginning.subject);
  const text = signal(beginning.text);
  const quoted = signal(beginning.quoted);
  const files = createFiles({
    address: offer.uploadAddress(accountId),
    most: offer.mostUploaded(),
    held: beginning.attachments,
    onChange: () => saver.touch(),
  });

  const content = (): DraftContent => ({
    from: { name: mailbox.name, email: mailbox.address },
    to: plain(recipients.to.peek()),
    cc: plain(recipients.cc.peek()),
    bcc: plain(recipients.bcc.peek()),
    subject: subject.peek().trim(),
    text: joinTexts(text.peek(), quoted.peek()),
    attachments: files.attached(),
    inReplyTo: beginning.inReplyTo,
    references: beginning.references,
  });
  const saver = createSaver({
    jmap,
    accountId,
    folderId: draftsId,
    draftId: beginning.draftId,
    content,
    onAttached: files.replace,
  });

  return {
    mailbox,
    recipients,
    subject,
    text,
    quoted,
    files,
    saved: saver.state,
    saver,
    beginning,
    touch: saver.touch,
    close() {
      files.close();
      saver.close();
    },
  };
}

/** What is no address yet waits on the page: a header field holds addresses only. */
function plain(recipients: readonly Recipient[]): EmailAddress[] {
  return recipients.filter(({ fault }) => fault !== "form").map(({ name, email }) => ({ name, email }));
}
