import { createHash } from "node:crypto";
import MimeNode from "nodemailer/lib/mime-node";
import { writeMoment } from "../../foundations/french-moment.ts";
import { asMessageIds, asText } from "../../formats/mime/header-forms.ts";
import { lastField, scanHeader } from "../../formats/mime/header.ts";
import { causeOf, type Reply } from "./rules/verdict.ts";
import { bounceWords } from "./words.ts";

/** A recipient that a message will not reach. Times are milliseconds since 1970. */
export interface Failure {
  /** Of the queue's row: the same failure makes the same bytes, so that telling it twice tells it once. */
  id: string;
  recipient: string;
  domain: string;
  reply: Reply | null;
  failedAt: number;
  /** The mailbox that sent it, and when it was let go. */
  sender: string;
  sentAt: number;
  /** Of the message as it left, without the blank line. */
  header: Buffer;
  hostname: string;
}

const hourMs = 3_600_000;

/**
 * The message that tells it to the people of the mailbox: words first, then the report that programs read
 * (RFC 3461 §6.2, RFC 3464), then the message's own fields (RFC 6522 §3).
 */
export async function writeBounce(failure: Failure): Promise<Buffer> {
  const { recipient, domain, reply, hostname } = failure;
  const header = scanHeader(failure.header);
  const subjectField = lastField(header, "subject");
  const idField = lastField(header, "message-id");
  const [messageId] = (idField && asMessageIds(idField)) ?? [];
  const subject = subjectField && asText(subjectField);
  const text = bounceWords.text({
    recipient,
    domain,
    subject,
    sentAt: writeMoment(failure.sentAt),
    cause: causeOf(reply),
    hours: Math.max(1, Math.round((failure.failedAt - failure.sentAt) / hourMs)),
  });
  const unique = createHash("sha256").update(failure.id).digest("hex").slice(0, 32);
  const root = new MimeNode("multipart/report; report-type=delivery-status", {
    baseBoundary: unique,
    newline: "windows",
  });
  root.setHeader([
    { key: "From", value: { name: bounceWords.from, address: `mailer-daemon@${hostname}` } },
    { key: "To", value: failure.sender },
    { key: "Subject", value: bounceWords.subject(subject) },
    { key: "Message-ID", value: `<${unique}@${hostname}>` },
    ...(messageId === undefined
      ? []
      : [
          { key: "In-Reply-To", value: `<${messageId}>` },
          { key: "References", value: `<${messageId}>` },
        ]),
    { key: "Date", value: new Date(failure.failedAt).toUTCString().replace("GMT", "+0000") },
    // RFC 3834 §5: no program answers it.
    { key: "Auto-Submitted", value: "auto-replied" },
  ]);
  root.createChild("text/plain; charset=utf-8").setContent(text);
  root.createChild("message/delivery-status").setContent(writeReport(failure));
  root.createChild("text/rfc822-headers").setContent(failure.header.toString("latin1"));
  return root.build();
}

/** RFC 3464 §2. */
function writeReport({ recipient, reply, failedAt, hostname }: Failure): string {
  const said = reply !== null && /^\d{3}\b/.test(reply);
  const status = /^\d{3} ([245]\.\d{1,3}\.\d{1,3})\b/.exec(reply ?? "")?.[1];
  return [
    `Reporting-MTA: dns; ${hostname}`,
    "",
    `Final-Recipient: rfc822; ${recipient}`,
    "Action: failed",
    // A failure is of class 5, whatever the last passing reply was (RFC 3463 §2); 4.4.7: it waited too long.
    `Status: ${status ? status.replace(/^\d/, "5") : said ? "5.0.0" : "5.4.7"}`,
    ...(said ? [`Diagnostic-Code: smtp; ${reply.replace(/[^ -~]/g, "?")}`] : []),
    `Last-Attempt-Date: ${new Date(failedAt).toUTCString().replace("GMT", "+0000")}`,
    "",
  ].join("\r\n");
}
