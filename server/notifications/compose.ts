import { encodeWords } from "nodemailer/lib/mime-funcs";
import { encode, wrap } from "nodemailer/lib/qp";

/** An ordinary e-mail of ours: plain text, one recipient. */
export interface OrdinaryMail {
  from: string;
  /** Name of the sender. */
  name: string;
  to: string;
  subject: string;
  text: string;
  reference: string;
  /** Milliseconds since 1970. */
  at: number;
}

/** The mail as it goes over the wire (RFC 5322), in UTF-8 and quoted-printable (RFC 2045 §6.7). */
export function compose({ from, name, to, subject, text, reference, at }: OrdinaryMail): string {
  const domain = from.slice(from.lastIndexOf("@") + 1);
  const fields = {
    From: `${encodeWords(name, "Q", 52, true)} <${from}>`,
    To: to,
    Subject: encodeWords(subject, "Q", 52, true),
    Date: new Date(at).toUTCString().replace("GMT", "+0000"),
    "Message-ID": `<${reference}@${domain}>`,
    // RFC 3834 §5: no automatic answer, please.
    "Auto-Submitted": "auto-generated",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "quoted-printable",
  };
  const head = Object.entries(fields).map(([field, value]) => `${field}: ${value.replace(/[\r\n]+/g, " ")}`);
  const body = wrap(encode(text.replaceAll("\n", "\r\n")));
  return `${head.join("\r\n")}\r\n\r\n${body}`;
}
