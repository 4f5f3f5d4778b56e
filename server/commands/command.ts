import type { AdministrationDoor, EvidenceDoor } from "../administration/door.ts";
import type { AuditDoor, AuditExports } from "../audit/door.ts";
import type { DirectoryDoor } from "../directory/door.ts";
import type { MailboxesDoor } from "../mailboxes/door.ts";
import type { SignInDoor } from "../sign-in/door.ts";

/** The doors that commands may use: the same as the pages'. */
export interface CommandDoors {
  directory: DirectoryDoor;
  signIn: Pick<SignInDoor, "setPassword" | "setPscSubject" | "security" | "appPasswords" | "browsers">;
  mailboxes: MailboxesDoor;
  audit: AuditDoor;
  auditExports: Pick<AuditExports, "publicKey" | "verify">;
  evidence: EvidenceDoor;
  administration: Pick<AdministrationDoor, "guide">;
  /** Where the pages are, without a final slash. */
  publicUrl: string;
  /** Backs the embedded store up, telling of each message file that was copied. */
  backUp(folder: string, copied: () => void): Promise<"done" | "inside" | "postgres">;
}

/** One command of `npm run caducee -- COMMAND`. */
export interface Command {
  name: string;
  /** What follows the name, for the help: `MAILBOX FICHIER`. */
  words: string;
  /** One line of help. */
  help: string;
  /** How many words it takes. */
  takes: number;
  /** What its one word is when nothing is said. */
  otherwise?: string;
  /** Paths among the words, made absolute before they travel to a running program. */
  paths: readonly number[];
  /** Does it, telling its progress line by line; answers the exit code. */
  run(doors: CommandDoors, words: readonly string[], say: (line: string) => void): Promise<number>;
}

/** Who the trace names for what a command did. */
export const commandActor = "command";
