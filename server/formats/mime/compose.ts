import { Readable } from "node:stream";
import MailComposer from "nodemailer/lib/mail-composer";
import type { EmailAddress } from "./address-list.ts";

/** A file that goes along with a message; read once, while the message is written. */
export interface ComposedFile {
  name: string | null;
  /** "application/pdf". */
  type: string;
  disposition: "attachment" | "inline";
  /** Content-Id without its angle brackets. */
  cid: string | null;
  read(): AsyncIterable<Uint8Array>;
}

/** A message to be written. Ids are without angle brackets. */
export interface Composition {
  from: EmailAddress[] | null;
  sender: EmailAddress[] | null;
  replyTo: EmailAddress[] | null;
  to: EmailAddress[] | null;
  cc: EmailAddress[] | null;
  bcc: EmailAddress[] | null;
  subject: string | null;
  messageId: string;
  inReplyTo: string[] | null;
  references: string[] | null;
  /** Milliseconds since 1970. */
  sentAt: number;
  /** Further fields, by name; their value as text. */
  fields: { name: string; value: string }[];
  text: string | null;
  html: string | null;
  files: ComposedFile[];
  /** Parts the boundaries from any text: chance. */
  boundary: string;
}

/**
 * Writes a message (RFC 5322, RFC 2045) as it is read: lines end with CRLF, Bcc is kept, files are never held whole.
 * What a file's reading throws breaks the stream.
 */
export function composeMessage(message: Composition): Readable {
  const ids = (list: string[] | null) => (list ? { value: list.map((id) => `<${id}>`).join(" ") } : null);
  const inReplyTo = ids(message.inReplyTo);
  const references = ids(message.references);
  const composer = new MailComposer({
    ...addressed(message),
    ...(message.subject !== null && { subject: message.subject }),
    ...(inReplyTo && { inReplyTo: inReplyTo.value }),
    ...(references && { references: references.value }),
    messageId: `<${message.messageId}>`,
    date: new Date(message.sentAt),
    headers: message.fields.map(({ name, value }) => ({ key: name, value })),
    ...(message.text !== null && { text: message.text }),
    ...(message.html !== null && { html: message.html }),
    attachments: message.files.map((file) => ({
      // False: the library makes up no name.
      filename: file.name ?? false,
      contentType: file.type,
      contentDisposition: file.disposition,
      ...(file.cid !== null && { cid: file.cid }),
      content: Readable.from(lazily(file)),
    })),
    textEncoding: "quoted-printable",
    newline: "windows",
    baseBoundary: message.boundary,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const root = composer.compile();
  root.keepBcc = true;
  return root.createReadStream();
}

const addressFields = ["from", "sender", "replyTo", "to", "cc", "bcc"] as const;

function addressed(message: Composition) {
  const fields: Partial<Record<(typeof addressFields)[number], { name: string; address: string }[]>> = {};
  for (const field of addressFields) {
    const list = message[field]?.map(({ name, email }) => ({ name: name ?? "", address: email }));
    if (list && list.length > 0) fields[field] = list;
  }
  return fields;
}

/** Opens a file only when its turn comes. */
async function* lazily(file: ComposedFile): AsyncGenerator<Uint8Array> {
  yield* file.read();
}
