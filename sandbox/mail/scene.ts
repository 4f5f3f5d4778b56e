import type { CorrespondentKey } from "./correspondents.ts";
import type { Colleague } from "./colleagues.ts";

/**
 * A scene is one conversation of a mailbox, written by hand. Texts may hold dates, relative to the day the scene
 * begins: `{+14}` « mardi 2 décembre », `{=+14}` « 2 décembre », `{mois}`, `{mois+1}`, `{an}`.
 * A line `| a | b |` is a row of a table.
 */
export interface Scene {
  /** Days before now at which the conversation begins. */
  day: number;
  subject: string;
  messages: SceneMessage[];
  /** Where its received messages are kept; the inbox unless told. */
  folder?: FolderKey;
}

export type FolderKey = "inbox" | "reports" | "mdph" | "archives" | "sent";

/** One message: by a correspondent, or by one of ours in the name of the mailbox. */
export interface SceneMessage {
  author: { correspondent: CorrespondentKey } | { colleague: Colleague; to: CorrespondentKey };
  /** Days after the beginning of the scene, and the hour in Paris, `9:02`. */
  after: number;
  hour: string;
  text: string;
  traits: Traits;
}

export interface Traits {
  attach?: Attachment[];
  /** An HTML body of its own, in place of the one made from the text in its author's manner. */
  html?: string;
  /** The hand-written HTML is the only body. */
  htmlOnly?: boolean;
  cc?: CorrespondentKey;
  unread?: boolean;
  flagged?: boolean;
  urgent?: boolean;
  /** Asks for a receipt (RFC 8098). */
  receipt?: boolean;
  /** The text ends without its author's signature, or with the previous message unquoted. */
  unsigned?: boolean;
  quote?: boolean;
}

/** A file joined to a message; its bytes are made when the message is. `cid`: shown inside the HTML body. */
export type Attachment =
  | { kind: "pdf"; name: string; lines: string[] }
  | { kind: "docx"; name: string; lines: string[] }
  | { kind: "txt"; name: string; lines: string[] }
  | { kind: "csv"; name: string; lines: string[] }
  | { kind: "ics"; name: string; lines: string[] }
  | { kind: "png"; name: string; cid?: string }
  | { kind: "jpeg"; name: string; cid?: string }
  | { kind: "eml"; name: string; lines: string[] };

/** A conversation that begins `day` days ago. */
export function scene(day: number, subject: string, messages: SceneMessage[], folder?: FolderKey): Scene {
  return { day, subject, messages, ...(folder && { folder }) };
}

/** A message received. `when`: `9:02`, or `+2 9:02` two days after the scene's beginning. */
export function from(
  correspondent: CorrespondentKey,
  when: string,
  text: string,
  traits: Traits = {},
): SceneMessage {
  return { author: { correspondent }, ...readWhen(when), text, traits };
}

/** A message that one of ours sent to `to`. */
export function us(
  colleague: Colleague,
  to: CorrespondentKey,
  when: string,
  text: string,
  traits: Traits = {},
): SceneMessage {
  return { author: { colleague, to }, ...readWhen(when), text, traits };
}

export function pdf(name: string, ...lines: string[]): Attachment {
  return { kind: "pdf", name, lines };
}

export function docx(name: string, ...lines: string[]): Attachment {
  return { kind: "docx", name, lines };
}

export function txt(name: string, ...lines: string[]): Attachment {
  return { kind: "txt", name, lines };
}

export function csv(name: string, ...lines: string[]): Attachment {
  return { kind: "csv", name, lines };
}

export function picture(kind: "png" | "jpeg", name: string, cid?: string): Attachment {
  return { kind, name, ...(cid && { cid }) };
}

function readWhen(when: string): { after: number; hour: string } {
  const [hour = "", days = "0"] = when.split(" ").toReversed();
  return { after: Number(days), hour };
}
