import type { Sending } from "../../contracts/sign-in.ts";

/** A one-time code on its way to an ordinary mailbox. */
export interface CodeMail {
  to: string;
  /** The MSSanté account it opens, as the mail names it: the person's login. */
  account: string;
  /** Six digits. */
  code: string;
  /** Names the mail, so that one sent twice is known to be one. */
  reference: string;
  /** When the code is worth nothing any more, in milliseconds since 1970. */
  until: number;
}

/** The door of the notifications: what leaves for ordinary mailboxes, through a relay of its own. */
export interface NotificationsDoor {
  /** Settles when the relay has taken the mail or nothing more can be tried; never rejects for the relay's sake. */
  sendCode(mail: CodeMail): Promise<Sending>;
  close(): void;
}
