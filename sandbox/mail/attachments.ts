import type { MailComposerAttachment } from "nodemailer/lib/mail-composer";
import { makeDocx, makePdf } from "./documents.ts";
import { makeJpeg, makePng } from "./pictures.ts";
import type { Attachment } from "./scene.ts";

/** Makes the bytes of an attachment; `fill` puts the dates into its name and its lines. */
export function makeAttachment(
  attachment: Attachment,
  fill: (text: string) => string,
): MailComposerAttachment {
  const filename = fill(attachment.name);
  switch (attachment.kind) {
    case "png":
    case "jpeg": {
      const content = attachment.kind === "png" ? makePng(filename) : makeJpeg(filename);
      return {
        filename,
        content,
        contentType: `image/${attachment.kind}`,
        ...(attachment.cid && { cid: attachment.cid }),
      };
    }
    case "pdf":
      return { filename, content: makePdf(attachment.lines.map(fill)), contentType: "application/pdf" };
    case "docx":
      return { filename, content: makeDocx(attachment.lines.map(fill)) };
    case "eml":
      return { filename, content: writeLines(attachment.lines.map(fill)), contentType: "message/rfc822" };
    case "csv":
      // The mark that spreadsheets look for before they trust the accents.
      return {
        filename,
        content: `\ufeff${writeLines(attachment.lines.map(fill))}`,
        contentType: "text/csv; charset=utf-8",
      };
    case "ics":
      return {
        filename,
        content: writeLines(attachment.lines.map(fill)),
        contentType: "text/calendar; charset=utf-8; method=REQUEST",
      };
    case "txt":
      return {
        filename,
        content: writeLines(attachment.lines.map(fill)),
        contentType: "text/plain; charset=utf-8",
      };
  }
}

function writeLines(lines: string[]): string {
  return lines.map((line) => `${line}\r\n`).join("");
}
